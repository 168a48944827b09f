/**
 * What one hop of a path costs: the weights behind "the path that a person would draw".
 *
 * The idea: a step that only its caller uses is a part of that caller and costs next to nothing, however many such steps
 * there are; a function that half the kernel calls says little about where the path leads and costs more. On top of it come
 * the uncertainty of a call (through a field, several candidates, excluded by the configuration), leaving home, and the
 * branches that leave a function early (the special case before the main road).
 */
import type { CallId, DefId, KernelIndex } from '../index/kernelIndex';
import { costOfEntering, homeOf } from './homes';
import { wordsOf } from './nameWords';
import { BESIDE_LAST_WORDS, REPORTING_FIRST_WORDS, REPORTING_PLACES, TEST_FILE_ENDS } from './reporting';

const STEP = 0.1;
/** Per doubling of the number of call sites of the callee: about 0.35 for a step with one caller, 3.5 for kmalloc. */
const PER_DOUBLING_OF_CALLERS = 0.25;
const OPS = 2.5;
/** Per doubling of the number of functions stored in the field. */
const PER_DOUBLING_OF_STORED = 0.5;
/** The struct is not known: nearly a guess. */
const BY_FIELD_NAME_ONLY = 6;
const CALLBACK = 4;
const PER_DOUBLING_OF_CANDIDATES = 1;
const MOST_FOR_CANDIDATES = 4;
const EXCLUDED = 15;
const GUARD_CLAUSE = 3;
const REPORTING_NAME = 6;
const BESIDE_THE_WORK = 3;
/** A hop into another file of the same home. */
const OTHER_FILE = 0.1;
/** A function that is empty in other configurations: an optional feature beside the main road. */
const OPTIONAL_CODE = 1.5;

/** The ends between which hops are weighed, and what is asked about them. */
export interface HopQuestion {
  /** All definitions that the path must visit: from, to, via. */
  readonly ends: readonly DefId[];
  /** Follow functions that are passed as arguments. */
  readonly callbacks: boolean;
  /** True for a call in a branch that leaves its function (`if (size > MAX) return special(size);`), where that is known. */
  readonly isGuardClause?: ((call: CallId) => boolean) | undefined;
}

/** A weighed graph: both directions tell the same hops with the same costs. */
export interface HopCosts {
  /** Calls `visit` for every hop out of `caller`. */
  eachCallee(caller: DefId, visit: HopVisitor): void;
  /** Calls `visit` for every hop into `callee`. */
  eachCaller(callee: DefId, visit: HopVisitor): void;
  /** What is added for a path that begins in `def`: nothing, or much where the configuration excludes it. */
  costOfBeginning(def: DefId): number;
}

/** `other`: the callee or caller at the other end. `cost` > 0. */
export type HopVisitor = (other: DefId, cost: number, call: CallId) => void;

/** Facts of the files of one index; computed once. */
interface FileFacts {
  readonly homes: readonly string[];
  /** By file: position in `homes`. */
  readonly homeOfFile: Uint16Array;
  /** By file: 0, or 1 + the position of the reporting place that holds it. */
  readonly reportingOfFile: Uint8Array;
  /** By definition: what it costs as a callee, whoever calls it; 0 where that has not been asked yet. */
  readonly calleeCost: Float32Array;
}

const factsOfIndex = new WeakMap<KernelIndex, FileFacts>();

const TESTS = REPORTING_PLACES.length + 1;

