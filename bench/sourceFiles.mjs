import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The C, header and assembly files of a tree that every tool is given: regular files, hidden folders and links left out.
 * Reads them all once, so that the page cache is warm for whoever comes first. Gives paths relative to `root`, sorted,
 * and the sum of the sizes in bytes.
 */
export function sourceFiles(root) {
  const paths = list(root, '').sort();
  const bytes = paths.reduce((sum, path) => sum + readFileSync(join(root, path)).length, 0);
  return { paths, bytes };
}

function list(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return list(root, path);
    return entry.isFile() && /\.[chS]$/.test(entry.name) ? [path] : [];
  });
}
