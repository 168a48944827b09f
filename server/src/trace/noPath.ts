/** What can be said where no path joins two ends. */
import type { DefId, KernelIndex } from '../index/kernelIndex';
import { inEnglish, type Say } from '../text/say';
import { type HopCosts, type HopVisitor, hopCosts } from './hopCost';
import { newMinHeap } from './minHeap';

/** What lies nearest to both ends of a question that has no path. */
export interface NearestPoints {
  /** The nearest function from which both ends can be reached. */
  readonly above: DefId | null;
  /** The nearest function that both ends reach. */
  readonly below: DefId | null;
  /** How many functions the start reaches and how many reach the end; `MOST_SEEN` means that or more. */
  readonly reached: number;
  readonly reaching: number;
}

/** The neighbourhood that is looked at around each end. */
export const MOST_SEEN = 5_000;

/** Finds the nearest common points of two ends. */
export function nearestPoints(index: KernelIndex, from: readonly DefId[], to: readonly DefId[]): NearestPoints {
  const costs = hopCosts(index, { ends: [...from, ...to], callbacks: false });
  const down = costs.eachCallee;
  const up = costs.eachCaller;
  const belowFrom = around(costs, from, down);
  const aboveTo = around(costs, to, up);
  return {
    above: nearestOfBoth(around(costs, from, up), aboveTo),
    below: nearestOfBoth(belowFrom, around(costs, to, down)),
    reached: belowFrom.size - from.length,
    reaching: aboveTo.size - to.length,
  };
}

/** Why there is no path, in plain words: one to three clauses without a full stop. */
export function noPathWords(
  index: KernelIndex,
  from: readonly DefId[],
  to: readonly DefId[],
  say: Say = inEnglish,
): string {
  const start = nameOf(index, from, say);
  const end = nameOf(index, to, say);
  const points = nearestPoints(index, from, to);
  const clauses: string[] = [];
  if (points.reached <= 0) clauses.push(say('{0} calls nothing that is followed', start));
  if (points.reaching <= 0) clauses.push(uncalled(index, to, end, say));
  else if (points.reaching === 1) clauses.push(say('{0} is reached from one function only', end));
  else if (points.reaching < 5) clauses.push(say('{0} is reached from {1} functions only', end, points.reaching));
  if (clauses.length === 0) clauses.push(say('nothing that {0} calls leads to {1}', start, end));
  if (isOneOf(to, points.above) || isOneOf(from, points.below)) {
    clauses.push(say('there is a path the other way round, from {0} to {1}', end, start));
  } else {
    if (points.above !== null) clauses.push(say('both are reached from {0}', placed(index, points.above)));
    if (points.below !== null) clauses.push(say('both reach {0}', placed(index, points.below)));
  }
  return clauses.join(say('; '));
}

/** Distances from `starts`, nearest first, at most `MOST_SEEN` of them. */
function around(costs: HopCosts, starts: readonly DefId[], each: HopCosts['eachCallee']): Map<DefId, number> {
  const best = new Map<DefId, number>();
  const settled = new Map<DefId, number>();
  const heap = newMinHeap();
  for (const def of starts) {
    best.set(def, costs.costOfBeginning(def));
    heap.push(best.get(def)!, def);
  }
  while (heap.size > 0 && settled.size < MOST_SEEN) {
    const at = heap.peekKey();
    const def = heap.pop();
    if (settled.has(def)) continue;
    settled.set(def, at);
    const visit: HopVisitor = (other, cost) => {
      if (at + cost >= (best.get(other) ?? Infinity)) return;
      best.set(other, at + cost);
      heap.push(at + cost, other);
    };
    each(def, visit);
  }
  return settled;
}

function nearestOfBoth(one: ReadonlyMap<DefId, number>, other: ReadonlyMap<DefId, number>): DefId | null {
  let nearest: DefId | null = null;
  let least = Infinity;
  for (const [def, distance] of one) {
    const sum = distance + (other.get(def) ?? Infinity);
    if (sum >= least) continue;
    least = sum;
    nearest = def;
  }
  return nearest;
}

/** That nothing calls `name`, and where it is handed on all the same. */
function uncalled(index: KernelIndex, defs: readonly DefId[], name: string, say: Say): string {
  const slots = new Set(defs.flatMap((def) => index.assignmentsOf(def).map(({ slot }) => index.slotName(slot))));
  const [passed] = defs.flatMap((def) =>
    Array.from(index.callsTo(def)).filter((call) => index.callKind(call) === 'callback'),
  );
  const stored = [...slots].slice(0, 3).join(', ');
  const caller = passed === undefined ? '' : index.defName(index.callCaller(passed));
  if (stored === '' && caller === '') return say('nothing calls {0}', name);
  if (caller === '') return say('nothing calls {0}, but it is stored in {1}', name, stored);
  return stored === ''
    ? say('nothing calls {0}, but it is passed as an argument in {1}', name, caller)
    : say('nothing calls {0}, but it is stored in {1} and it is passed as an argument in {2}', name, stored, caller);
}

function isOneOf(defs: readonly DefId[], def: DefId | null): boolean {
  return def !== null && defs.includes(def);
}

function nameOf(index: KernelIndex, defs: readonly DefId[], say: Say): string {
  return defs[0] === undefined ? say('nothing') : index.defName(defs[0]);
}

function placed(index: KernelIndex, def: DefId): string {
  return `${index.defName(def)} (${index.filePath(index.defFile(def))}:${index.defLine(def)})`;
}
