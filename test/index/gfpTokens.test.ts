import assert from 'node:assert/strict';
import { overlaidIndex } from '../../server/src/features/overlayIndex';
import { callersOfMacro, definitionsNaming, functionsNaming } from '../../server/src/index/gfpTokens';
import type { DefId, KernelIndex } from '../../server/src/index/kernelIndex';
import { openTree } from '../../server/src/index/openTree';
import { parseFixture } from '../support/fixture';
import { withFixtureTree } from '../support/fixtureTree';
import { graphIndex } from '../support/graphIndex';

const SOURCE = `static int tests(gfp_t gfp) { return gfp & __GFP_FS; }
static void hands_over(void) { kmalloc(8, GFP_KERNEL); }
static int plain(gfp_t gfp) { return (gfp & ___GFP_IO) != 0; }
static void local(void) { int GFP_LOCAL = 1; use(GFP_LOCAL); }
static void said(void) { print("GFP_KERNEL"); /* __GFP_FS */ }
static void own(void) { use(MY_FLAGS); }
#define MY_FLAGS (GFP_KERNEL | __GFP_FS)
#define nothing(x) use(x)
`;
const TREE = `
//- /mm/a.c version:6.1
#include <linux/gfp.h>
${SOURCE}
//- /include/linux/gfp.h
#define ___GFP_IO 0x40u
#define ___GFP_FS 0x80u
#define __GFP_FS ((gfp_t)___GFP_FS)
#define GFP_KERNEL (__GFP_FS | 1)
`;

const sorted = (index: KernelIndex, defs: readonly DefId[]): string[] => defs.map((def) => index.defName(def)).sort();

async function check(use: (index: KernelIndex) => void): Promise<void> {
  await withFixtureTree(parseFixture(TREE), async (root) => use((await openTree(root, { jobs: 1 })).index));
}

describe('where gfp tokens stand', () => {
  it('finds the functions that name any, also one that is a plain number and no local, comment or text', () =>
    check((index) => {
      assert.deepEqual(
        sorted(
          index,
          functionsNaming(index, () => true),
        ),
        ['hands_over', 'plain', 'tests'],
      );
    }));

  it('finds macros as well, and what names a wanted token alone', () =>
    check((index) => {
      const naming = (token: string) =>
        sorted(
          index,
          definitionsNaming(index, (name) => name === token),
        );
      assert.deepEqual(naming('__GFP_FS'), ['GFP_KERNEL', 'MY_FLAGS', 'tests']);
      assert.deepEqual(naming('GFP_KERNEL'), ['MY_FLAGS', 'hands_over']);
      assert.deepEqual(naming('___GFP_IO'), ['plain']);
      assert.deepEqual(naming('__GFP_ABSENT'), []);
    }));

  it('finds what mentions a macro', () =>
    check((index) => {
      assert.deepEqual(sorted(index, callersOfMacro(index, index.lookup('MY_FLAGS')[0]!)), ['own']);
      assert.deepEqual(sorted(index, callersOfMacro(index, index.lookup('nothing')[0]!)), []);
    }));

  it('looks at functions as an open text has them', () =>
    check((base) => {
      const text = SOURCE.replace('gfp & __GFP_FS', 'gfp').replace('print("GFP_KERNEL")', 'print(GFP_KERNEL)');
      const path = 'mm/a.c';
      const indexedText = `#include <linux/gfp.h>\n${SOURCE}\n`;
      const index = overlaidIndex(base, [{ path, text: `#include <linux/gfp.h>\n${text}\n`, indexedText }]);
      assert.deepEqual(
        sorted(
          index,
          functionsNaming(index, () => true),
        ),
        ['hands_over', 'plain', 'said'],
      );
    }));

  it('works on the surface of any index', () => {
    const index = graphIndex('mm/a.c: f\nmm/a.c: g\nf > __GFP_FS\ng > helper\n');
    assert.deepEqual(
      sorted(
        index,
        functionsNaming(index, () => true),
      ),
      ['f'],
    );
  });
});
