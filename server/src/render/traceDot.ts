import type { TraceReport } from '../trace/traceReport';
import { traceGraph } from './traceGraph';

/** A trace for Graphviz: ends bold, macros rounded, calls through a field dashed. */
export function traceDot(report: TraceReport): string {
  const { nodes, edges } = traceGraph(report);
  const lines = nodes.map(({ id, hop, isEnd }) => {
    const style = [...(hop.definition === 'macro' ? ['rounded'] : []), ...(isEnd ? ['bold'] : [])].join(',');
    return `  ${id} [label=${quoted(`${hop.function}\n${hop.file}:${hop.line}`)}${style === '' ? '' : `, style=${quoted(style)}`}];`;
  });
  for (const { from, to, label, indirect } of edges) {
    lines.push(`  ${from} -> ${to} [label=${quoted(label)}${indirect ? ', style=dashed' : ''}];`);
  }
  return ['digraph trace {', '  node [shape=box, fontname="monospace"];', ...lines, '}', ''].join('\n');
}

/** A string of the DOT language. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}
