/** A folder of small files for one test, removed after it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes `files` (relative path -> text) to a new temporary folder, runs `use` with its path, removes it. */
export function withTree<R>(files: Readonly<Record<string, string>>, use: (root: string) => R): R {
  const root = mkdtempSync(join(tmpdir(), 'gfp-lens-tree-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The files that make a folder a kernel tree, with a version. */
export function kernelSkeleton(version: string): Record<string, string> {
  const [major, patch, sub] = version.split('.');
  return {
    Makefile: `# SPDX-License-Identifier: GPL-2.0\nVERSION = ${major}\nPATCHLEVEL = ${patch}\nSUBLEVEL = ${sub}\nEXTRAVERSION =\nNAME = Test Fixture\n`,
    'mm/slab.c': 'int slab;\n',
    'include/linux/slab.h': '\n',
  };
}
