import * as vscode from 'vscode';

/** Deepest folder that is looked at, counted from the root of the file system: links could go on for ever. */
const MAX_DEPTH = 40;

/**
 * The top of the kernel tree that holds a file or folder, null outside of one. The same marks as the server's: a Makefile
 * with VERSION and PATCHLEVEL, and the folders mm and include/linux.
 */
export async function kernelTreeOf(uri: vscode.Uri): Promise<vscode.Uri | null> {
  let folder = uri;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    if (await isKernelRoot(folder)) return folder;
    const above = vscode.Uri.joinPath(folder, '..');
    if (above.path === folder.path) return null;
    folder = above;
  }
  return null;
}

async function isKernelRoot(folder: vscode.Uri): Promise<boolean> {
  if (!(await isFolder(vscode.Uri.joinPath(folder, 'mm')))) return false;
  if (!(await isFolder(vscode.Uri.joinPath(folder, 'include/linux')))) return false;
  try {
    const makefile = new TextDecoder().decode(
      await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, 'Makefile')),
    );
    return /^VERSION\s*=/m.test(makefile) && /^PATCHLEVEL\s*=/m.test(makefile);
  } catch {
    return false;
  }
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
