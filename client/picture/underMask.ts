import type { GateAnswer, Outcome, TraceAnswer, Verdict } from '../../server/src/protocol';
import type { Door, PathGraph } from './pathGraph';

/** How sure it is that a place is reached: `maybe` behind an undecided gate, `cut` behind a closed one. */
export type Reach = 'reached' | 'maybe' | 'cut';

export interface PathState {
  readonly verdict: Verdict;
  /** The first gate that closes the path; null where none does. */
  readonly closedAt: GateAnswer | null;
}

/** What a mask makes of a graph. */
export interface MaskState {
  readonly doorOf: (door: Door) => Outcome;
  /** Of a function's id: on the best path that leads there. */
  readonly reachOf: (functionId: string) => Reach;
  /** Of a call's id, before its doors and behind them. */
  readonly callReach: (callId: string) => { readonly before: Reach; readonly behind: Reach };
  readonly paths: readonly PathState[];
}

const order: readonly Reach[] = ['cut', 'maybe', 'reached'];

/** The graph of an answer under one of the masks that were asked for; under any other one every door is unknown. */
export function underMask(graph: PathGraph, answer: TraceAnswer, mask: string): MaskState {
  const functions = new Map<string, Reach>();
  const before = new Map<string, Reach>();
  const behind = new Map<string, Reach>();
  const raise = (map: Map<string, Reach>, id: string, reach: Reach): void => {
    if (order.indexOf(reach) > order.indexOf(map.get(id) ?? 'cut')) map.set(id, reach);
  };
  // Along each path by its own answer: a gate may be open on one path and closed on another one.
  const paths = answer.paths.map((path, p): PathState => {
    const way = graph.paths[p]!;
    let reach: Reach = 'reached';
    let closedAt: GateAnswer | null = null;
    raise(functions, way.functions[0] ?? '', reach);
    way.calls.forEach((call, i) => {
      raise(before, call, reach);
      for (const guard of path.hops[i]!.guards) {
        const outcome = guard.outcomes[mask] ?? 'unknown';
        if (outcome === 'closed') closedAt ??= guard;
        reach = narrowed(reach, outcome);
      }
      raise(behind, call, reach);
      raise(functions, way.functions[i + 1]!, reach);
    });
    return { verdict: path.verdicts[mask] ?? path.verdict, closedAt };
  });
  return {
    doorOf: (door) => door.outcomes[mask] ?? 'unknown',
    reachOf: (id) => functions.get(id) ?? 'cut',
    callReach: (id) => ({ before: before.get(id) ?? 'cut', behind: behind.get(id) ?? 'cut' }),
    paths,
  };
}

function narrowed(reach: Reach, outcome: Outcome): Reach {
  if (reach === 'cut' || outcome === 'closed') return 'cut';
  return outcome === 'unknown' ? 'maybe' : reach;
}

/** The masks that an answer compares, in the order in which they were asked for; empty where it knows of none. */
export function masksOf(answer: TraceAnswer): string[] {
  return Object.keys(answer.paths[0]?.verdicts ?? {});
}
