/** The end of a path: the gates inside of its last function and of what that calls, and whether one turns everybody away. */
import { type Arrival, entryOfCall, type ReachedCall, see } from '../flow/callSite';
import { type Engine, NO_ENTRY } from '../flow/frame';
import { type Gate, gatesOf } from '../flow/functionGates';
import type { DefId } from '../index/kernelIndex';

export interface EndGates {
  readonly gates: readonly Gate[];
  /** The gate behind which the function does nothing under this mask; null where it does its work. */
  readonly turnsAway: Gate | null;
}

/** Direct callees that are looked into. */
const MOST_CALLEES = 80;

export function endGates(engine: Engine, def: DefId, arrival: Arrival): EndGates {
  if (arrival.kind === 'macro') return { gates: [], turnsAway: null };
  const own = gatesOf(engine, def, arrival.entry)?.gates ?? [];
  return { gates: [...own, ...calleeGates(engine, def, arrival)], turnsAway: turningAway(engine, def, arrival, own) };
}

function calleeGates(engine: Engine, def: DefId, arrival: Arrival): Gate[] {
  const { index } = engine.code;
  const { from, to } = index.callsOf(def);
  const seen = new Set<DefId>([def]);
  const gates: Gate[] = [];
  const reached = reachedCalls(engine, def, arrival);
  for (let call = from; call < to && seen.size < MOST_CALLEES; call++) {
    if (!index.isCall(call) || index.callKind(call) !== 'direct') continue;
    const targets = index.targets(call);
    const callee = targets[0];
    if (targets.length !== 1 || callee === undefined || seen.has(callee) || index.defKind(callee) !== 'function')
      continue;
    seen.add(callee);
    const at = reached.get(index.defName(callee));
    const entry = at === undefined ? null : entryOfCall(engine, callee, at);
    const hasMask =
      entry !== null && [...entry.parameters.values(), ...entry.paths.values()].some(({ isMask }) => isMask);
    if (!hasMask) continue;
    gates.push(...(gatesOf(engine, callee, entry ?? NO_ENTRY)?.gates ?? []));
  }
  return gates;
}

/** The first call of each name that is reached. */
function reachedCalls(engine: Engine, def: DefId, arrival: Arrival): Map<string, ReachedCall> {
  const found = new Map<string, ReachedCall>();
  see(engine, def, arrival, null, true, (reached) => {
    const { callee } = reached.call;
    if (callee.kind === 'name' && !found.has(callee.name))
      found.set(callee.name, { ...reached, env: reached.env.clone() });
  });
  return found;
}

/**
 * A gate that is closed and behind whose closed side nothing is called any more, though something would be behind the other:
 * `if (!(sc->gfp_mask & __GFP_FS)) return SHRINK_STOP;`
 */
function turningAway(engine: Engine, def: DefId, arrival: Arrival, gates: readonly Gate[]): Gate | null {
  const closed = gates.filter(({ outcome }) => outcome === 'closed');
  if (closed.length === 0) return null;
  const now = see(engine, def, arrival, null)?.calls ?? [];
  const all = see(engine, def, arrival, null, true)?.calls ?? [];
  const last = Math.max(-1, ...now);
  for (const gate of closed) {
    const isSettled = gate.lanes.now !== null;
    if (isSettled && last <= gate.span.end && all.some((at) => at > gate.span.end)) return gate;
  }
  return null;
}
