import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CancellationToken } from 'vscode-languageserver';
import { evaluateMaskExpression } from '../gfp/evaluateMask';
import { constant, type KnownBits } from '../gfp/maskValue';
import type { Vocabulary } from '../gfp/vocabulary';
import type { KernelIndex } from '../index/kernelIndex';
import type { GateAnswer, PathAnswer, TraceAnswer, TraceInstead, TraceParams } from '../protocol';
import type { GateReport } from '../trace/gateReport';
import type { MaskQuestion } from '../trace/maskedPath';
import type { ReportPath } from '../trace/reportTypes';
import { resolveName } from '../trace/successor';
import { type TraceRequest, tracePaths } from '../trace/tracePaths';
import { noPathWords, traceSteps } from '../trace/traceReport';
import { RecentTraces } from './recentTraces';
import { type NextTurn, type Rank, turns } from './turns';
import { say } from './words';

/** How many names are offered for one prefix. */
const MAX_NAMES = 50;
/** How long the server's thread is held before other requests have their turn, in milliseconds. */
const SLICE_MS = 20;

/** Questions are asked again: pinned ones, those of the last minutes. */
const recent = new RecentTraces();

/** The interpreter of a tree and its flags: what carries masks along a path. */
export type Flow = Pick<MaskQuestion, 'engine' | 'vocabulary'>;

/** What stands around a question. */
export interface TraceAround {
  /** Why there may be better paths; null where there are none. */
  readonly incomplete: string | null;
  /** Carries masks along the paths; null: paths alone are searched. */
  readonly flow: Flow | null;
  /** What masks are read with, also where none are carried: a mask that is none has no answer. Null leaves them unread. */
  readonly vocabulary: Vocabulary | null;
  /** Who waits for the answer; a person by default. */
  readonly rank?: Rank;
  readonly token?: CancellationToken;
}

/** Paths between two functions by name; names that moved are resolved. */
export async function tracePath(
  index: KernelIndex,
  { from, to, via = [], paths: count = 1, masks = [] }: Omit<TraceParams, 'uri'>,
  { incomplete, flow, vocabulary, rank = 'asked', token }: TraceAround,
): Promise<TraceAnswer> {
  const resolved: Record<string, string> = {};
  const question: TraceInstead = { from, to, via, masks };
  const nothing = (why: string, instead: readonly TraceInstead[] = []): TraceAnswer => {
    return { hops: [], paths: [], resolved, incomplete, why, instead };
  };
  const end = (text: string) => {
    const { defs, found, nearest } = resolveName(index, text);
    if (found !== null) resolved[text] = found;
    return { text, defs, nearest };
  };
  const [start, goal] = [end(from), end(to)];
  const stations = via.map(end);
  for (const { text, defs, nearest } of [start, goal, ...stations]) {
    if (defs.length === 0) return nothing(noFunctionWords(text, nearest), withNames(question, text, nearest));
  }
  const asked: { text: string; known: KnownBits }[] = [];
  for (const text of masks) {
    if (vocabulary === null) break;
    const mask = evaluateMaskExpression(text, vocabulary, say);
    if (!mask.ok) return nothing(mask.error.message, [{ ...question, masks: masks.filter((other) => other !== text) }]);
    asked.push({ text, known: constant(mask.value) });
  }
  const of = flow?.engine ?? index;
  const key = JSON.stringify([question, count]);
  const known = recent.get(of, key);
  const steps = traceSteps(index, {
    from: start,
    to: goal,
    via: stations.map(({ defs }) => defs),
    paths: count,
    resolved,
    // By name: spread, an object whose fields are getters would hand over nothing.
    ...(flow === null ? {} : { masks: { engine: flow.engine, vocabulary: flow.vocabulary, asked } }),
  });
  const report = known ?? (await turns.work(rank, (next) => inSlices(steps, next, token)));
  if (report === null) return nothing(say('The question was taken back.'));
  recent.put(of, key, report);
  if (report.paths.length === 0) {
    const isAny = (request: TraceRequest): boolean => tracePaths(index, request).length > 0;
    if (via.length > 0 && isAny({ from: start.defs, to: goal.defs }))
      return nothing(say('No path from {0} to {1} passes {2}; there is one that does not.', from, to, via.join(', ')), [
        { ...question, via: [] },
      ]);
    const turned = isAny({ from: goal.defs, to: start.defs }) ? [{ ...question, from: to, to: from, via: [] }] : [];
    return nothing(
      say('No path from {0} to {1}: {2}.', from, to, noPathWords(index, start.defs, goal.defs, say)),
      turned,
    );
  }
  const paths = report.paths.map((found) => pathAnswer(index, found));
  return { hops: paths[0]!.hops, paths, resolved: report.resolved, incomplete, why: '' };
}

function noFunctionWords(name: string, nearest: readonly string[]): string {
  const names = nearest.slice(0, 3).join(', ');
  return names === '' ? say('No function {0} here.', name) : say('No function {0} here. Perhaps {1}?', name, names);
}

/** The question with each of some names in place of one that is not there. */
function withNames(question: TraceInstead, gone: string, names: readonly string[]): TraceInstead[] {
  return names.slice(0, 3).map((name) => {
    const named = (text: string): string => (text === gone ? name : text);
    return { ...question, from: named(question.from), to: named(question.to), via: question.via.map(named) };
  });
}

/** Other requests have their turn in between; null where the question was taken back. */
async function inSlices<T>(
  steps: Generator<void, T>,
  next: NextTurn,
  token: CancellationToken | undefined,
): Promise<T | null> {
  let until = performance.now() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await next();
    if (token?.isCancellationRequested) return null;
    until = performance.now() + SLICE_MS;
  }
}

function pathAnswer(index: KernelIndex, path: ReportPath): PathAnswer {
  const uri = (file: string): string => pathToFileURL(join(index.root, file)).toString();
  const gate = (report: GateReport): GateAnswer => ({ outcomes: {}, ...report, uri: uri(report.file) });
  const hops = path.hops.map((hop) => ({
    function: hop.function,
    uri: uri(hop.file),
    file: hop.file,
    line: hop.line,
    callUri: uri(hop.call?.file ?? hop.file),
    callLine: hop.call?.line ?? 0,
    callColumn: hop.call?.column ?? 0,
    how: hop.call === null ? '' : hop.call.through === null ? hop.call.kind : `via ${hop.call.through}`,
    definition: hop.definition,
    mask: hop.mask,
    masks: hop.masks ?? {},
    guards: hop.guards.map(gate),
  }));
  return {
    verdict: path.verdict,
    verdicts: path.verdicts ?? {},
    closedAt: path.closedAt === null ? null : gate(path.closedAt),
    hops,
    gates: path.gates.map(gate),
  };
}

export function functionNames(index: KernelIndex, prefix: string): string[] {
  if (prefix.length < 2) return [];
  const names = [...index.definedNames(prefix)].map((id) => index.nameText(id));
  return names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, MAX_NAMES);
}
