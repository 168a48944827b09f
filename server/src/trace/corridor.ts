/**
 * The part of the call graph that lies between two sets of definitions: everything on a path that costs little more than
 * the cheapest. A search from both ends at once finds it, so that a target that half the kernel reaches does not make
 * the search read half the kernel.
 */
import type { CallId, DefId, KernelIndex } from '../index/kernelIndex';
import type { HopCosts } from './hopCost';
import { type MinHeap, newMinHeap } from './minHeap';

/** A small weighed graph of its own; nodes and edges are positions in its arrays. */
export interface Corridor {
  /** By node: the definition. */
  readonly defs: Int32Array;
  readonly sources: readonly number[];
  readonly goals: readonly number[];
  /** By source: what beginning there costs. */
  readonly sourceCosts: readonly number[];
  /** CSR: edges of node n are [firstEdge[n], firstEdge[n + 1]). */
  readonly firstEdge: Int32Array;
  readonly edgeTo: Int32Array;
  readonly edgeCost: Float64Array;
  readonly edgeCall: Int32Array;
  /** Cost of the cheapest path. */
  readonly cheapest: number;
}

export interface CorridorRequest {
  readonly from: readonly DefId[];
  readonly to: readonly DefId[];
  /** How much more than the cheapest a path may cost, given the cheapest. */
  readonly slackOf: (cheapest: number) => number;
  readonly signal?: AbortSignal | undefined;
}

/** A bound on work, far above what a question needs; beyond it the answer may miss dearer alternatives. */
const MOST_SETTLED = 400_000;
/** The same sum taken in another order differs in its last digits. */
const ROUNDING = 1e-6;
const SETTLED_BETWEEN_SIGNALS = 512;

interface Side {
  /** By definition: the distance found so far, or Infinity. */
  readonly distance: Float64Array;
  readonly settled: Uint8Array;
  /** Definitions whose entries above are not the initial ones. */
  readonly touched: DefId[];
  readonly heap: MinHeap;
  /** Every definition nearer than this is settled. */
  radius: number;
}

/** Arrays of the length of the index, kept between questions and cleaned after each. */
interface Scratch {
  readonly distances: readonly [Float64Array, Float64Array];
  readonly settled: readonly [Uint8Array, Uint8Array];
  readonly nodeOf: Int32Array;
}
const scratchOfIndex = new WeakMap<KernelIndex, Scratch>();

/** Finds the corridor, or null where no path leads from one set to the other. @throws the signal's reason */
export function findCorridor(index: KernelIndex, costs: HopCosts, request: CorridorRequest): Corridor | null {
  const scratch = scratchOf(index);
  const out = newSide(scratch, 0);
  const back = newSide(scratch, 1);
  try {
    for (const def of request.from) reach(out, def, costs.costOfBeginning(def));
    for (const def of request.to) reach(back, def, 0);
    const cheapest = searchFromBothEnds(costs, out, back, request);
    if (cheapest === Infinity) return null;
    return cutOut(costs, out, back, scratch.nodeOf, request, cheapest);
  } finally {
    clean(out);
    clean(back);
  }
}

function searchFromBothEnds(costs: HopCosts, out: Side, back: Side, request: CorridorRequest): number {
  let cheapest = Infinity;
  let limit = Infinity;
  let settled = 0;
  const meet = (length: number): void => {
    if (length >= cheapest) return;
    cheapest = length;
    limit = cheapest + request.slackOf(cheapest) + ROUNDING;
  };
  for (const def of out.touched) meet(out.distance[def]! + back.distance[def]!);

  const expand = (side: Side, other: Side, each: HopCosts['eachCallee']): void => {
    const at = side.heap.peekKey();
    const def = side.heap.pop();
    side.radius = at;
    if (side.settled[def] === 1) return;
    side.settled[def] = 1;
    settled++;
    each(def, (next, cost) => {
      const length = at + cost;
      // Where the other side has not been, the rest costs at least its radius.
      const rest = other.distance[next]!;
      if (length + Math.min(rest, other.radius) > limit) return;
      if (length < side.distance[next]!) {
        reach(side, next, length);
        meet(length + rest);
      }
    });
  };
  for (;;) {
    const nearestOut = out.heap.peekKey();
    const nearestBack = back.heap.peekKey();
    if (nearestOut === Infinity || nearestBack === Infinity) {
      // One side has seen all it can reach within the limit; what the other has not seen cannot be on a path.
      if (cheapest === Infinity || (nearestOut === Infinity && nearestBack === Infinity)) break;
    }
    if (Math.min(nearestOut, limit) + Math.min(nearestBack, limit) > limit || settled > MOST_SETTLED) break;
    if (settled % SETTLED_BETWEEN_SIGNALS === 0) request.signal?.throwIfAborted();
    const takeOut = nearestBack === Infinity || (nearestOut !== Infinity && out.heap.size <= back.heap.size);
    if (takeOut) expand(out, back, costs.eachCallee);
    else expand(back, out, costs.eachCaller);
  }
  return cheapest;
}

