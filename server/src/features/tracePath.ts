import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KernelIndex } from '../index/kernelIndex';
import type { PathAnswer, TraceAnswer, TraceParams } from '../protocol';
import type { ReportPath } from '../trace/reportTypes';
import { resolveName } from '../trace/successor';
import { noPathWords, traceReport } from '../trace/traceReport';

/** How many names are offered for one prefix. */
const MAX_NAMES = 50;

/** A path between two functions by name; names that moved are resolved. `incomplete`: why there may be better ones. */
export function tracePath(
  index: KernelIndex,
  { from, to, via = [], paths: count = 1 }: Omit<TraceParams, 'uri'>,
  incomplete: string | null = null,
): TraceAnswer {
  const resolved: Record<string, string> = {};
  const end = (text: string) => {
    const { defs, found, nearest } = resolveName(index, text);
    if (found !== null) resolved[text] = found;
    return { text, defs, nearest };
  };
  const [start, goal] = [end(from), end(to)];
  const stations = via.map(end);
  for (const { text, defs, nearest } of [start, goal, ...stations]) {
    const near = nearest.length > 0 ? ` Perhaps ${nearest.slice(0, 3).join(', ')}?` : '';
    if (defs.length === 0)
      return { hops: [], paths: [], resolved, incomplete, why: `No function ${text} here.${near}` };
  }
  const report = traceReport(index, {
    from: start,
    to: goal,
    via: stations.map(({ defs }) => defs),
    paths: count,
    resolved,
  });
  if (report.paths.length === 0)
    return {
      hops: [],
      paths: [],
      resolved,
      incomplete,
      why: `No path from ${from} to ${to}: ${noPathWords(index, start.defs, goal.defs)}.`,
    };
  const paths = report.paths.map((found) => pathAnswer(index, found));
  return { hops: paths[0]!.hops, paths, resolved: report.resolved, incomplete, why: '' };
}

function pathAnswer(index: KernelIndex, path: ReportPath): PathAnswer {
  const uri = (file: string): string => pathToFileURL(join(index.root, file)).toString();
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
    mask: null,
    masks: {},
    guards: [],
  }));
  return { verdict: path.verdict, verdicts: {}, closedAt: null, hops, gates: [] };
}

export function functionNames(index: KernelIndex, prefix: string): string[] {
  const names: string[] = [];
  if (prefix.length < 2) return names;
  for (const id of index.definedNames()) {
    const text = index.nameText(id);
    if (text.startsWith(prefix)) names.push(text);
  }
  return names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, MAX_NAMES);
}
