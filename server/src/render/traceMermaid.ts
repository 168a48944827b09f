import type { TraceReport } from '../trace/traceReport';
import { traceGraph } from './traceGraph';

/** A trace as a Mermaid flowchart: macros rounded, calls through a field dotted. */
export function traceMermaid(report: TraceReport): string {
  const { nodes, edges } = traceGraph(report);
  const lines = nodes.map(({ id, hop }) => {
    const label = quoted(`${hop.function}<br/>${hop.file}:${hop.line}`);
    return hop.definition === 'macro' ? `  ${id}(${label})` : `  ${id}[${label}]`;
  });
  for (const { from, to, label, indirect } of edges) {
    lines.push(`  ${from} ${indirect ? '-.->' : '-->'}|${quoted(label)}| ${to}`);
  }
  return ['flowchart TD', ...lines, ''].join('\n');
}

/** Mermaid knows no backslash in strings: a quote is an entity. */
function quoted(text: string): string {
  return `"${text.replace(/"/g, '#quot;')}"`;
}
