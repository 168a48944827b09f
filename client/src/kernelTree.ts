import { readdir, readFile, stat } from 'node:fs/promises';
import * as vscode from 'vscode';

/** Deepest folder that is looked at, counted from the root of the file system: links could go on for ever. */
const MAX_DEPTH = 40;
/** Most folders that are looked at below a workspace folder: a check at the start has to be cheap. */
const MAX_FOLDERS = 200;

// The extension runs where the files are (`extensionKind`), so Node's own functions do: those of `vscode.workspace.fs`
// ask another process for each file, ten times as long on a busy machine.

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

/**
 * The kernel tree that a workspace folder means: the one around it, else the first one and two levels below
 * (`work/linux`, `work/kernels/linux-6.1`), null where there is none.
 */
export async function kernelTreeAt(folder: vscode.Uri): Promise<vscode.Uri | null> {
  const around = await kernelTreeOf(folder);
  if (around !== null) return around;
  let level = [folder];
  let left = MAX_FOLDERS;
  for (let depth = 0; depth < 2; depth++) {
    const below = (await Promise.all(level.map(subfolders))).flat().slice(0, left);
    left -= below.length;
    const marks = await Promise.all(below.map(isKernelRoot));
    const found = below.find((_, i) => marks[i]);
    if (found !== undefined) return found;
    level = below;
  }
  return null;
}

async function subfolders(folder: vscode.Uri): Promise<vscode.Uri[]> {
  try {
    return (await readdir(folder.fsPath, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name))
      .map(({ name }) => vscode.Uri.joinPath(folder, name))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch {
    return [];
  }
}

async function isKernelRoot(folder: vscode.Uri): Promise<boolean> {
  if (!(await isFolder(vscode.Uri.joinPath(folder, 'mm')))) return false;
  if (!(await isFolder(vscode.Uri.joinPath(folder, 'include/linux')))) return false;
  try {
    const makefile = await readFile(vscode.Uri.joinPath(folder, 'Makefile').fsPath, 'utf8');
    return /^VERSION\s*=/m.test(makefile) && /^PATCHLEVEL\s*=/m.test(makefile);
  } catch {
    return false;
  }
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await stat(uri.fsPath)).isDirectory();
  } catch {
    return false;
  }
}
