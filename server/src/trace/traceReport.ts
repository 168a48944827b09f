import type { DefId, KernelIndex } from '../index/kernelIndex';
import { type TracePath, tracePaths } from './tracePaths';

export interface ReportHop {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly call: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly kind: string;
    readonly through: string | null;
  } | null;
  readonly mask: null;
  readonly guards: readonly never[];
}

export interface ReportPath {
  readonly verdict: 'depends';
  readonly closedAt: null;
  readonly hops: readonly ReportHop[];
}

/** The answer of `trace` as in the command-line contract. Masks and gates are not computed: every path depends on them. */
export interface TraceReport {
  readonly from: string;
  readonly to: string;
  readonly resolved: Readonly<Record<string, string>>;
  readonly paths: readonly ReportPath[];
  readonly gates: readonly never[];
}

export interface TraceQuestion {
  readonly from: { readonly text: string; readonly defs: readonly DefId[] };
  readonly to: { readonly text: string; readonly defs: readonly DefId[] };
  readonly via: readonly (readonly DefId[])[];
  readonly paths: number;
  readonly resolved: Readonly<Record<string, string>>;
}

export function traceReport(index: KernelIndex, question: TraceQuestion): TraceReport {
  const paths = tracePaths(index, {
    from: question.from.defs,
    to: question.to.defs,
    via: question.via,
    paths: question.paths,
  });
  return {
    from: question.from.text,
    to: question.to.text,
    resolved: question.resolved,
    paths: paths.map((path) => ({ verdict: 'depends', closedAt: null, hops: hopsOf(index, path) })),
    gates: [],
  };
}

function hopsOf(index: KernelIndex, path: TracePath): ReportHop[] {
  return path.hops.map(({ def, call }) => {
    const hop = {
      function: index.defName(def),
      file: index.filePath(index.defFile(def)),
      line: index.defLine(def),
      mask: null,
      guards: [],
    };
    if (call === null) return { ...hop, call: null };
    const site = index.callSite(call);
    const slot = index.callSlot(call);
    return {
      ...hop,
      call: {
        file: index.filePath(site.file),
        line: site.line,
        column: site.column,
        kind: index.callKind(call),
        through: slot === undefined ? null : index.slotName(slot),
      },
    };
  });
}

/** What lies between two ends that no path joins: how many functions the one reaches and how many reach the other, and the nearest names. */
export function noPathWords(index: KernelIndex, from: readonly DefId[], to: readonly DefId[]): string {
  const forward = neighbours(from, (def) => {
    const { from: first, to: last } = index.callsOf(def);
    const found: DefId[] = [];
    for (let call = first; call < last; call++) if (index.isCall(call)) found.push(...Array.from(index.targets(call)));
    return found;
  });
  const backward = neighbours(to, (def) => Array.from(index.callsTo(def), (call) => index.callCaller(call)));
  const names = (defs: readonly DefId[]): string =>
    defs.length === 0
      ? 'nothing'
      : defs
          .slice(0, 3)
          .map((def) => index.defName(def))
          .join(', ');
  return `the start calls ${names(forward)}; the end is called by ${names(backward)}`;
}

function neighbours(defs: readonly DefId[], next: (def: DefId) => readonly DefId[]): DefId[] {
  return [...new Set(defs.flatMap((def) => next(def)))];
}
