/** The vocabulary read from real trees against the built-in table, for every configuration that the table knows. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GFP_HEADER_PATHS, type GfpHeaders, vocabularyFromTree } from '../../server/src/gfp/treeVocabulary';
import { realTree } from '../tree/realTrees';
import { configWith, vocabularyOf } from './vocabularies';

const CONFIGURATIONS = [
  [],
  ['LOCKDEP'],
  ['KASAN_HW_TAGS'],
  ['SLAB_OBJ_EXT'],
  ['LOCKDEP', 'KASAN_HW_TAGS', 'SLAB_OBJ_EXT'],
];

function headersOf(root: string): GfpHeaders {
  const read = (paths: readonly string[]): string | undefined => {
    const path = paths.map((relative) => join(root, relative)).find(existsSync);
    return path === undefined ? undefined : readFileSync(path, 'utf8');
  };
  const { gfp, gfpTypes, mmflags, internal } = GFP_HEADER_PATHS;
  return { gfp: read(gfp), gfpTypes: read(gfpTypes), mmflags: read(mmflags), internal: read(internal) };
}

for (const version of ['5.10', '6.1', '6.12', '7.2']) {
  describe(`vocabularyFromTree on linux-source-${version}`, () => {
    let headers: GfpHeaders = {};

    before(function () {
      const root = realTree(version);
      if (root === null) {
        assert.notEqual(process.env.CI, 'true', `linux-source-${version} is missing`);
        console.log(
          `    linux-source-${version} is missing: unpack Debian's package of that name and set KERNEL_TREES`,
        );
        this.skip();
      }
      headers = headersOf(root);
    });

    for (const set of CONFIGURATIONS) {
      it(`has the values and the order of the built-in table with ${set.join(', ') || 'no'} CONFIG_ symbol set`, () => {
        const tree = vocabularyFromTree(headers, configWith(...set), version);
        const builtin = vocabularyOf(version, { config: configWith(...set) });
        assert.ok(tree !== null);
        for (const [name, value] of builtin.values) assert.equal(tree.values.get(name), value, name);
        assert.deepEqual(
          tree.flags.map(({ name }) => name),
          builtin.flags.map(({ name }) => name),
        );
        assert.deepEqual(
          tree.printOrder.map(({ name }) => name),
          builtin.printOrder.map(({ name }) => name),
        );
      });
    }

    it('assumes the same as the built-in table', () => {
      const states = (vocabulary: ReturnType<typeof vocabularyOf> | null): string[] =>
        vocabulary?.layout.assumptions.map(({ symbol, value }) => `${symbol}=${value}`) ?? [];
      assert.deepEqual(states(vocabularyFromTree(headers, () => undefined, version)), states(vocabularyOf(version)));
    });

    it("has the tree's own words for the flags that matter to reclaim", () => {
      const tree = vocabularyFromTree(headers, () => undefined, version);
      assert.match(tree?.help.get('__GFP_IO') ?? '', /^__GFP_IO can start physical IO\.$/);
      assert.match(tree?.help.get('GFP_NOFS') ?? '', /^GFP_NOFS will use direct reclaim/);
      assert.doesNotMatch([...(tree?.help.values() ?? [])].join(''), /[%\n]|\* /);
    });
  });
}
