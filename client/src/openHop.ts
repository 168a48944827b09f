import * as vscode from 'vscode';
import type { TraceHopAnswer } from '../../server/src/protocol';

/** The hop that was asked for last: editors open later than a person moves through a list. */
let wanted: TraceHopAnswer | null = null;

/** Shows the call to the next hop, or the last function itself. `stay` moves the keyboard there, `look` does not. */
export function openHop(hop: TraceHopAnswer, how: 'look' | 'stay'): void {
  wanted = hop;
  reveal(hop, how).then(undefined, (error: unknown) => {
    // An editor that another hop replaced while it opened is no failure.
    if (wanted === hop) void vscode.window.showWarningMessage(`GFP Lens: ${String(error)}`);
  });
}

async function reveal(hop: TraceHopAnswer, how: 'look' | 'stay'): Promise<void> {
  const [uri, line] = hop.callLine > 0 ? [hop.callUri, hop.callLine - 1] : [hop.uri, hop.line - 1];
  const at = new vscode.Range(line, 0, line, 0);
  const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    preserveFocus: how === 'look',
    preview: true,
    selection: at,
  });
  if (wanted === hop) editor.revealRange(at, vscode.TextEditorRevealType.InCenter);
}
