/** Paths that a person would draw: weighted search over the call graph, see hopCost.ts for the weights. */
import type { CallId, DefId, KernelIndex } from '../index/kernelIndex';
import { type CorridorRequest, findCorridor } from './corridor';
import { differentPaths } from './differentPaths';
import { hopCosts } from './hopCost';

export interface TraceRequest {
  /** Definitions to begin with: all that the name may mean. */
  readonly from: readonly DefId[];
  readonly to: readonly DefId[];
  /** To be visited in this order; each place may mean several definitions. */
  readonly via?: readonly (readonly DefId[])[];
  /** How many different paths are wanted; 1 by default. */
  readonly paths?: number;
  /** Follow functions that are passed as arguments (work items, threads, RCU); false by default. */
  readonly callbacks?: boolean;
  readonly signal?: AbortSignal;
}

export interface TraceHop {
  readonly def: DefId;
  /** The call that leads to the next hop; null on the last. */
  readonly call: CallId | null;
}

export interface TracePath {
  readonly hops: readonly TraceHop[];
  /** Comparable between paths of one answer only. */
  readonly cost: number;
}

/** How much more than the best an alternative may cost. */
const slackOf = (cheapest: number): number => 4 + 0.35 * cheapest;
const noSlack = (): number => 0;

/**
 * Up to `paths` different paths, the best first; empty where there is none (or where a set of ends is empty).
 *
 * @throws the signal's reason when it is aborted
 */
export function tracePaths(index: KernelIndex, request: TraceRequest): TracePath[] {
  const via = request.via ?? [];
  const stations = [request.from, ...via, request.to];
  if (stations.some((station) => station.length === 0)) return [];
  const count = Math.max(1, request.paths ?? 1);
  const costs = hopCosts(index, {
    ends: stations.flat(),
    callbacks: request.callbacks === true,
  });
  let roads: TracePath[] | undefined;
  for (let leg = 0; leg + 1 < stations.length; leg++) {
    // A station may mean several definitions: the next leg goes on from those where a road has arrived.
    const arrived = roads === undefined ? stations[leg]! : [...new Set(roads.map((road) => road.hops.at(-1)!.def))];
    const legs = pathsOfLeg(
      index,
      costs,
      { from: arrived, to: stations[leg + 1]!, slackOf: count > 1 ? slackOf : noSlack, signal: request.signal },
      count,
    );
    roads = roads === undefined ? legs : joined(roads, legs, count);
    if (roads.length === 0) return [];
  }
  return roads ?? [];
}

function pathsOfLeg(
  index: KernelIndex,
  costs: ReturnType<typeof hopCosts>,
  request: CorridorRequest,
  count: number,
): TracePath[] {
  const corridor = findCorridor(index, costs, request);
  if (corridor === null) return [];
  return differentPaths(index, corridor, count, slackOf(corridor.cheapest)).map(({ nodes, edges, cost }) => ({
    cost,
    hops: nodes.map((node, at) => ({
      def: corridor.defs[node]!,
      call: at < edges.length ? corridor.edgeCall[edges[at]!]! : null,
    })),
  }));
}

/** Every road continued by every leg that begins where it ends; the cheapest `count` of them. */
function joined(roads: readonly TracePath[], legs: readonly TracePath[], count: number): TracePath[] {
  return roads
    .flatMap((road) =>
      legs
        .filter((leg) => leg.hops[0]!.def === road.hops.at(-1)!.def)
        .map((leg) => ({ hops: [...road.hops.slice(0, -1), ...leg.hops], cost: road.cost + leg.cost })),
    )
    .sort((a, b) => a.cost - b.cost)
    .slice(0, count);
}
