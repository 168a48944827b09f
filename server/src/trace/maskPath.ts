/** The mask along a path: what arrives at each hop, and which gates decide whether the next one is reached. */

import { type Arrival, type CallPlace, entryOfCall, type ReachedCall, type SeenFunction, see } from '../flow/callSite';
import { Environment } from '../flow/environment';
import { type Condition, type Engine, type Entry, NO_ENTRY } from '../flow/frame';
import { entryKey } from '../flow/functionCall';
import type { Gate } from '../flow/functionGates';
import { guardsOf } from '../flow/guards';
import type { Outcome } from '../flow/outcome';
import { storedMasks } from '../flow/storedMasks';
import { outsideOfScopes, TASK_FLAGS } from '../flow/taskScope';
import { isMaskType } from '../flow/types';
import { outsideMask, type Truth, type Value } from '../flow/value';
import { type KnownBits, ofBits, UNKNOWN } from '../gfp/maskValue';
import { flagsIn } from '../gfp/vocabulary';
import type { CallId, DefId } from '../index/kernelIndex';
import type { Expression, Span } from '../syntax/ast';
import { LinedSource } from '../text/linedSource';
import type { Steps } from '../text/steps';
import type { TraceHop } from './tracePaths';

export interface MaskedHop {
  readonly def: DefId;
  /** The call to the next hop that was followed; null on the last. */
  readonly call: CallId | null;
  /** On entry; null where this hop has none. */
  readonly mask: Value | null;
  /** In front of the call to the next hop, in source order. */
  readonly guards: readonly Gate[];
  /** False where a gate before that call is certain to be closed. */
  readonly isReached: boolean;
  /** How the hop was entered. */
  readonly arrival: Arrival;
}

/** Hops that were followed before: different paths have stretches in common. For one engine and one mask. */
export type FollowedHops = Map<string, FollowedHop>;

interface FollowedHop {
  readonly hop: MaskedHop;
  /** How the next one is entered. */
  readonly next: Arrival;
  readonly isAnswered: boolean;
}

/**
 * Follows a path hop by hop; a step is a function that is read. `asked`: the mask that its first function is called with, or asks with where it has none
 * of its own. A function may call the next one from several places with several masks (a first try without reclaim, then with): the one
 * that lets most of the mask through is taken.
 */
export function* followMask(
  engine: Engine,
  hops: readonly TraceHop[],
  asked: KnownBits | null,
  followed: FollowedHops = new Map(),
): Steps<MaskedHop[]> {
  const found: MaskedHop[] = [];
  let way = '';
  let arrival = firstArrival(engine, hops[0]!.def, asked);
  let isAnswered = asked === null || carriedMask(engine, hops[0]!.def, arrival) !== null;
  for (const [at, { def, call }] of hops.entries()) {
    const next = hops[at + 1];
    if (call === null || next === undefined) {
      found.push({ def, call: null, mask: carriedMask(engine, def, arrival), guards: [], isReached: true, arrival });
      continue;
    }
    way += `${def} ${call} ${next.def},`;
    const key = arrival.kind === 'macro' ? way : `${call} ${next.def} ${isAnswered} ${entryKey(def, arrival.entry)}`;
    let known = followed.get(key);
    if (known === undefined) {
      known = yield* withFields(engine, followHop(engine, { def, call, next: next.def }, arrival, asked, isAnswered));
      followed.set(key, known);
      yield;
    }
    found.push(known.hop);
    arrival = known.next;
    isAnswered = known.isAnswered;
  }
  return found;
}

/** Others may use the engine between two steps, and ask for no more than one function. */
function* withFields<T>(engine: Engine, steps: Steps<T>): Steps<T> {
  const fields = storedMasks(engine);
  for (;;) {
    engine.fieldMask = fields;
    let step: IteratorResult<void, T>;
    try {
      step = steps.next();
    } finally {
      engine.fieldMask = null;
    }
    if (step.done) return step.value;
    yield;
  }
}

function* followHop(
  engine: Engine,
  { def, call, next }: { readonly def: DefId; readonly call: CallId; readonly next: DefId },
  arrival: Arrival,
  asked: KnownBits | null,
  wasAnswered: boolean,
): Steps<FollowedHop> {
  const mask = carriedMask(engine, def, arrival);
  const steps = yield* stepsFrom(engine, def, arrival, sitesOf(engine, def, call, next), next);
  const step = bestOf(engine, next, steps, asked?.set ?? mask?.now.set ?? 0n);
  const hop: MaskedHop = { def, call: step.site, mask, guards: step.guards, isReached: step.isReached, arrival };
  if (wasAnswered || step.arrival.kind !== 'function') return { hop, next: step.arrival, isAnswered: wasAnswered };
  const filled = answered(step.arrival.entry, asked!);
  if (filled === null) return { hop, next: step.arrival, isAnswered: false };
  return { hop, next: { kind: 'function', entry: filled }, isAnswered: true };
}

