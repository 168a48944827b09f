import type { ReportHop, TraceReport } from '../trace/traceReport';

/** A trace for people: one hop a line with the place of its definition and the line of the call to the next. */
export function traceText(report: TraceReport): string {
  const lines = [`${report.from} → ${report.to}`];
  for (const [asked, found] of Object.entries(report.resolved)) lines.push(`  ${asked} is ${found} in this tree`);
  report.paths.forEach((path, i) => {
    lines.push('');
    if (report.paths.length > 1) lines.push(`Path ${i + 1} of ${report.paths.length}, ${path.hops.length} hops`);
    const width = Math.min(40, Math.max(...path.hops.map((hop) => hop.function.length)));
    for (const hop of path.hops)
      lines.push(
        `  ${hop.function.padEnd(width)}  ${`${hop.file}:${hop.line}`.padEnd(32)} ${callWords(hop)}`.trimEnd(),
      );
  });
  return `${lines.join('\n')}\n`;
}

function callWords(hop: ReportHop): string {
  if (hop.call === null) return '';
  const at = hop.call.file === hop.file ? `line ${hop.call.line}` : `${hop.call.file}:${hop.call.line}`;
  if (hop.call.kind === 'ops') return `calls at ${at}, via ${hop.call.through}`;
  return hop.call.kind === 'macro' ? `calls at ${at}, through a macro` : `calls at ${at}`;
}

/** Graphviz: one node a function, dashed where a field decides. */
export function traceDot(report: TraceReport): string {
  const edges = graphEdges(report).map(
    ({ from, to, label, ops }) => `  "${from}" -> "${to}" [label="${label}"${ops ? ', style=dashed' : ''}];`,
  );
  return `digraph trace {\n  rankdir=TB;\n  node [shape=box];\n${edges.join('\n')}\n}\n`;
}

export function traceMermaid(report: TraceReport): string {
  const edges = graphEdges(report).map(
    ({ from, to, label, ops }) => `  ${from} ${ops ? '-.->' : '-->'}|"${label}"| ${to}`,
  );
  return `flowchart TD\n${edges.join('\n')}\n`;
}

function graphEdges(report: TraceReport): { from: string; to: string; label: string; ops: boolean }[] {
  const seen = new Set<string>();
  const edges: { from: string; to: string; label: string; ops: boolean }[] = [];
  for (const { hops } of report.paths) {
    hops.forEach((hop, i) => {
      const next = hops[i + 1];
      if (!next || !hop.call) return;
      const label = hop.call.through ?? `${hop.call.file}:${hop.call.line}`;
      const key = `${hop.function} ${next.function} ${label}`;
      if (seen.has(key)) return;
      seen.add(key);
      edges.push({ from: hop.function, to: next.function, label, ops: hop.call.kind === 'ops' });
    });
  }
  return edges;
}