/** Makes the corridor's own graph out of what the two sides settled. */
function cutOut(
  costs: HopCosts,
  out: Side,
  back: Side,
  nodeOf: Int32Array,
  request: CorridorRequest,
  cheapest: number,
): Corridor {
  const limit = cheapest + request.slackOf(cheapest) + ROUNDING;
  const defs: DefId[] = [];
  const add = (def: DefId): void => {
    if (nodeOf[def] !== -1) return;
    if (leastDistance(out, def) + leastDistance(back, def) > limit) return;
    nodeOf[def] = defs.length;
    defs.push(def);
  };
  try {
    for (const def of out.touched) add(def);
    for (const def of back.touched) add(def);
    const firstEdge = new Int32Array(defs.length + 1);
    const edgeTo: number[] = [];
    const edgeCost: number[] = [];
    const edgeCall: CallId[] = [];
    const lastEdgeTo = new Int32Array(defs.length).fill(-1);
    for (let node = 0; node < defs.length; node++) {
      const first = edgeTo.length;
      costs.eachCallee(defs[node]!, (callee, cost, call) => {
        const target = nodeOf[callee]!;
        if (target === -1) return;
        const before = lastEdgeTo[target]!;
        if (before < first) {
          lastEdgeTo[target] = edgeTo.length;
          edgeTo.push(target);
          edgeCost.push(cost);
          edgeCall.push(call);
        } else if (cost < edgeCost[before]!) {
          edgeCost[before] = cost;
          edgeCall[before] = call;
        }
      });
      firstEdge[node + 1] = edgeTo.length;
    }
    const inside = (ends: readonly DefId[]): DefId[] => ends.filter((def) => nodeOf[def] !== -1);
    return {
      defs: Int32Array.from(defs),
      sources: inside(request.from).map((def) => nodeOf[def]!),
      sourceCosts: inside(request.from).map((def) => costs.costOfBeginning(def)),
      goals: inside(request.to).map((def) => nodeOf[def]!),
      firstEdge,
      edgeTo: Int32Array.from(edgeTo),
      edgeCost: Float64Array.from(edgeCost),
      edgeCall: Int32Array.from(edgeCall),
      cheapest,
    };
  } finally {
    for (const def of defs) nodeOf[def] = -1;
  }
}

/** Where a side has not settled a definition, it is at least as far as its radius. */
function leastDistance(side: Side, def: DefId): number {
  return side.settled[def] === 1 ? side.distance[def]! : Math.min(side.distance[def]!, side.radius);
}

function reach(side: Side, def: DefId, distance: number): void {
  if (side.distance[def] === Infinity) side.touched.push(def);
  side.distance[def] = distance;
  side.heap.push(distance, def);
}

function newSide(scratch: Scratch, at: 0 | 1): Side {
  return { distance: scratch.distances[at], settled: scratch.settled[at], touched: [], heap: newMinHeap(), radius: 0 };
}

function clean(side: Side): void {
  for (const def of side.touched) {
    side.distance[def] = Infinity;
    side.settled[def] = 0;
  }
}

function scratchOf(index: KernelIndex): Scratch {
  let scratch = scratchOfIndex.get(index);
  if (scratch === undefined) {
    const length = index.defCount;
    const distance = (): Float64Array => new Float64Array(length).fill(Infinity);
    scratch = {
      distances: [distance(), distance()],
      settled: [new Uint8Array(length), new Uint8Array(length)],
      nodeOf: new Int32Array(length).fill(-1),
    };
    scratchOfIndex.set(index, scratch);
  }
  return scratch;
}
