import type { Point } from './geometry';

/** Length and half the width of an arrow's head, in pixels. */
const HEAD = { length: 8, half: 4 };

/** SVG path data of a line that goes smoothly through the middles between its bends. */
export function linePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (first === undefined || last === undefined) return '';
  let path = `M${pair(first)}`;
  rest.forEach((bend, i) => {
    const next = rest[i + 1] ?? last;
    const end = i === rest.length - 1 ? last : { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 };
    path += `Q${pair(bend)} ${pair(end)}`;
  });
  return rest.length === 0 ? `${path}L${pair(last)}` : path;
}

/** Points of an arrow's head at the end of a line, as an SVG polygon has them. */
export function arrowHead(points: readonly Point[]): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (tip === undefined || before === undefined) return '';
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [ux, uy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const foot = { x: tip.x - ux * HEAD.length, y: tip.y - uy * HEAD.length };
  return [
    tip,
    { x: foot.x - uy * HEAD.half, y: foot.y + ux * HEAD.half },
    { x: foot.x + uy * HEAD.half, y: foot.y - ux * HEAD.half },
  ]
    .map(pair)
    .join(' ');
}

function pair({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
