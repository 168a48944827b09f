import * as vscode from 'vscode';
import { CALLERS_BY_MASK, type CallersByMaskAnswer, type CallersByMaskParams } from '../../server/src/protocol';
import type { RunningServer } from './runningServer';

/** The view that lists callers by mask, where it is there. */
const VIEW = 'gfpLens.showCallersByMask';

/**
 * Registers what a code lens opens, `gfpLens.showCallersOf(uri, position)`: the view of callers by mask, with the cursor on the function;
 * without that view the calls as references.
 */
export function registerCallersLens(running: () => RunningServer | null): vscode.Disposable {
  return vscode.commands.registerCommand('gfpLens.showCallersOf', async (uri: unknown, at: unknown) => {
    const server = running();
    if (server === null || typeof uri !== 'string' || !isPosition(at)) return;
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
    const position = new vscode.Position(at.line, at.character);
    const commands = await vscode.commands.getCommands(true);
    if (editor !== undefined && commands.includes(VIEW)) {
      // The view shows the callers of the function under the cursor of the active editor.
      await vscode.window.showTextDocument(editor.document, editor.viewColumn);
      editor.selection = new vscode.Selection(position, position);
      await vscode.commands.executeCommand(VIEW, uri, at);
      return;
    }
    const params: CallersByMaskParams = { uri, position: at };
    const { groups } = await server.client.sendRequest<CallersByMaskAnswer>(CALLERS_BY_MASK, params);
    const places = groups
      .flatMap(({ callers }) => callers)
      .map(
        (caller) =>
          new vscode.Location(vscode.Uri.parse(caller.uri), new vscode.Position(caller.line - 1, caller.column - 1)),
      );
    await vscode.commands.executeCommand('editor.action.showReferences', vscode.Uri.parse(uri), position, places);
  });
}

function isPosition(at: unknown): at is CallersByMaskParams['position'] {
  return typeof at === 'object' && at !== null && 'line' in at && 'character' in at;
}
