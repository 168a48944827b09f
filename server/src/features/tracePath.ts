import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KernelIndex } from '../index/kernelIndex';
import type { TraceAnswer, TraceParams } from '../protocol';
import { resolveName } from '../trace/successor';
import { noPathWords, traceReport } from '../trace/traceReport';

/** How many names are offered for one prefix. */
const MAX_NAMES = 50;

/** A path between two functions by name; names that moved are resolved. `incomplete`: why there may be better ones. */
export function tracePath(
  index: KernelIndex,
  { from, to }: Pick<TraceParams, 'from' | 'to'>,
  incomplete: string | null = null,
): TraceAnswer {
  const resolved: Record<string, string> = {};
  const end = (text: string) => {
    const { defs, found, nearest } = resolveName(index, text);
    if (found !== null) resolved[text] = found;
    return { text, defs, nearest };
  };
  const [start, goal] = [end(from), end(to)];
  for (const { text, defs, nearest } of [start, goal]) {
    const near = nearest.length > 0 ? ` Perhaps ${nearest.slice(0, 3).join(', ')}?` : '';
    if (defs.length === 0) return { hops: [], resolved, incomplete, why: `No function ${text} here.${near}` };
  }
  const report = traceReport(index, { from: start, to: goal, via: [], paths: 1, resolved });
  const [path] = report.paths;
  if (!path)
    return {
      hops: [],
      resolved,
      incomplete,
      why: `No path from ${from} to ${to}: ${noPathWords(index, start.defs, goal.defs)}.`,
    };
  const uri = (file: string): string => pathToFileURL(join(index.root, file)).toString();
  return {
    hops: path.hops.map((hop) => ({
      function: hop.function,
      uri: uri(hop.file),
      line: hop.line,
      callUri: uri(hop.call?.file ?? hop.file),
      callLine: hop.call?.line ?? 0,
      callColumn: hop.call?.column ?? 0,
      how: hop.call === null ? '' : hop.call.through === null ? hop.call.kind : `via ${hop.call.through}`,
    })),
    resolved: report.resolved,
    incomplete,
    why: '',
  };
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
