/** Trees on disk for tests of the language server. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from './lspClient';

export interface TemporaryTree {
  /** Absolute path of the kernel tree. */
  readonly tree: string;
  /** A folder beside it for snapshots; not made yet. */
  readonly cacheDir: string;
  path(inTree: string): string;
  write(inTree: string, text: string | Uint8Array): string;
  cleanup(): void;
}

/** A copy of samples/mini-kernel, or an empty kernel tree, in a new temporary folder. */
export function temporaryTree(kind: 'mini-kernel' | 'empty' = 'mini-kernel'): TemporaryTree {
  const folder = mkdtempSync(join(tmpdir(), 'gfp-lens-lsp-'));
  const tree = join(folder, 'tree');
  if (kind === 'mini-kernel') cpSync(join(projectRoot, 'samples/mini-kernel'), tree, { recursive: true });
  const path = (inTree: string): string => join(tree, inTree);
  const write = (inTree: string, text: string | Uint8Array): string => {
    mkdirSync(dirname(path(inTree)), { recursive: true });
    writeFileSync(path(inTree), text);
    return path(inTree);
  };
  if (kind === 'empty') {
    write('Makefile', 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\nEXTRAVERSION =\nNAME = Test\n');
    write('include/linux/kernel.h', '\n');
    write('mm/near.c', 'int near_by(void) { return 0; }\n');
  }
  return {
    tree,
    cacheDir: join(folder, 'cache'),
    path,
    write,
    cleanup: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Adds so many drivers that reading the whole takes a while: what is asked meanwhile is answered from a part. */
export function addDrivers(tree: TemporaryTree, count: number): void {
  const filler = Array.from(
    { length: 30 },
    (_, i) =>
      `static int step_${i}(struct page *page, int order)\n{\n\treturn order ? kfree(page), ${i} : step_${i}(page, 1);\n}\n`,
  ).join('');
  for (let i = 0; i < count; i++)
    tree.write(
      `drivers/d${i % 40}/driver${i}.c`,
      `${filler}void *driver_${i}(void) { return kmalloc(${i}, GFP_NOIO); }\n`,
    );
}
