import assert from 'node:assert/strict';
import { flagUses } from '../../server/src/flow/flagUses';

/** `set __GFP_IO`, in order. */
const uses = (text: string): string[] => flagUses(text, 0, text.length).map(({ name, use }) => `${use} ${name}`);

describe('what code does with a flag', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['gfp |= __GFP_ZERO;', ['set __GFP_ZERO']],
    ['p = kmalloc(n, GFP_KERNEL | __GFP_NOWARN);', ['set GFP_KERNEL', 'set __GFP_NOWARN']],
    ['gfp &= ~__GFP_FS;', ['clear __GFP_FS']],
    ['gfp &= ~(__GFP_IO | __GFP_FS);', ['clear __GFP_IO', 'clear __GFP_FS']],
    ['f(gfp & ~__GFP_FS);', ['clear __GFP_FS']],
    ['f(GFP_KERNEL & ~__GFP_FS);', ['set GFP_KERNEL', 'clear __GFP_FS']],
    ['if (gfp & __GFP_FS) return;', ['test __GFP_FS']],
    ['if (!(sc->gfp_mask & (__GFP_IO | __GFP_FS)))', ['test __GFP_IO', 'test __GFP_FS']],
    [
      'if ((g & (__GFP_IO | __GFP_FS)) == (__GFP_IO | __GFP_FS))',
      ['test __GFP_IO', 'test __GFP_FS', 'test __GFP_IO', 'test __GFP_FS'],
    ],
    ['if (__GFP_HIGH & gfp)', ['test __GFP_HIGH']],
    ['gfp &= GFP_RECLAIM_MASK;', ['test GFP_RECLAIM_MASK']],
    ['return may ? GFP_NOFS : GFP_NOIO;', ['set GFP_NOFS', 'set GFP_NOIO']],
    ['struct scan sc = { .gfp_mask = GFP_KERNEL };', ['set GFP_KERNEL']],
    ['/* GFP_KERNEL */ "GFP_NOFS" // GFP_NOIO', []],
    ['f(g | (__GFP_IO', ['set __GFP_IO']],
    [') & __GFP_IO ~ (', ['test __GFP_IO']],
  ];
  for (const [text, expected] of cases) {
    it(text, () => assert.deepEqual(uses(text), expected));
  }

  it('reads a function that never ends', () => {
    const text = `void f(gfp_t g)\n{\n${'\tif (g & __GFP_IO) {\n'.repeat(5000)}`;
    assert.equal(uses(text).length, 5000);
  });
});
