import * as vscode from 'vscode';

/**
 * Shows a document with a range selected and its front in view: to show all of it, a narrow editor would scroll sideways. Gives null where
 * it was no longer wanted by the time the editor was open.
 */
export async function showFromFront(
  document: vscode.TextDocument,
  { start, end }: vscode.Range,
  options: Omit<vscode.TextDocumentShowOptions, 'selection'>,
  isWanted: () => boolean = () => true,
): Promise<vscode.TextEditor | null> {
  const front = new vscode.Range(start, start);
  const editor = await vscode.window.showTextDocument(document, { ...options, selection: front });
  if (!isWanted()) return null;
  editor.selection = new vscode.Selection(end, start);
  editor.revealRange(front, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}
