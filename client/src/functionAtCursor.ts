import * as vscode from 'vscode';
import { FUNCTION_AT } from '../../server/src/protocol';
import type { RunningServer } from './runningServer';

/** The function that the cursor means, as `from` of a trace takes it; null where there is none. */
export async function functionAtCursor({ client }: RunningServer): Promise<string | null> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return null;
  const { line, character } = editor.selection.active;
  const uri = editor.document.uri.toString();
  return client.sendRequest<string | null>(FUNCTION_AT, { uri, position: { line, character } });
}
