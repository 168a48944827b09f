import { html } from './svg';
import { filled, type PictureTexts } from './texts';
import type { MaskState } from './underMask';

export interface ToolbarDeeds {
  readonly choose: (mask: string) => void;
  readonly ask: (mask: string) => void;
  readonly zoom: (steps: number) => void;
  readonly fitWhole: () => void;
  readonly fold: () => void;
  readonly save: (format: 'svg' | 'png') => void;
}

/** Masks to choose from, one of them checked, and a field for another one; behind them zoom, folding and saving. */
export function toolbar(
  { masks, chosen, isFolded, isAsking }: ToolbarState,
  texts: PictureTexts,
  deeds: ToolbarDeeds,
): HTMLElement {
  const element = html('header', { class: 'toolbar' });
  if (masks.length > 0) element.append(maskPicker(masks, chosen, texts, deeds));
  else element.append(html('span', {}, isAsking ? texts.asking : texts.noMasks));
  if (masks.length > 0) element.append(customMask(texts, isAsking, deeds));
  element.append(
    html(
      'span',
      { class: 'tools', role: 'toolbar', 'aria-label': texts.tools },
      button('−', texts.zoomOut, () => deeds.zoom(-1)),
      button('+', texts.zoomIn, () => deeds.zoom(1)),
      button(texts.fit, `${texts.fit} (0)`, deeds.fitWhole),
      button(isFolded ? texts.unfoldAll : texts.foldAll, '', deeds.fold),
      button('SVG', texts.saveSvg, () => deeds.save('svg')),
      button('PNG', texts.savePng, () => deeds.save('png')),
    ),
  );
  return element;
}

export interface ToolbarState {
  readonly masks: readonly string[];
  readonly chosen: string;
  readonly isFolded: boolean;
  /** Whether an answer for another mask is awaited. */
  readonly isAsking: boolean;
}

function maskPicker(
  masks: readonly string[],
  chosen: string,
  texts: PictureTexts,
  { choose }: ToolbarDeeds,
): HTMLElement {
  const group = html('span', { class: 'masks', role: 'radiogroup', 'aria-label': texts.mask });
  for (const mask of masks) {
    const isChosen = mask === chosen;
    const radio = html(
      'button',
      {
        type: 'button',
        role: 'radio',
        'aria-checked': String(isChosen),
        tabindex: isChosen ? '0' : '-1',
        'data-mask': mask,
      },
      mask,
    );
    radio.addEventListener('click', () => choose(mask));
    group.append(radio);
  }
  // As radio buttons do: arrows choose.
  group.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    choose(masks[(masks.indexOf(chosen) + step + masks.length) % masks.length]!);
  });
  return group;
}

function customMask(texts: PictureTexts, isAsking: boolean, { ask }: ToolbarDeeds): HTMLElement {
  const field = html('input', {
    type: 'text',
    class: 'custom',
    placeholder: isAsking ? texts.asking : texts.custom,
    title: texts.customHint,
    'aria-label': texts.custom,
    spellcheck: 'false',
    disabled: isAsking ? '' : null,
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && field.value.trim() !== '') ask(field.value.trim());
  });
  return field;
}

function button(label: string, title: string, deed: () => void): HTMLElement {
  const element = html('button', { type: 'button', title: title || null, 'aria-label': title || label }, label);
  element.addEventListener('click', deed);
  return element;
}

const signs = { open: '✓', closed: '✗', depends: '?' } as const;

/**
 * What becomes of each path under the mask, a button a path: `looked` is the one that a person looks at. `lengths`: functions on
 * each path.
 */
export function verdicts(
  state: MaskState,
  { lengths, hasMasks }: { readonly lengths: readonly number[]; readonly hasMasks: boolean },
  looked: number | null,
  texts: PictureTexts,
  look: (path: number | null) => void,
): HTMLElement {
  const element = html('div', { class: 'verdicts', role: 'status' });
  state.paths.forEach(({ verdict, closedAt }, i) => {
    const words =
      verdict === 'closed' && closedAt !== null
        ? filled(texts.pathClosed, closedAt.function, closedAt.bits.join(', '))
        : verdict === 'open'
          ? texts.pathOpen
          : verdict === 'closed'
            ? texts.closed
            : texts.pathDepends;
    const calls = filled(texts.calls, Math.max(lengths[i]! - 1, 0));
    const name = state.paths.length > 1 ? `${filled(texts.path, i + 1)}: ` : '';
    const label = hasMasks ? `${signs[verdict]} ${name}${words} · ${calls}` : `${name}${calls}`;
    if (state.paths.length === 1) {
      element.append(html('span', { class: `verdict ${verdict}` }, label));
      return;
    }
    const chip = html(
      'button',
      { type: 'button', class: `verdict ${verdict}`, 'aria-pressed': String(looked === i), title: texts.showOnly },
      label,
    );
    chip.addEventListener('click', () => look(looked === i ? null : i));
    element.append(chip);
  });
  return element;
}
