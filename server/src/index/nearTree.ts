import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeTree } from '../tree/root';
import { folderOf } from '../tree/treePath';
import { isSourceName } from '../tree/walk';
import type { AssumedConfig } from './assumedConfig';
import { buildTree } from './buildTree';
import { scanFiles } from './scanPool';
import { partsOf, type TreeParts } from './treeParts';

/** About two seconds of reading and linking on one core. */
const MOST_FILES = 6_000;

/** Reading 1,600 Kconfig files would take as long as the near part itself: every alternative is kept. */
export const NO_ASSUMPTIONS: AssumedConfig = {
  contradicts: () => false,
  leavesOut: () => false,
  buildCondition: () => null,
};

/**
 * Folders of the near part, most important first; `true` with what lies below.
 *
 * The questions go from the open file to the allocator and to reclaim, so: the file's own subsystem; `mm/`, where
 * allocation and reclaim live; the headers, whose inline functions and macros stand between the two; then what a file
 * system or a driver passes through on the way, which lies in the files directly in `fs/`, `block/`, `kernel/` and `lib/`.
 */
function nearFolders(openFiles: readonly string[], arch: string): (readonly [folder: string, deep: boolean])[] {
  const own = [...new Set(openFiles.map(folderOf))];
  return [
    ...own.map((folder) => [folder, false] as const),
    ['mm', true],
    ['include/linux', true],
    [`arch/${arch}/include/asm`, true],
    ['include/asm-generic', true],
    ...own.filter((folder) => folder.includes('/')).map((folder) => [folder, true] as const),
    ...['fs', 'block', 'kernel', 'lib'].map((folder) => [folder, false] as const),
    ['include/trace', true],
    [`arch/${arch}/mm`, true],
  ];
}

/** Files of the near part, sorted; what is not there is left out. */
export function nearPaths(root: string, openFiles: readonly string[], arch: string): string[] {
  const paths = new Set<string>();
  const list = (folder: string, deep: boolean): void => {
    for (const entry of entriesOf(join(root, folder))) {
      if (paths.size >= MOST_FILES) return;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() && isSourceName(entry.name)) paths.add(path);
      else if (deep && entry.isDirectory() && !entry.name.startsWith('.')) list(path, true);
    }
  };
  for (const [folder, deep] of nearFolders(openFiles, arch)) list(folder, deep);
  return [...paths].sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Reads the near part in this thread. */
export async function readNearTree(root: string, openFiles: readonly string[], arch: string): Promise<TreeParts> {
  const paths = nearPaths(root, openFiles, arch);
  const scanned = await scanFiles(root, paths, { jobs: 1, workerPath: '', onProgress: () => {} });
  const toRead = paths.map((_, file) => file);
  const tree = buildTree({ paths, toRead, scanned, old: null, arch, assumed: NO_ASSUMPTIONS, rules: '' });
  return partsOf(tree, { root, kernelVersion: describeTree(root).version, partial: true });
}
