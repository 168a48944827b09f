/** Several paths through one corridor that differ in something that matters. */
import type { DefId, KernelIndex } from '../index/kernelIndex';
import type { Corridor } from './corridor';
import { coreName } from './nameWords';
import { type CorridorPath, shortestPath } from './shortestPath';

/** After a path was taken, its own functions cost this share of the cheapest path more, so that another road is tried. */
const PENALTY_SHARE = 0.12;
const LEAST_PENALTY = 0.8;
const TRIES_PER_PATH = 5;

/**
 * Up to `count` paths, cheapest first. Two paths differ where one has a function whose name, without its wrapping
 * (underscores, `_node`, `_noprof`, ...), is nowhere on the other, and that is no macro.
 */
export function differentPaths(index: KernelIndex, corridor: Corridor, count: number, slack: number): CorridorPath[] {
  const penalties = new Float64Array(corridor.defs.length);
  const accepted: { path: CorridorPath; marks: ReadonlySet<string> }[] = [];
  const penalty = Math.max(LEAST_PENALTY, corridor.cheapest * PENALTY_SHARE);
  for (let tries = count * TRIES_PER_PATH; tries > 0 && accepted.length < count; tries--) {
    const path = shortestPath(corridor, penalties);
    if (path === null) break;
    const marks = marksOf(
      index,
      path.nodes.map((node) => corridor.defs[node]!),
    );
    const isNew = accepted.every((other) => hasMore(marks, other.marks) && hasMore(other.marks, marks));
    if (isNew && path.cost <= corridor.cheapest + slack + 1e-6) accepted.push({ path, marks });
    for (const node of path.nodes.slice(1, -1)) penalties[node]! += penalty;
    if (path.nodes.length <= 2) break;
  }
  return accepted.map(({ path }) => path).sort((a, b) => a.cost - b.cost);
}

/** Names that make a path what it is. */
function marksOf(index: KernelIndex, defs: readonly DefId[]): ReadonlySet<string> {
  return new Set(defs.filter((def) => index.defKind(def) === 'function').map((def) => coreName(index.defName(def))));
}

function hasMore(marks: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const mark of marks) if (!other.has(mark)) return true;
  return false;
}
