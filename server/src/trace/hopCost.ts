/**
 * What one hop of a path costs: the weights behind "the path that a person would draw".
 *
 * The idea: a step that only its caller uses is a part of that caller and costs next to nothing, however many such steps
 * there are; a function that half the kernel calls says little about where the path leads and costs more. On top of it come
 * the uncertainty of a call (through a field, several candidates, excluded by the configuration), leaving home, and the
 * branches that leave a function early (the special case before the main road).
 */
import type { CallId, DefId, KernelIndex } from '../index/kernelIndex';
import { defFacts } from './defFacts';
import { costOfEntering } from './homes';

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
const GUARD_CLAUSE = 4.5;
/** Share of the popularity that a static function costs its own file: a private step. */
const PRIVATE_STEP = 0.5;
/** A hop into another file of the same home. */
const OTHER_FILE = 0.1;
const BEGINNING_EXCLUDED = 15;

/** The ends between which hops are weighed, and what is asked about them. */
export interface HopQuestion {
  /** All definitions that the path must visit: from, to, via. */
  readonly ends: readonly DefId[];
  /** Follow functions that are passed as arguments. */
  readonly callbacks: boolean;
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

/** Weighs the hops of an index for one question. */
export function hopCosts(index: KernelIndex, question: HopQuestion): HopCosts {
  const facts = defFacts(index);
  const { homeOfFile, reportingOfFile } = facts;
  const ends = new Set(question.ends);
  const endHomes = new Set(question.ends.map((def) => homeOfFile[index.defFile(def)]!));
  const endReporting = new Set(question.ends.map((def) => reportingOfFile[index.defFile(def)]!));
  const entering = Float64Array.from(facts.homes, (home, at) => costOfEntering(home, endHomes.has(at)));

  /** Reporting code is closed, unless an end lies in the same place. */
  const isClosed = (def: DefId): boolean => {
    const place = reportingOfFile[index.defFile(def)]!;
    return place !== 0 && !endReporting.has(place) && !ends.has(def);
  };

  const costOfPopularity = (callee: DefId): number =>
    STEP + PER_DOUBLING_OF_CALLERS * Math.log2(1 + index.callsTo(callee).length);
  const costOfOwn = (callee: DefId): number => (ends.has(callee) ? 0 : facts.ownCost(callee));

  const costOfStep = (caller: DefId, callee: DefId, popularity: number): number => {
    const from = index.defFile(caller);
    const to = index.defFile(callee);
    if (from === to) return index.defIsStatic(callee) ? PRIVATE_STEP * popularity : popularity;
    const home = homeOfFile[to]!;
    return popularity + (homeOfFile[from] === home ? OTHER_FILE : entering[home]!);
  };

  const targetsOf = (call: CallId): ArrayLike<DefId> => {
    const slot = index.callSlot(call);
    return slot === undefined ? index.targets(call) : facts.slotFunctions(slot);
  };

  /** The part that depends on the call alone; Infinity where it is not to be followed. */
  const costOfCall = (call: CallId, targets: ArrayLike<DefId>): number => {
    const kind = index.callKind(call);
    let cost = index.callIsGuardClause?.(call) === true ? GUARD_CLAUSE : 0;
    if (kind === 'callback') cost += question.callbacks ? CALLBACK : Infinity;
    if (kind === 'ops') {
      cost += OPS + PER_DOUBLING_OF_STORED * Math.log2(Math.max(1, targets.length));
      if (index.callIsByFieldNameOnly(call)) cost += BY_FIELD_NAME_ONLY;
    } else if (targets.length > 1) {
      let live = 0;
      for (let at = 0; at < targets.length; at++) if (!index.defIsExcluded(targets[at]!)) live++;
      if (live > 1) cost += Math.min(MOST_FOR_CANDIDATES, PER_DOUBLING_OF_CANDIDATES * Math.log2(live));
    }
    return cost;
  };

  return {
    eachCallee(caller, visit) {
      const { from, to } = index.callsOf(caller);
      for (let call = from; call < to; call++) {
        if (!index.isCall(call)) continue;
        const targets = targetsOf(call);
        if (targets.length === 0) continue;
        const base = costOfCall(call, targets);
        if (base === Infinity) continue;
        for (let at = 0; at < targets.length; at++) {
          const callee = targets[at]!;
          if (callee === caller || isClosed(callee)) continue;
          visit(callee, base + costOfOwn(callee) + costOfStep(caller, callee, costOfPopularity(callee)), call);
        }
      }
    },
    eachCaller(callee, visit) {
      if (isClosed(callee)) return;
      const own = costOfOwn(callee);
      const popularity = costOfPopularity(callee);
      const visitCalls = (calls: ArrayLike<CallId>): void => {
        for (let at = 0; at < calls.length; at++) {
          const call = calls[at]!;
          const caller = index.callCaller(call);
          if (caller === callee || isClosed(caller)) continue;
          const base = costOfCall(call, targetsOf(call));
          if (base !== Infinity) visit(caller, base + own + costOfStep(caller, callee, popularity), call);
        }
      };
      visitCalls(index.callsTo(callee));
      const slots = new Set(index.assignmentsOf(callee).map((assignment) => assignment.slot));
      for (const slot of slots) visitCalls(index.slotCalls(slot));
    },
    costOfBeginning: (def) => (index.defIsExcluded(def) ? BEGINNING_EXCLUDED : 0),
  };
}
