/** The answer of `gates` for people. */
import type { GateReport } from '../trace/gateReport';

/** One gate a paragraph, grouped by file, ended by a newline. */
export function gatesText(gates: readonly GateReport[], masks: readonly string[]): string {
  if (gates.length === 0) return 'no gates\n';
  const lines: string[] = [];
  let file = '';
  for (const gate of gates) {
    if (gate.file !== file) {
      file = gate.file;
      lines.push(lines.length === 0 ? file : `\n${file}`);
    }
    const marks = masks.map((mask) => outcomeWords(gate, mask, masks.length > 1));
    lines.push(
      `  ${String(gate.line).padStart(5)}  ${gate.condition}${marks.length > 0 ? `   [${marks.join(', ')}]` : ''}`,
      `         in ${gate.function}, by ${gate.bits.join(' ')} (${gate.kind})`,
      `         set: ${gate.when.set}`,
      `         clear: ${gate.when.clear}`,
    );
  }
  lines.push('', `${gates.length} ${gates.length === 1 ? 'gate' : 'gates'}`);
  return `${lines.join('\n')}\n`;
}

function outcomeWords(gate: GateReport, mask: string, several: boolean): string {
  const outcome = gate.outcomes?.[mask] ?? 'unknown';
  return several ? `${mask} ${outcome}` : outcome;
}
