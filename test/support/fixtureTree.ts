/** A fixture on disk, for the readers that want real files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Fixture } from './fixture';

export interface FixtureTree {
  /** Absolute path of the folder that stands for the tree. */
  readonly root: string;
  /** Removes the folder; a second call does nothing. */
  cleanup(): void;
}

/**
 * Writes a fixture to a new temporary folder. With a `version` the folder is a kernel tree: it gets the Makefile and the
 * folders that make one, unless the fixture has its own. With a `config` it gets a `.config` (`n` as "is not set").
 */
export function writeFixture(fixture: Fixture): FixtureTree {
  const root = mkdtempSync(join(tmpdir(), 'gfp-lens-fixture-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  if (fixture.version !== undefined) {
    write('Makefile', makefileOf(fixture.version));
    for (const folder of ['mm', 'include/linux']) mkdirSync(join(root, folder), { recursive: true });
  }
  if (fixture.config.size > 0) write('.config', configText(fixture.config));
  for (const [path, text] of fixture.files) write(path, text);
  return { root, cleanup: () => rmSync(root, { recursive: true, force: true }) };
}

/** Writes a fixture, runs `use` with the tree's root, and removes it, also when `use` throws or its promise fails. */
export async function withFixtureTree<R>(fixture: Fixture, use: (root: string) => R | Promise<R>): Promise<R> {
  const tree = writeFixture(fixture);
  try {
    return await use(tree.root);
  } finally {
    tree.cleanup();
  }
}

function makefileOf(version: string): string {
  const [major, patch, sub] = version.split('.');
  return `VERSION = ${major}\nPATCHLEVEL = ${patch}\nSUBLEVEL = ${sub ?? '0'}\nEXTRAVERSION =\nNAME = Fixture\n`;
}

function configText(config: ReadonlyMap<string, string>): string {
  return [...config].map(([name, value]) => (value === 'n' ? `# ${name} is not set\n` : `${name}=${value}\n`)).join('');
}