/** Weighs the hops of an index for one question. */
export function hopCosts(index: KernelIndex, question: HopQuestion): HopCosts {
  const facts = fileFacts(index);
  const { homeOfFile, reportingOfFile } = facts;
  const ends = new Set(question.ends);
  const endHomes = new Set(question.ends.map((def) => homeOfFile[index.defFile(def)]!));
  const endReporting = new Set(question.ends.map((def) => reportingOfFile[index.defFile(def)]!));
  const entering = Float64Array.from(facts.homes, (home, at) => costOfEntering(home, endHomes.has(at)));
  const { callbacks, isGuardClause } = question;

  const isClosed = (def: DefId): boolean => {
    const place = reportingOfFile[index.defFile(def)]!;
    return place !== 0 && !endReporting.has(place) && !ends.has(def);
  };

  /** The part that depends on the callee alone. */
  const costOfCallee = (callee: DefId): number =>
    ends.has(callee) ? costOfCallers(index, callee) : costOfAnyCallee(index, facts, callee);

  const costOfMoving = (caller: DefId, callee: DefId): number => {
    const from = index.defFile(caller);
    const to = index.defFile(callee);
    if (from === to) return 0;
    const home = homeOfFile[to]!;
    return homeOfFile[from] === home ? OTHER_FILE : entering[home]!;
  };

  /** The part that depends on the call alone; Infinity where it is not to be followed. */
  const costOfCall = (call: CallId): number => {
    const kind = index.callKind(call);
    if (kind === 'callback' && !callbacks) return Infinity;
    const targets = index.targets(call);
    let cost = 0;
    if (kind === 'ops') {
      cost += OPS + PER_DOUBLING_OF_STORED * Math.log2(Math.max(1, targets.length));
      if (index.callIsByFieldNameOnly(call)) cost += BY_FIELD_NAME_ONLY;
    } else {
      if (kind === 'callback') cost += CALLBACK;
      if (targets.length > 1) {
        let live = 0;
        for (let at = 0; at < targets.length; at++) if (!index.defIsExcluded(targets[at]!)) live++;
        if (live > 1) cost += Math.min(MOST_FOR_CANDIDATES, PER_DOUBLING_OF_CANDIDATES * Math.log2(live));
      }
    }
    if (isGuardClause?.(call) === true) cost += GUARD_CLAUSE;
    return cost;
  };

  return {
    eachCallee(caller, visit) {
      const { from, to } = index.callsOf(caller);
      for (let call = from; call < to; call++) {
        const base = costOfCall(call);
        if (base === Infinity) continue;
        const targets = index.targets(call);
        for (let at = 0; at < targets.length; at++) {
          const callee = targets[at]!;
          if (callee === caller || isClosed(callee)) continue;
          visit(callee, base + costOfCallee(callee) + costOfMoving(caller, callee), call);
        }
      }
    },
    eachCaller(callee, visit) {
      if (isClosed(callee)) return;
      const own = costOfCallee(callee);
      const reach = (calls: ArrayLike<CallId>): void => {
        for (let at = 0; at < calls.length; at++) {
          const call = calls[at]!;
          const caller = index.callCaller(call);
          if (caller === callee || isClosed(caller)) continue;
          const base = costOfCall(call);
          if (base !== Infinity) visit(caller, base + own + costOfMoving(caller, callee), call);
        }
      };
      reach(index.callsTo(callee));
      const slots = new Set(index.assignmentsOf(callee).map((assignment) => assignment.slot));
      for (const slot of slots) reach(index.slotCalls(slot));
    },
    costOfBeginning: (def) => (index.defIsExcluded(def) ? EXCLUDED : 0),
  };
}

function costOfCallers(index: KernelIndex, callee: DefId): number {
  return STEP + PER_DOUBLING_OF_CALLERS * Math.log2(1 + index.callsTo(callee).length);
}

function costOfAnyCallee(index: KernelIndex, facts: FileFacts, callee: DefId): number {
  const known = facts.calleeCost[callee]!;
  if (known !== 0) return known;
  let cost = costOfCallers(index, callee);
  if (index.defIsExcluded(callee)) cost += EXCLUDED;
  const words = wordsOf(index.defName(callee));
  if (REPORTING_FIRST_WORDS.has(words[0] ?? '')) cost += REPORTING_NAME;
  if (BESIDE_LAST_WORDS.has(words.at(-1) ?? '')) cost += BESIDE_THE_WORK;
  if (hasEmptyTwin(index, callee)) cost += OPTIONAL_CODE;
  facts.calleeCost[callee] = cost;
  return cost;
}

/** True where a header or the same file also holds an empty function or macro of that name: `#else static inline void f(void) {}`. */
function hasEmptyTwin(index: KernelIndex, def: DefId): boolean {
  const namesakes = index.defsOfName(index.defNameId(def));
  if (namesakes.length < 2 || hasNoCalls(index, def)) return false;
  const file = index.defFile(def);
  return namesakes.some((twin) => {
    if (twin === def || !hasNoCalls(index, twin)) return false;
    const twinFile = index.defFile(twin);
    return twinFile === file || index.filePath(twinFile).endsWith('.h');
  });
}

function hasNoCalls(index: KernelIndex, def: DefId): boolean {
  const { from, to } = index.callsOf(def);
  return from === to;
}

function fileFacts(index: KernelIndex): FileFacts {
  const before = factsOfIndex.get(index);
  if (before !== undefined) return before;
  const homes: string[] = [];
  const homeAt = new Map<string, number>();
  const homeOfFile = new Uint16Array(index.fileCount);
  const reportingOfFile = new Uint8Array(index.fileCount);
  for (let file = 0; file < index.fileCount; file++) {
    const path = index.filePath(file);
    const home = homeOf(path);
    let at = homeAt.get(home);
    if (at === undefined) {
      at = homes.length;
      homes.push(home);
      homeAt.set(home, at);
    }
    homeOfFile[file] = at;
    reportingOfFile[file] = reportingPlaceOf(path);
  }
  const facts = {
    homes,
    homeOfFile,
    reportingOfFile,
    calleeCost: new Float32Array(index.defCount),
  };
  factsOfIndex.set(index, facts);
  return facts;
}

function reportingPlaceOf(path: string): number {
  const at = REPORTING_PLACES.findIndex(({ place }) => (place.endsWith('/') ? path.startsWith(place) : path === place));
  if (at >= 0) return at + 1;
  return TEST_FILE_ENDS.some((end) => path.endsWith(end)) ? TESTS : 0;
}
