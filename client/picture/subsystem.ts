import { memorySubsystems } from './subsystemNames';

/** Folders whose next folder is a subsystem of its own: `fs/xfs`, `drivers/md`, `arch/x86`. */
const DEPTH = 2;

/**
 * The subsystem that a file of a kernel tree (relative to it, with `/`) belongs to, as people name it: `slab`, `reclaim`,
 * `fs/xfs`, `block`. A header belongs where the code of its name is; `headers` where its path tells nothing.
 */
export function subsystemOf(file: string): string {
  const folders = file.split('/').filter((part) => part !== '' && part !== '.');
  const stem = (folders.pop() ?? '').replace(/\.\w+$/, '');
  const [top, ...below] = folders;
  if (top === undefined) return 'top folder';
  if (top === 'include') return ofHeader(below, stem);
  if (top === 'mm' && below.length === 0) return memoryPart(stem) ?? 'mm';
  return folders.slice(0, DEPTH).join('/');
}

/** `below`: the header's folders below include/. */
function ofHeader(below: readonly string[], stem: string): string {
  const folders = below.filter((folder) => folder !== 'uapi' && folder !== 'generated');
  const [first, second] = folders;
  if (first !== 'linux') return first === undefined ? 'headers' : first;
  return memoryPart(stem) ?? (second === undefined ? 'headers' : `headers/${second}`);
}

function memoryPart(stem: string): string | undefined {
  return memorySubsystems.find((part) => part.stem.test(stem))?.name;
}
