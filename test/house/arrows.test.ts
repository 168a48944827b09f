import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { allowedArrows, brokenArrows } from './importArrows';

const projectRoot = join(__dirname, '../..');

describe('import arrows', () => {
  it('hold in server/src, client/src and client/picture', () => {
    assert.deepEqual(brokenArrows(sources()), []);
  });

  it('have no cycle of rooms', () => {
    const settled = new Set<string>();
    const rooms = Object.entries(allowedArrows);
    // Takes away rooms that import settled ones alone, as often as that finds one.
    while (rooms.some(([name, { rooms: below }]) => !settled.has(name) && below.every((room) => settled.has(room)))) {
      for (const [name, { rooms: below }] of rooms) if (below.every((room) => settled.has(room))) settled.add(name);
    }
    assert.deepEqual(
      rooms.map(([name]) => name).filter((name) => !settled.has(name)),
      [],
    );
  });
});

describe('brokenArrows', () => {
  it('allows an arrow down', () => {
    check({ 'server/src/outline/a.ts': "import { b } from '../text/b';", 'server/src/text/b.ts': '' }, []);
  });

  it('finds an arrow up', () => {
    check({ 'server/src/outline/a.ts': "import type { b } from '../index/b';", 'server/src/index/b.ts': '' }, [
      'server/src/outline/a.ts: outline may not import from index (server/src/index/b.ts)',
    ]);
  });

  it('finds the protocol below features', () => {
    check({ 'server/src/index/a.ts': "import type { Position } from 'vscode-languageserver-types';" }, [
      'server/src/index/a.ts: index may not import vscode-languageserver-types',
    ]);
  });

  for (const room of ['text', 'outline', 'gfp', 'syntax', 'flow', 'trace', 'klog', 'render']) {
    it(`finds I/O in ${room}`, () => {
      const file = `server/src/${room}/a.ts`;
      check({ [file]: "import { readFileSync } from 'node:fs';" }, [`${file}: ${room} may not import node:fs`]);
      check({ [file]: "const fs = await import('fs/promises');" }, [`${file}: ${room} may not import fs/promises`]);
      check({ [file]: "const fs = require('fs');" }, [`${file}: ${room} may not import fs`]);
    });
  }

  it('lets only syntax use tree-sitter', () => {
    const text = "import { Parser } from 'web-tree-sitter';";
    check({ 'server/src/syntax/a.ts': text }, []);
    check({ 'server/src/flow/a.ts': text }, ['server/src/flow/a.ts: flow may not import web-tree-sitter']);
  });

  it('lets the client see nothing of the server but the protocol', () => {
    const files = { 'server/src/protocol.ts': '', 'server/src/gfp/decode.ts': '' };
    check({ 'client/src/a.ts': "import type { Hop } from '../../server/src/protocol';", ...files }, []);
    check({ 'client/src/a.ts': "import { decode } from '../../server/src/gfp/decode';", ...files }, [
      'client/src/a.ts: client may not import from gfp (server/src/gfp/decode.ts)',
    ]);
  });

  it('finds a cycle, of types and exports too', () => {
    const files = {
      'server/src/text/a.ts': "import type { B } from './b';",
      'server/src/text/b.ts': "export * from './c';",
      'server/src/text/c.ts': "import { a } from './a';",
    };
    check(files, [
      'import cycle: server/src/text/a.ts -> server/src/text/b.ts -> server/src/text/c.ts -> server/src/text/a.ts',
    ]);
  });

  it('finds a room that nobody gave arrows, and an import that leads nowhere', () => {
    check({ 'server/src/utils/a.ts': "import './b';\nimport { join } from 'node:path';" }, [
      'server/src/utils/a.ts imports ./b, which is not there',
      'server/src/utils/a.ts is in the room utils, which has no arrows yet',
    ]);
  });

  function check(files: Record<string, string>, expected: string[]): void {
    assert.deepEqual(brokenArrows(new Map(Object.entries(files))), expected);
  }
});

/** Every source file, by its path from the project's root. */
function sources(): Map<string, string> {
  const files = ['server/src', 'client/src', 'client/picture'].flatMap((folder) =>
    typescriptFiles(join(projectRoot, folder)),
  );
  return new Map(files.map((file) => [relative(projectRoot, file).split(sep).join('/'), readFileSync(file, 'utf8')]));
}

function typescriptFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? typescriptFiles(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}
