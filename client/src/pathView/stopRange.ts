import * as vscode from 'vscode';
import type { GateAnswer, TraceHopAnswer } from '../../../server/src/protocol';

/** The called name at a hop's call; of the last hop its own name. The file may be newer than the index: the range lies in it anyway. */
export function hopRange(document: vscode.TextDocument, hop: TraceHopAnswer): vscode.Range {
  const isCall = hop.callLine > 0;
  const line = document.lineAt(clamped((isCall ? hop.callLine : hop.line) - 1, document.lineCount - 1));
  const column = isCall ? hop.callColumn - 1 : line.text.indexOf(hop.function);
  const at = new vscode.Position(line.lineNumber, clamped(column, line.text.length));
  return document.getWordRangeAtPosition(at, /\w+/) ?? new vscode.Range(at, at);
}

/** The condition of a gate. */
export function rangeOfGate(document: vscode.TextDocument, gate: GateAnswer): vscode.Range {
  const [line, column, endLine, endColumn] = [gate.line, gate.column, gate.endLine, gate.endColumn].map((at) =>
    Math.max(at - 1, 0),
  );
  return document.validateRange(new vscode.Range(line!, column!, endLine!, endColumn!));
}

function clamped(value: number, most: number): number {
  return Math.min(Math.max(value, 0), Math.max(most, 0));
}
