import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeTree } from '../../server/src/tree/root';
import { parseFixture } from './fixture';
import { withFixtureTree, writeFixture } from './fixtureTree';

describe('writeFixture', () => {
  it('writes a tree that real readers take for a kernel of that version, with its .config', () => {
    const tree = writeFixture(
      parseFixture(`
        //- /mm/page_alloc.c version:6.1.9 config:CONFIG_NUMA=y,CONFIG_SLAB=n
        int $0x;
      `),
    );
    try {
      assert.equal(readFileSync(join(tree.root, 'mm/page_alloc.c'), 'utf8'), 'int x;\n');
      assert.equal(readFileSync(join(tree.root, '.config'), 'utf8'), 'CONFIG_NUMA=y\n# CONFIG_SLAB is not set\n');
      assert.deepEqual(describeTree(tree.root), { root: tree.root, kind: 'kernel', version: '6.1.9' });
    } finally {
      tree.cleanup();
    }
    assert.equal(existsSync(tree.root), false);
    tree.cleanup();
  });

  it('writes a plain folder where the fixture has no version', () => {
    const tree = writeFixture(parseFixture('int x;'));
    assert.equal(describeTree(tree.root).kind, 'folder');
    assert.equal(existsSync(join(tree.root, '.config')), false);
    tree.cleanup();
  });

  it("keeps the fixture's own Makefile", async () => {
    const own = parseFixture('//- /Makefile version:6.1\nVERSION = 5\nPATCHLEVEL = 10\nSUBLEVEL = 2\n');
    assert.equal(await withFixtureTree(own, (root) => describeTree(root).version), '5.10.2');
  });

  it('removes the folder when its user fails', async () => {
    let seen = '';
    await assert.rejects(
      withFixtureTree(parseFixture('int x;'), (root) => {
        seen = root;
        throw new Error('broken');
      }),
      /broken/,
    );
    assert.notEqual(seen, '');
    assert.equal(existsSync(seen), false);
  });
});