/** One call site that leads on. */
interface Step {
  readonly site: CallId;
  readonly guards: readonly Gate[];
  readonly isReached: boolean;
  /** How the next hop is entered from it. */
  readonly arrival: Arrival;
}

/** What each of the sites leads on with; the function is read once for all of them. */
function* stepsFrom(
  engine: Engine,
  def: DefId,
  arrival: Arrival,
  sites: readonly CallId[],
  next: DefId,
): Steps<Step[]> {
  const found = sites.map((site) => placeOf(engine, site));
  const places = found.filter((place) => place !== null);
  const seen = yield* see(engine, def, arrival, places);
  // Beyond a closed gate: what would arrive if it were open.
  const isAll = seen === null || seen.reached.every((reached) => reached !== null);
  const explored = isAll ? null : yield* see(engine, def, arrival, places, true);
  return sites.map((site, i): Step => {
    const place = found[i]!;
    const at = place === null ? -1 : places.indexOf(place);
    if (seen === null || at < 0)
      return { site, guards: [], isReached: true, arrival: arrivalAt(engine, next, site, null) };
    const guards = guardsIn(engine, def, seen, seen.callSpans[at] ?? null);
    const isReached = seen.reached[at] !== null || !guards.some(({ outcome }) => outcome === 'closed');
    const reached = seen.reached[at] ?? explored?.reached[at] ?? null;
    return { site, guards, isReached, arrival: arrivalAt(engine, next, site, reached) };
  });
}

/** The path's own call first, then the function's others to the same callee. */
function sitesOf(engine: Engine, def: DefId, call: CallId, next: DefId): CallId[] {
  const { index } = engine.code;
  const { from, to } = index.callsOf(def);
  const sites = [call];
  const kind = index.callKind(call);
  for (let other = from; other < to && sites.length < MOST_SITES; other++) {
    if (other === call || !index.isCall(other) || index.callKind(other) !== kind) continue;
    if (index.callCalleeName(other) === index.callCalleeName(call) && Array.from(index.targets(other)).includes(next))
      sites.push(other);
  }
  return sites;
}

/** Call sites of one callee that are compared. */
const MOST_SITES = 6;

/** @param wanted the flags of which most should get through; 0: not known, and then those that are certain to be taken away count */
function bestOf(engine: Engine, next: DefId, steps: readonly Step[], wanted: bigint): Step {
  const rank = ({ isReached, arrival }: Step): number => {
    const mask = carriedMask(engine, next, arrival);
    if (mask === null) return isReached ? 0 : -100;
    const lost = bitCount((wanted === 0n ? engine.flagBits : wanted) & mask.now.clear);
    return bitCount(wanted & mask.now.set) - lost - (isReached ? 0 : 100);
  };
  let best = steps[0]!;
  let height = rank(best);
  for (const step of steps.slice(1)) {
    const own = rank(step);
    if (own <= height) continue;
    best = step;
    height = own;
  }
  return best;
}

function bitCount(bits: bigint): number {
  let count = 0;
  for (let rest = bits; rest !== 0n; rest &= rest - 1n) count++;
  return count;
}

function firstArrival(engine: Engine, def: DefId, asked: KnownBits | null): Arrival {
  const { code } = engine;
  const file = code.index.defFile(def);
  const paths = new Map([[TASK_FLAGS, outsideOfScopes(engine, file)]]);
  if (code.index.defKind(def) === 'function') return { kind: 'function', entry: { ...NO_ENTRY, asked, paths } };
  // A macro is used as it is written, with parameters that nobody knows.
  const parameters = code.macroSyntax(def)?.parameters ?? [];
  const given = new Map(parameters.map((name) => [name, outsideMask(asked ?? UNKNOWN, [])]));
  return { kind: 'macro', use: useOf(engine, def, { ...NO_ENTRY, parameters: given, paths, asked }, parameters) };
}

function arrivalAt(engine: Engine, callee: DefId, call: CallId, reached: ReachedCall | null): Arrival {
  const { index } = engine.code;
  const isFunction = index.defKind(callee) === 'function';
  // What is passed as an argument runs later, and somewhere else.
  const follows = reached !== null && index.callKind(call) !== 'callback';
  if (isFunction) {
    const entry = follows ? entryOfCall(engine, callee, reached) : null;
    return { kind: 'function', entry: entry ?? NO_ENTRY };
  }
  return { kind: 'macro', use: follows ? reached : useOf(engine, callee, NO_ENTRY, []) };
}

