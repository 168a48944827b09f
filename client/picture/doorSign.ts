import type { Outcome } from '../../server/src/protocol';
import { svg } from './svg';

/**
 * The sign of a gate, 18 by 24 pixels: a frame whose leaf stands open, one whose leaf is shut and barred, one with a
 * question mark. The shapes differ as much as the colours do.
 */
export function doorSign(outcome: Outcome, x: number, y: number): SVGElement {
  const frame = svg('path', { class: 'door-frame', d: 'M2,23V1H16V23' });
  const floor = svg('path', { class: 'door-frame', d: 'M0,23H18' });
  return svg('g', { class: `door-sign ${outcome}`, transform: `translate(${x},${y})` }, frame, floor, ...leaf(outcome));
}

function leaf(outcome: Outcome): SVGElement[] {
  switch (outcome) {
    case 'open':
      return [svg('path', { class: 'door-leaf', d: 'M2,1L9,5V23.5L2,23Z' })];
    case 'closed':
      return [
        svg('path', { class: 'door-leaf', d: 'M2,1H16V23H2Z' }),
        svg('path', { class: 'door-bar', d: 'M4.5,7.5L13.5,16.5M13.5,7.5L4.5,16.5' }),
      ];
    case 'unknown':
      return [svg('text', { class: 'door-question', x: 9, y: 17, 'text-anchor': 'middle' }, '?')];
  }
}
