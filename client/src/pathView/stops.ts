import type { GateAnswer, PathAnswer, TraceHopAnswer } from '../../../server/src/protocol';

/** A place on a path where a person can stand: a hop's call, a guard before it, or a gate inside the last function. */
export type Stop =
  | { readonly kind: 'hop'; readonly hop: number }
  /** `gate` counts in the hop's guards. */
  | { readonly kind: 'guard'; readonly hop: number; readonly gate: number }
  /** `gate` counts in the path's gates; `hop` is the last one. */
  | { readonly kind: 'end'; readonly hop: number; readonly gate: number };

/** All stops of a path in the order of the walk: the guards of a hop come before its call, as they do in the text. */
export function stopsOf(path: PathAnswer): Stop[] {
  const last = path.hops.length - 1;
  return [
    ...path.hops.flatMap(({ guards }, hop): Stop[] => [
      ...guards.map((_, gate): Stop => ({ kind: 'guard', hop, gate })),
      { kind: 'hop', hop },
    ]),
    ...path.gates.map((_, gate): Stop => ({ kind: 'end', hop: last, gate })),
  ];
}

/** The stop after (`by` 1) or before (`by` -1) another one, a hop or a gate; null where the path has no more. */
export function stopBeside(path: PathAnswer, from: Stop | null, what: 'hop' | 'gate', by: 1 | -1): Stop | null {
  const stops = stopsOf(path);
  const here = from === null ? (by > 0 ? -1 : stops.length) : stops.findIndex((stop) => isSameStop(stop, from));
  for (let at = here + by; at >= 0 && at < stops.length; at += by) {
    const stop = stops[at]!;
    if (what === 'gate' && stop.kind !== 'hop') return stop;
    // From a guard the next hop is the call that it guards; the one before is the hop before.
    if (what === 'hop' && stop.kind === 'hop') return stop;
  }
  return null;
}

export function isSameStop(a: Stop, b: Stop): boolean {
  return a.kind === b.kind && a.hop === b.hop && (a.kind === 'hop' || b.kind === 'hop' || a.gate === b.gate);
}

/** The gate of a stop; null for a hop, and where the path has another shape by now. */
export function gateOf(path: PathAnswer, stop: Stop): GateAnswer | null {
  if (stop.kind === 'hop') return null;
  return (stop.kind === 'guard' ? path.hops[stop.hop]?.guards[stop.gate] : path.gates[stop.gate]) ?? null;
}

/** The line of a hop that a person wants to see: its call, or the last function itself. */
export function placeOf(hop: TraceHopAnswer): { readonly uri: string; readonly line: number } {
  return hop.callLine > 0 ? { uri: hop.callUri, line: hop.callLine } : { uri: hop.uri, line: hop.line };
}
