import * as vscode from 'vscode';
import { kernelTreeOf } from './kernelTree';
import type { RunningServer } from './runningServer';

/** Runs a command on a kernel tree: the one of the open editor, else the first one among the folders. */
export async function inTree(
  server: RunningServer | null,
  command: (server: RunningServer, uri: vscode.Uri) => Promise<void>,
): Promise<void> {
  const uri = server === null ? null : await placeInTree();
  if (server !== null && uri !== null) return command(server, uri);
  void vscode.window.showInformationMessage('Open a file or folder of a Linux kernel tree first.');
}

/** A place in a kernel tree: the file of the open editor, else the first folder that lies in one; null where there is none. */
export async function placeInTree(): Promise<vscode.Uri | null> {
  const editor = vscode.window.activeTextEditor?.document.uri;
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  for (const uri of editor === undefined ? folders : [editor, ...folders]) {
    if (uri.scheme === 'file' && (await kernelTreeOf(uri)) !== null) return uri;
  }
  return null;
}
