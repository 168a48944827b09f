/** Where kernel trees are: the tree around a file, and the trees in a workspace folder. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { hasKernelVersion, parseKernelVersion } from './version';
import { isSourceName } from './walk';

export interface TreeDescription {
  /** Absolute path. */
  readonly root: string;
  /** `folder`: no kernel tree, but it holds C (a module out of tree, `fs/xfs` alone). */
  readonly kind: 'kernel' | 'folder';
  /** `6.1.192`; null for a folder that is no kernel tree. */
  readonly version: string | null;
}

/**
 * True where the folder is the top of a kernel tree: a Makefile with VERSION and PATCHLEVEL, and the folders `mm` and
 * `include/linux`. `mm` tells it from U-Boot and Barebox, whose trees share all the rest.
 */
export function isKernelRoot(folder: string): boolean {
  if (!isFolder(join(folder, 'mm')) || !isFolder(join(folder, 'include/linux'))) return false;
  const makefile = readText(join(folder, 'Makefile'));
  return makefile !== null && hasKernelVersion(makefile);
}

/**
 * The top of the kernel tree that holds a file or folder, else null. The path need not exist (an unsaved file): its
 * nearest existing parents decide. Links in it are kept as they are spelled.
 */
export function findKernelRoot(path: string): string | null {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (isKernelRoot(folder)) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** The release of the tree at `root` (`parseKernelVersion` tells the form), or null where it is no kernel tree. */
export function kernelVersion(root: string): string | null {
  const makefile = readText(join(root, 'Makefile'));
  if (makefile === null) return null;
  const localversions = listNames(root)
    // Editors' backups are left out, as scripts/setlocalversion leaves them.
    .filter((name) => name.startsWith('localversion') && !name.endsWith('~'))
    .sort()
    .map((name) => readText(join(root, name)) ?? '');
  return parseKernelVersion({ makefile, rhelver: readText(join(root, 'Makefile.rhelver')), localversions });
}

/** What a folder is; it is taken as the root as it stands (see `findTrees` for looking around it). */
export function describeTree(root: string): TreeDescription {
  const absolute = resolve(root);
  if (!isKernelRoot(absolute)) return { root: absolute, kind: 'folder', version: null };
  return { root: absolute, kind: 'kernel', version: kernelVersion(absolute) };
}

/**
 * The trees that a workspace folder means: the kernel tree around it (a person may open `fs/xfs` alone), else the kernel
 * trees one and two levels below (`work/linux`, `work/kernels/linux-6.1`) sorted by path, else the folder itself where
 * it holds C within two levels, else none.
 */
export function findTrees(folder: string): readonly TreeDescription[] {
  const around = findKernelRoot(folder);
  if (around !== null) return [describeTree(around)];
  const children = subfolders(resolve(folder));
  const below: string[] = [];
  const openFurther: string[] = [];
  for (const child of children) (isKernelRoot(child) ? below : openFurther).push(child);
  const grandchildren = openFurther.flatMap(subfolders);
  below.push(...grandchildren.filter(isKernelRoot));
  if (below.length > 0) return below.sort().map(describeTree);
  const holdsC = [folder, ...children, ...grandchildren].some((each) => listNames(each).some(isSourceName));
  return holdsC ? [describeTree(folder)] : [];
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
