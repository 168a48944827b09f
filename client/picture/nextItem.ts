import type { Rectangle } from './geometry';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** How much a step to the side counts against a step ahead. */
const SIDEWAYS = 3;

/** The item that an arrow key leads to: near, and in that direction; null where there is none. `items`: id to place. */
export function nextItem(items: ReadonlyMap<string, Rectangle>, current: string, direction: Direction): string | null {
  const here = items.get(current);
  if (here === undefined) return null;
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [id, there] of items) {
    const ahead = aheadOf(here, there, direction);
    if (id === current || ahead <= 0) continue;
    const cost = ahead + SIDEWAYS * aside(here, there, direction);
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}

/** How far the other one's middle lies in a direction. */
function aheadOf(here: Rectangle, there: Rectangle, direction: Direction): number {
  const x = there.x + there.width / 2 - (here.x + here.width / 2);
  const y = there.y + there.height / 2 - (here.y + here.height / 2);
  // To the side, what lies more above or below than beside is not meant.
  if (direction === 'left' || direction === 'right') {
    const ahead = direction === 'right' ? x : -x;
    return Math.abs(y) > ahead * 2 ? 0 : ahead;
  }
  return direction === 'down' ? y : -y;
}

/** The gap between two places across a direction; 0 where they overlap. */
function aside(here: Rectangle, there: Rectangle, direction: Direction): number {
  const [start, size] =
    direction === 'up' || direction === 'down' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  return Math.max(0, there[start] - here[start] - here[size], here[start] - there[start] - there[size]);
}
