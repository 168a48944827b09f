import * as vscode from 'vscode';

/** The files that make a folder a kernel tree, as the server decides it. */
const MARKS = ['Kbuild', 'mm/vmscan.c'];

/** True where a folder above the document, inside its workspace folder or the folder itself, is a kernel tree. */
export async function isInKernelTree(uri: vscode.Uri): Promise<boolean> {
  let folder = vscode.Uri.joinPath(uri, '..');
  for (let depth = 0; depth < 24; depth++) {
    if ((await Promise.all(MARKS.map((mark) => exists(vscode.Uri.joinPath(folder, mark))))).every(Boolean)) return true;
    const above = vscode.Uri.joinPath(folder, '..');
    if (above.path === folder.path) return false;
    folder = above;
  }
  return false;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
