/** The end of a path: the gates inside of its last function and of what that calls, and whether one turns everybody away. */

import { analyzeInSteps } from '../flow/analysis';
import { type Arrival, entryOfCall, type ReachedCall } from '../flow/callSite';
import type { Engine, Entry } from '../flow/frame';
import { entryKey } from '../flow/functionCall';
import { type Gate, gatesInSteps } from '../flow/functionGates';
import { mayHoldGate } from '../flow/gateScan';
import type { DefId } from '../index/kernelIndex';
import type { Steps } from '../text/steps';

export interface EndGates {
  readonly gates: readonly Gate[];
  /** The gate behind which the function does nothing under this mask; null where it does its work. */
  readonly turnsAway: Gate | null;
}

/** Direct callees that are looked into. */
const MOST_CALLEES = 80;

/** Ends that were looked at before, by what is known there. For one engine. */
export type KnownEnds = Map<string, EndGates>;

/** A step is a function that is read. */
export function* endGates(engine: Engine, def: DefId, arrival: Arrival, known: KnownEnds = new Map()): Steps<EndGates> {
  if (arrival.kind === 'macro') return { gates: [], turnsAway: null };
  const key = entryKey(def, arrival.entry);
  const found = known.get(key) ?? (yield* lookAtEnd(engine, def, arrival.entry));
  known.set(key, found);
  return found;
}

function* lookAtEnd(engine: Engine, def: DefId, entry: Entry): Steps<EndGates> {
  const first = new Map<string, ReachedCall>();
  const calls: number[] = [];
  const own = yield* gatesInSteps(engine, def, entry, (call, args, env, frame) => {
    const { callee, start } = call;
    calls.push(start);
    if (callee.kind === 'name' && !first.has(callee.name))
      first.set(callee.name, { call, args, env: env.clone(), frame });
  });
  const gates = own?.gates ?? [];
  return {
    gates: [...gates, ...(yield* calleeGates(engine, def, first))],
    turnsAway: yield* turningAway(engine, def, entry, gates, calls),
  };
}

/** @param reached the first call of each name */
function* calleeGates(engine: Engine, def: DefId, reached: ReadonlyMap<string, ReachedCall>): Steps<Gate[]> {
  const { index } = engine.code;
  const { from, to } = index.callsOf(def);
  const seen = new Set<DefId>([def]);
  const gates: Gate[] = [];
  for (let call = from; call < to && seen.size < MOST_CALLEES; call++) {
    if (!index.isCall(call) || index.callKind(call) !== 'direct') continue;
    const targets = index.targets(call);
    const callee = targets[0];
    if (targets.length !== 1 || callee === undefined || seen.has(callee) || index.defKind(callee) !== 'function')
      continue;
    seen.add(callee);
    const at = reached.get(index.defName(callee));
    if (at === undefined || !mayHoldGate(engine, callee)) continue;
    const entry = entryOfCall(engine, callee, at);
    const hasMask =
      entry !== null && [...entry.parameters.values(), ...entry.paths.values()].some(({ isMask }) => isMask);
    if (!hasMask) continue;
    gates.push(...((yield* gatesInSteps(engine, callee, entry))?.gates ?? []));
  }
  return gates;
}

/**
 * A gate that is closed and behind whose closed side nothing is called any more, though something would be behind the other:
 * `if (!(sc->gfp_mask & __GFP_FS)) return SHRINK_STOP;`
 *
 * @param all offsets of the calls that are reached where gates do not count
 */
function* turningAway(
  engine: Engine,
  def: DefId,
  entry: Entry,
  gates: readonly Gate[],
  all: readonly number[],
): Steps<Gate | null> {
  const closed = gates.filter(({ outcome, lanes }) => outcome === 'closed' && lanes.now !== null);
  if (closed.length === 0) return null;
  const now: number[] = [];
  yield* analyzeInSteps(engine, def, { call: ({ start }) => void now.push(start) }, { entry });
  const last = Math.max(-1, ...now);
  return closed.find(({ span }) => last <= span.end && all.some((at) => at > span.end)) ?? null;
}
