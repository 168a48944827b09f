import * as vscode from 'vscode';
import type { TraceHopAnswer } from '../../server/src/protocol';

/** The hop that was asked for last: editors open later than a person moves through a list. */
let wanted: TraceHopAnswer | null = null;

/** Selects the call to the next hop, or the last function's own name. `stay` moves the keyboard there, `look` does not. */
export function openHop(hop: TraceHopAnswer, how: 'look' | 'stay'): void {
  wanted = hop;
  reveal(hop, how).then(undefined, (error: unknown) => {
    // An editor that another hop replaced while it opened is no failure.
    if (wanted === hop) void vscode.window.showWarningMessage(`GFP Lens: ${String(error)}`);
  });
}

async function reveal(hop: TraceHopAnswer, how: 'look' | 'stay'): Promise<void> {
  const uri = vscode.Uri.parse(hop.callLine > 0 ? hop.callUri : hop.uri);
  const document = await vscode.workspace.openTextDocument(uri);
  if (wanted !== hop) return;
  const selection = nameRange(document, hop);
  const editor = await vscode.window.showTextDocument(document, {
    preserveFocus: how === 'look',
    preview: true,
    selection,
  });
  if (wanted === hop) editor.revealRange(selection, vscode.TextEditorRevealType.InCenter);
}

/** The called name at its call; else the function's name on its own line. The file may be newer than the index. */
function nameRange(document: vscode.TextDocument, hop: TraceHopAnswer): vscode.Range {
  const isCall = hop.callLine > 0;
  const line = document.lineAt(Math.min((isCall ? hop.callLine : hop.line) - 1, document.lineCount - 1));
  const column = isCall ? hop.callColumn - 1 : Math.max(line.text.indexOf(hop.function), 0);
  const at = new vscode.Position(line.lineNumber, Math.min(column, line.text.length));
  return document.getWordRangeAtPosition(at, /\w+/) ?? new vscode.Range(at, at);
}
