import type { ReportHop, ReportPath } from '../trace/reportTypes';
import type { TraceReport } from '../trace/traceReport';
import { gateLines, hopNotes, verdictLines } from './traceMasks';

export { traceDot } from './traceDot';
export { traceMermaid } from './traceMermaid';

/** Columns are as wide as their content, up to this. */
const WIDEST = 44;

/**
 * A trace for people: one hop a line, with the place of its definition and how it goes on.
 *
 *     3  kmalloc    include/linux/slab.h:549   line 568 calls
 *     4  __kmalloc  mm/slab_common.c:947       …
 */
export function traceText(report: TraceReport): string {
  const lines = [`How ${report.from} reaches ${report.to}`];
  for (const [asked, found] of Object.entries(report.resolved)) {
    lines.push(`In this tree ${asked} is ${found}.`);
  }
  report.paths.forEach((path, at) => {
    lines.push('');
    if (report.paths.length > 1) lines.push(`Path ${at + 1} of ${report.paths.length}, ${callsOf(path)}:`);
    lines.push(...pathLines(path));
    lines.push(...verdictLines(path), ...gateLines(path));
  });
  const [first] = report.paths;
  if (first !== undefined && report.assumptions.length > 0 && first.hops.some(({ mask }) => mask !== null))
    lines.push('', ...report.assumptions.map((words) => `Assumed: ${words}`));
  return `${lines.join('\n')}\n`;
}

function pathLines(path: ReportPath): string[] {
  const names = path.hops.map((hop) => hop.function);
  const places = path.hops.map((hop) => `${hop.file}:${hop.line}`);
  const numberWidth = String(path.hops.length).length;
  const nameWidth = widthOf(names);
  const placeWidth = widthOf(places);
  return path.hops.flatMap((hop, at) => [
    [
      String(at + 1).padStart(numberWidth + 2),
      names[at]!.padEnd(nameWidth),
      places[at]!.padEnd(placeWidth),
      wayOn(hop, path.hops[at + 1]),
    ]
      .join('  ')
      .trimEnd(),
    ...hopNotes(hop, path.hops[at - 1]).map((words) => `${' '.repeat(numberWidth + 6)}${words}`),
  ]);
}

/** How a hop leads to the next one. */
function wayOn(hop: ReportHop, next: ReportHop | undefined): string {
  const words = hop.definition === 'macro' ? ['macro;'] : [];
  if (hop.call === null || next === undefined) return words.join('').replace(';', '');
  words.push(hop.call.file === hop.file ? `line ${hop.call.line}` : `${hop.call.file}:${hop.call.line}`);
  switch (hop.call.kind) {
    case 'ops':
      words.push(`calls via ${hop.call.through ?? 'a field'}${oneOf(hop.call.candidates, 'functions stored there')}`);
      break;
    case 'callback':
      words.push(`passes it on as a callback`);
      break;
    default:
      words.push(`calls${next.definition === 'macro' ? ' the macro' : ''}`);
      if (hop.call.candidates > 1) words.push(oneOf(hop.call.candidates, 'definitions of that name').trim());
  }
  return words.join(' ');
}

function oneOf(count: number, what: string): string {
  return count > 1 ? ` (one of ${count} ${what})` : '';
}

function callsOf(path: ReportPath): string {
  const calls = path.hops.length - 1;
  return calls === 1 ? 'one call' : `${calls} calls`;
}

function widthOf(texts: readonly string[]): number {
  return Math.min(WIDEST, Math.max(0, ...texts.map((text) => text.length)));
}
