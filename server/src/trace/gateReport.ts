/** A gate as the command-line contract and the editor have it. */
import type { Gate } from '../flow/functionGates';
import type { Outcome } from '../flow/outcome';
import type { Via } from '../flow/value';
import type { FileId } from '../index/kernelIndex';
import type { CodeReader } from '../syntax/codeReader';
import { LinedSource } from '../text/linedSource';

export interface GateReport {
  readonly file: string;
  /** 1-based; columns in UTF-16 units, `endColumn` one past the condition's last. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly function: string;
  readonly condition: string;
  readonly bits: readonly string[];
  readonly kind: Via;
  /** What is done where the flags are set, and where they are clear. */
  readonly when: { readonly set: string; readonly clear: string };
  /** Under the first mask that was asked for; without one what the function itself tells. */
  readonly outcome: Outcome;
  /** By mask as it was written; only where masks were asked for. */
  readonly outcomes?: Readonly<Record<string, Outcome>>;
}

/** Turns gates into reports; remembers where the lines of each file begin. */
export class GateReporter {
  private readonly lines = new Map<FileId, LinedSource>();

  constructor(private readonly code: CodeReader) {}

  /** @param outcomes by mask, in the order in which they were asked for; null: none was */
  report(gate: Gate, outcomes: Readonly<Record<string, Outcome>> | null): GateReport {
    const { index } = this.code;
    const lines = this.linesOf(gate.file);
    const start = lines.positionOf(gate.span.start);
    const end = lines.positionOf(gate.span.end);
    const report: GateReport = {
      file: index.filePath(gate.file),
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      function: index.defName(gate.def),
      condition: gate.condition,
      bits: gate.bits,
      kind: gate.kind,
      when: gate.when,
      outcome: gate.outcome,
    };
    return outcomes === null ? report : withOutcomes(report, outcomes);
  }

  linesOf(file: FileId): LinedSource {
    let lines = this.lines.get(file);
    if (lines === undefined) {
      lines = new LinedSource(this.code.text(file) ?? '');
      this.lines.set(file, lines);
    }
    return lines;
  }
}

/** The report under masks; the first one's outcome is the gate's. */
export function withOutcomes(report: GateReport, outcomes: Readonly<Record<string, Outcome>>): GateReport {
  const [first] = Object.values(outcomes);
  return { ...report, outcome: first ?? report.outcome, outcomes };
}
