/** Paths inside a tree: relative to its root, with `/`, '' for the root itself. */

/**
 * `path` seen from `dir`, without `.` and `..`; null where it leaves the tree.
 *
 * @example joinPath('fs/xfs', '../ext4/x.o') // 'fs/ext4/x.o'
 */
export function joinPath(dir: string, path: string): string | null {
  if (path.startsWith('/')) return null;
  const whole = dir === '' ? path : `${dir}/${path}`;
  if (!whole.includes('.') && !whole.includes('//')) return whole.endsWith('/') ? whole.slice(0, -1) : whole;
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** The folder of a path: `fs/xfs` of `fs/xfs/kmem.c`, '' of `Makefile`. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