/** `NAME(a, b)` with its own parameters, as if somebody had written it so. */
function useOf(engine: Engine, def: DefId, entry: Entry, parameters: readonly string[]): ReachedCall {
  const nowhere = { start: 0, end: 0 };
  const args = parameters.map((name) => ({ kind: 'name' as const, name, ...nowhere }));
  const callee = { kind: 'name' as const, name: engine.code.index.defName(def), ...nowhere };
  const env = Environment.empty();
  for (const [path, value] of entry.paths) env.set(path, value);
  return {
    call: { kind: 'call', callee, args, ...nowhere },
    args: parameters.map((name) => entry.parameters.get(name)!),
    env,
    frame: engine.frameFor(def, entry),
  };
}

/** The entry with the mask that was asked for where the code leaves a mask's bits open; null where no mask arrives. */
function answered(entry: Entry, asked: KnownBits): Entry | null {
  let isAny = false;
  const fill = (values: ReadonlyMap<string, Value>): Map<string, Value> =>
    new Map(
      [...values].map(([name, value]) => {
        if (!value.isMask) return [name, value];
        isAny = true;
        const open = ~(value.now.set | value.now.clear);
        const now = ofBits(value.now.set | (asked.set & open), value.now.clear | (asked.clear & open));
        return [name, value.with({ now })];
      }),
    );
  const filled = { ...entry, parameters: fill(entry.parameters), paths: fill(entry.paths) };
  return isAny ? filled : null;
}

/** The mask that a hop is entered with: its first parameter of a gfp type, else a mask in an object that it is handed. */
export function carriedMask(engine: Engine, def: DefId, arrival: Arrival): Value | null {
  if (arrival.kind === 'macro') {
    return arrival.use.args.find((value) => value.isMask) ?? null;
  }
  const { entry } = arrival;
  const syntax = engine.code.functionSyntax(def);
  if (syntax === null) return null;
  const frame = engine.frameFor(def, entry);
  for (const { name, type } of syntax.parameters) {
    if (!isMaskType(type, frame)) continue;
    return entry.parameters.get(name) ?? outsideMask(entry.asked ?? UNKNOWN, []);
  }
  for (const { name } of syntax.parameters)
    for (const [path, value] of entry.paths) if (value.isMask && path.startsWith(`${name}->`)) return value;
  return null;
}

/** Where the index says that a call stands. */
export function placeOf(engine: Engine, call: CallId): CallPlace | null {
  const { code } = engine;
  const { file, line, column } = code.index.callSite(call);
  const text = code.text(file);
  if (text === null) return null;
  const span = new LinedSource(text).spanOf(line);
  return {
    file,
    offset: span.start + column - 1,
    line: span,
    name: code.index.nameText(code.index.callCalleeName(call)),
  };
}

function guardsIn(engine: Engine, def: DefId, seen: SeenFunction, callSpan: Span | null): Gate[] {
  const { graph, conditions } = seen;
  if (graph === null || callSpan === null) return [];
  const { code } = engine;
  const file = code.index.defFile(def);
  const text = code.text(file) ?? '';
  const gates: Gate[] = [];
  for (const { condition, required } of guardsOf(graph, callSpan)) {
    const found = conditions.get(`${condition.start}:${condition.end}`)?.found;
    if (found === undefined || found.value.deps === 0n || found.value.deps === engine.flagBits) continue;
    gates.push({
      def,
      file,
      span: condition,
      condition: quoted(text, condition, required),
      bits: flagsIn(found.value.deps, engine.vocabulary).map(({ name }) => name),
      kind: found.value.via,
      when: { set: sideWords(found.truth.ifSet, required), clear: sideWords(found.truth.ifClear, required) },
      outcome: guardOutcome(found, required),
      lanes: found.truth,
    });
  }
  return gates;
}

/** `!(x)` where the condition must be false for the call to be reached. */
function quoted(text: string, { start, end, kind }: Expression, required: boolean): string {
  const words = text.slice(start, end).replace(/\s+/g, ' ').trim();
  if (required) return words;
  return kind === 'name' || kind === 'call' || kind === 'member' ? `!${words}` : `!(${words})`;
}

function sideWords(truth: Truth, required: boolean): string {
  if (truth === null) return 'depends on more';
  return truth === required ? 'goes on to the call' : 'does not reach the call';
}

/**
 * Closed where the flags rule the call out; open where they do not stand in its way; unknown where a flag is not known, or where a flag
 * that is missing leaves it to something else.
 */
function guardOutcome({ truth, value }: Condition, required: boolean): Outcome {
  if (truth.now !== null) return truth.now === required ? 'open' : 'closed';
  if (value.undecided !== 0n) return 'unknown';
  return truth.ifSet === required ? 'unknown' : 'open';
}
