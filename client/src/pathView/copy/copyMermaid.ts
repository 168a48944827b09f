import type { GateAnswer, TraceAnswer, TraceHopAnswer } from '../../../../server/src/protocol';
import type { OpenQuestion } from '../question';
import { gateOutcome, hopMask, hopPlace, oneLine } from './copyText';

/**
 * All paths of an answer as one Mermaid flowchart: functions as boxes, macros rounded, guards as diamonds between a function and what it
 * calls, calls through a field dotted with the field's name, the gates inside the last function hanging from it.
 */
export function copyMermaid({ masks }: OpenQuestion, answer: TraceAnswer): string {
  const chart = new Chart();
  for (const path of answer.paths) {
    path.hops.forEach((hop, at) => {
      const node = chart.hop(hop, masks);
      const next = path.hops[at + 1];
      if (next === undefined) return;
      const guards = hop.guards.map((gate) => chart.gate(gate, masks));
      const stations = [node, ...guards, chart.hop(next, masks)];
      stations.slice(1).forEach((to, i) => {
        const isCall = i === stations.length - 2;
        chart.edge(stations[i]!, to, isCall && hop.how.startsWith('via ') ? hop.how.slice('via '.length) : '');
      });
    });
    const last = path.hops.at(-1);
    if (last !== undefined)
      for (const gate of path.gates) chart.edge(chart.hop(last, masks), chart.gate(gate, masks), '');
  }
  return chart.text();
}

class Chart {
  private readonly nodes = new Map<string, { readonly id: string; readonly line: string }>();
  private readonly edges = new Set<string>();

  hop(hop: TraceHopAnswer, masks: readonly string[]): string {
    const label = quoted([hop.function, hopPlace(hop), hopMask(hop, masks)]);
    const [open, close] = hop.definition === 'macro' ? ['(', ')'] : ['[', ']'];
    // Two static functions may share a name: the place tells them apart.
    return this.node(`${hop.function} ${hop.file}:${hop.line}`, (id) => `  ${id}${open}${label}${close}`);
  }

  gate(gate: GateAnswer, masks: readonly string[]): string {
    const label = quoted([oneLine(gate.condition), `${gate.file}:${gate.line}`, gateOutcome(gate, masks)]);
    return this.node(`${gate.file}:${gate.line}:${gate.column}`, (id) => `  ${id}{${label}}`);
  }

  edge(from: string, to: string, field: string): void {
    this.edges.add(field === '' ? `  ${from} --> ${to}` : `  ${from} -.->|${quoted([field])}| ${to}`);
  }

  text(): string {
    return ['flowchart TD', ...[...this.nodes.values()].map(({ line }) => line), ...this.edges, ''].join('\n');
  }

  private node(key: string, draw: (id: string) => string): string {
    const known = this.nodes.get(key);
    if (known !== undefined) return known.id;
    const id = `n${this.nodes.size}`;
    this.nodes.set(key, { id, line: draw(id) });
    return id;
  }
}

/** Lines of a label. Mermaid knows no backslash in strings and reads HTML in them: what it would read is an entity. */
function quoted(lines: readonly string[]): string {
  const safe = lines
    .filter((line) => line !== '')
    .map((line) => line.replace(/[#&"<>`]/g, (sign) => `#${sign.codePointAt(0)};`));
  return `"${safe.join('<br/>')}"`;
}
