import type { Outcome } from '../../server/src/protocol';
import { doorSign } from './doorSign';
import { html, svg } from './svg';
import type { PictureTexts } from './texts';

/** What the shapes mean, and the keys; folded up until a person wants it. */
export function legend(texts: PictureTexts): HTMLElement {
  const door = (outcome: Outcome, words: string): HTMLElement =>
    entry(svg('svg', { width: 20, height: 26, 'aria-hidden': 'true' }, doorSign(outcome, 1, 1)), words);
  const line = (name: string, words: string): HTMLElement =>
    entry(
      svg(
        'svg',
        { width: 34, height: 12, 'aria-hidden': 'true' },
        svg('g', { class: `line ${name}` }, svg('path', { class: 'line-path', d: 'M1,6H33' })),
      ),
      words,
    );
  return html(
    'details',
    { class: 'legend' },
    html('summary', {}, texts.legend),
    door('open', texts.open),
    door('closed', texts.closed),
    door('unknown', texts.undecided),
    line('ops reached', texts.legendOps),
    line('direct cut', texts.legendCut),
    entry(
      svg(
        'svg',
        { width: 34, height: 18, 'aria-hidden': 'true' },
        svg(
          'g',
          { class: 'function macro reached' },
          svg('rect', { class: 'box', x: 1, y: 1, width: 32, height: 16, rx: 8 }),
        ),
      ),
      texts.legendMacro,
    ),
    html('p', {}, texts.keys),
  );
}

function entry(sign: Element, words: string): HTMLElement {
  return html('div', { class: 'legend-entry' }, sign, html('span', {}, words));
}
