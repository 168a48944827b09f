import type { Point, Rectangle } from './geometry';

/** How far above its end a line begins to go straight down, in pixels. */
const STRAIGHT = 12;

/**
 * The bends of a line, made to leave below the middle of one box and to arrive above the middle of another one; as they are
 * where it goes up or to its own box.
 */
export function fromMiddleToMiddle(points: readonly Point[], from: Rectangle, to: Rectangle): Point[] {
  const start = { x: from.x + from.width / 2, y: from.y + from.height };
  const end = { x: to.x + to.width / 2, y: to.y };
  if (end.y - start.y < 2 * STRAIGHT) return [...points];
  const between = points.slice(1, -1).filter(({ y }) => y > start.y + STRAIGHT && y < end.y - STRAIGHT);
  if (between.every(({ x }) => Math.abs(x - start.x) < 1) && Math.abs(end.x - start.x) < 1) return [start, end];
  return [start, { x: start.x, y: start.y + STRAIGHT }, ...between, { x: end.x, y: end.y - STRAIGHT }, end];
}
