/** The answer of `trace` as the command-line contract has it. */

import type { CallId, DefId, KernelIndex } from '../index/kernelIndex';
import { allSteps, type Steps } from '../text/steps';
import type { GateReport } from './gateReport';
import { assumptionsOf, Followed, type MaskQuestion, withMasks } from './maskedPath';
import { noPathWords } from './noPath';
import type { ReportCall, ReportHop, ReportPath } from './reportTypes';
import { standIns } from './successor';
import { type TraceHop, type TracePath, tracePaths } from './tracePaths';

export interface TraceReport {
  readonly from: string;
  readonly to: string;
  /** Names as they were asked for, to names as they are in this tree, where those differ. */
  readonly resolved: Readonly<Record<string, string>>;
  readonly paths: readonly ReportPath[];
  /** Those of the first path. */
  readonly gates: readonly GateReport[];
  /** What was taken for granted. */
  readonly assumptions: readonly string[];
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
  /** Carries masks along the paths; without it paths alone are searched. */
  readonly masks?: MaskQuestion;
}

export { noPathWords };

/** Searches, and writes the answer down. `paths` is empty where there is none. @throws the signal's reason */
export function traceReport(index: KernelIndex, question: TraceQuestion): TraceReport {
  return allSteps(traceSteps(index, question));
}

/** As `traceReport`. */
export function* traceSteps(index: KernelIndex, question: TraceQuestion): Steps<TraceReport> {
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
    ...(yield* reported(index, paths, question.masks)),
  };
}

function* reported(
  index: KernelIndex,
  paths: readonly TracePath[],
  masks: MaskQuestion | undefined,
): Steps<Pick<TraceReport, 'paths' | 'gates' | 'assumptions'>> {
  const followed = new Followed();
  const found: ReportPath[] = [];
  for (const path of paths) {
    const hops = hopsOf(index, path);
    if (masks === undefined) found.push({ verdict: 'depends', closedAt: null, hops, gates: [] });
    else found.push(yield* withMasks(masks, path.hops, hops, followed));
  }
  const assumptions = masks === undefined ? [] : [...assumptionsOf(masks), ...followed.assumptions];
  return { paths: found, gates: found[0]?.gates ?? [], assumptions };
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
