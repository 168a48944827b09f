import * as vscode from 'vscode';
import { kernelTreeAt, kernelTreeOf } from './kernelTree';
import type { RunningServer } from './runningServer';

/** Runs a command on a kernel tree: the one of the open editor, else the first one among the folders. */
export async function inTree(
  server: RunningServer | null,
  command: (server: RunningServer, uri: vscode.Uri) => Promise<void>,
): Promise<void> {
  const uri = server === null ? null : await placeInTree();
  if (server !== null && uri !== null) return command(server, uri);
  void vscode.window.showInformationMessage(vscode.l10n.t('Open a file or folder of a Linux kernel tree first.'));
}

/** A place in a kernel tree: the file of the open editor, else the first folder that lies in one; null where there is none. */
export async function placeInTree(): Promise<vscode.Uri | null> {
  const editor = vscode.window.activeTextEditor?.document.uri;
  if (editor?.scheme === 'file' && (await kernelTreeOf(editor)) !== null) return editor;
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const tree = uri.scheme === 'file' ? await kernelTreeAt(uri) : null;
    // A file stands for its tree: the folder itself would be looked for above.
    if (tree !== null) return vscode.Uri.joinPath(tree, 'Makefile');
  }
  return null;
}
