/** The answer of `trace` as the command-line contract has it. */
import type { CallId, CallKind, DefId, KernelIndex } from '../index/kernelIndex';
import { noPathWords } from './noPath';
import { standIns } from './successor';
import { type TraceHop, type TracePath, tracePaths } from './tracePaths';

export interface ReportCall {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, UTF-16 units. */
  readonly column: number;
  readonly kind: CallKind;
  /** `struct.field` of a call through a field. */
  readonly through: string | null;
  /** How many definitions the call may mean; more than one is a choice of the search. */
  readonly candidates: number;
}

export interface ReportHop {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly definition: 'function' | 'macro';
  /** The call to the next hop; null on the last. */
  readonly call: ReportCall | null;
  readonly mask: null;
  readonly guards: readonly never[];
}

/** Masks are not carried along a path: whether it is open depends on the mask, always. */
export interface ReportPath {
  readonly verdict: 'depends';
  readonly closedAt: null;
  readonly hops: readonly ReportHop[];
}

export interface TraceReport {
  readonly from: string;
  readonly to: string;
  /** Names as they were asked for, to names as they are in this tree, where those differ. */
  readonly resolved: Readonly<Record<string, string>>;
  readonly paths: readonly ReportPath[];
  readonly gates: readonly never[];
}

/** An end as it was asked for, and what it means in this tree. */
export interface TraceEnd {
  readonly text: string;
  readonly defs: readonly DefId[];
}

export interface TraceQuestion {
  readonly from: TraceEnd;
  readonly to: TraceEnd;
  readonly via: readonly (readonly DefId[])[];
  readonly paths: number;
  readonly resolved: Readonly<Record<string, string>>;
  /** Follow functions that are passed as arguments. */
  readonly callbacks?: boolean;
  readonly signal?: AbortSignal;
}

export { noPathWords };

/** Searches, and writes the answer down. `paths` is empty where there is none. @throws the signal's reason */
export function traceReport(index: KernelIndex, question: TraceQuestion): TraceReport {
  const { from, to, via, paths: count, callbacks, signal } = question;
  const paths = tracePaths(index, {
    from: from.defs,
    to: [...to.defs, ...standIns(index, to.defs)],
    via: via.map((defs) => [...defs, ...standIns(index, defs)]),
    paths: count,
    callbacks: callbacks === true,
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    from: from.text,
    to: to.text,
    resolved: { ...question.resolved, ...reachedInstead(index, to, paths) },
    paths: paths.map((path) => ({ verdict: 'depends', closedAt: null, hops: hopsOf(index, path) })),
    gates: [],
  };
}

/** The name at which the best path ends, where that is one that stands in for what was asked. */
function reachedInstead(index: KernelIndex, to: TraceEnd, paths: readonly TracePath[]): Record<string, string> {
  const reached = paths[0]?.hops.at(-1)?.def;
  if (reached === undefined || to.defs.includes(reached)) return {};
  return { [to.text]: index.defName(reached) };
}

function hopsOf(index: KernelIndex, path: TracePath): ReportHop[] {
  return path.hops.map(({ def, call }: TraceHop, at) => ({
    function: index.defName(def),
    file: index.filePath(index.defFile(def)),
    line: index.defLine(def),
    definition: index.defKind(def),
    call: call === null ? null : callOf(index, call, path.hops[at + 1]!.def),
    mask: null,
    guards: [],
  }));
}

function callOf(index: KernelIndex, call: CallId, callee: DefId): ReportCall {
  const { file, line, column } = index.callSite(call);
  const slot = index.callSlot(call);
  const kind = index.callKind(call);
  return {
    file: index.filePath(file),
    line,
    column,
    kind: kind === 'direct' && index.defKind(callee) === 'macro' ? 'macro' : kind,
    through: slot === undefined ? null : index.slotName(slot),
    candidates: index.targets(call).length,
  };
}
