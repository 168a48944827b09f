import assert from 'node:assert/strict';
import type { Hazard } from '../../server/src/hazards/hazard';
import { checkHazards } from './checkHazards';

const fixes = (hazards: readonly Hazard[]): (string | undefined)[] => hazards.map(({ fix }) => fix?.title);

describe('__GFP_NOFAIL with __GFP_NORETRY', () => {
  it('is told once, where both come together', async () => {
    const hazards = await checkHazards(`
void f(int n)
{
        gfp_t gfp = GFP_KERNEL | __GFP_NORETRY | __GFP_NOFAIL;
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nofail-noretry
        gfp_t later = GFP_NOFS | __GFP_NOFAIL;

        alloc(1, gfp);
        later |= __GFP_NORETRY;
//      ^^^^^^^^^^^^^^^^^^^^^^ nofail-noretry
        alloc(2, later);
}
`);
    assert.deepEqual(fixes(hazards), ['Remove __GFP_NORETRY', undefined]);
    assert.equal(hazards[0]!.fix!.text, '');
  });

  it('is not told where masks are tested, cut, or hold all flags there are', () =>
    checkHazards(`
void f(gfp_t gfp)
{
        if ((gfp & (__GFP_NOFAIL | __GFP_NORETRY)) == (__GFP_NOFAIL | __GFP_NORETRY))
                return;
        gfp &= ~(__GFP_NOFAIL | __GFP_NORETRY);
        gfp = gfp & GFP_RECLAIM_MASK;
}
`));
});

describe('the mask of a caller', () => {
  it('is told where a constant takes its place, with the mask to pass', async () => {
    const hazards = await checkHazards(`
void *f(struct mapping *m, gfp_t gfp)
{
        set_mask(m, GFP_KERNEL);
        alloc(1, gfp);
        alloc(2, GFP_NOWAIT);
        alloc(3, GFP_KERNEL | __GFP_ZERO);
//               ^^^^^^^^^^^^^^^^^^^^^^^ mask-dropped
        return alloc(4, GFP_NOFS);
//                      ^^^^^^^^ mask-dropped
}
`);
    assert.deepEqual(fixes(hazards), ['Pass gfp | __GFP_ZERO', 'Pass gfp']);
  });

  it('is told where it is not named at all', () =>
    checkHazards(`
void *f(int n, gfp_t gfp)
{
        return alloc(n, GFP_KERNEL);
//                      ^^^^^^^^^^ mask-dropped
}
`));

  it('is not told where it is stored for later, nor for a function that only tests its mask', () =>
    checkHazards(`
static int kind_of(gfp_t gfp)
{
        return gfp & __GFP_ZERO ? 1 : 0;
}
void *f(struct mapping *m, gfp_t gfp)
{
        set_mask(m, gfp);
        return alloc(1, GFP_KERNEL);
}
void *g(gfp_t gfp)
{
        if (kind_of(GFP_KERNEL))
                return 0;
        return alloc(1, gfp);
}
`));

  it('is not told where a branch shows that the caller allows it, and where there is none', () =>
    checkHazards(`
void *f(gfp_t gfp)
{
        if ((gfp & GFP_KERNEL) == GFP_KERNEL)
                return alloc(1, GFP_KERNEL);
        return alloc(2, gfp);
}
void *g(gfp_t *gfp)
{
        return alloc(1, GFP_KERNEL);
}
void *h(gfp_t one, gfp_t other)
{
        return alloc(1, GFP_KERNEL);
}
`));
});

describe('a mask in a scope', () => {
  it('is told where the scope narrows it, and where it makes it needless', async () => {
    const hazards = await checkHazards(`
void f(int n)
{
        unsigned int flags = memalloc_nofs_save();

        if (n) {
                memalloc_nofs_restore(flags);
                use_it(n);
                return;
        }
        alloc(1, GFP_KERNEL);
//               ^^^^^^^^^^ narrowed-by-scope
        alloc(2, GFP_NOFS | __GFP_ZERO);
//               ^^^^^^^^^^^^^^^^^^^^^ given-by-scope
        alloc(3, GFP_NOIO);
        alloc(4, GFP_NOWAIT);
        memalloc_nofs_restore(flags);
        alloc(5, GFP_KERNEL);
        alloc(6, GFP_NOFS);
}
`);
    assert.equal(
      hazards[0]!.message,
      'GFP_KERNEL acts without __GFP_FS here: memalloc_nofs_save() takes it off every mask.',
    );
    assert.deepEqual(fixes(hazards), [undefined, 'Use GFP_KERNEL | __GFP_ZERO']);
  });

  it('is of that scope which is open: no I/O takes both flags', async () => {
    const hazards = await checkHazards(`
void f(int n)
{
        unsigned int flags;

        alloc(1, GFP_KERNEL);
        flags = memalloc_noio_save();
        alloc(2, GFP_KERNEL);
//               ^^^^^^^^^^ narrowed-by-scope
        alloc(3, GFP_NOIO);
//               ^^^^^^^^ given-by-scope
        memalloc_noio_restore(flags);
}
`);
    assert.match(
      hazards[0]!.message,
      /^GFP_KERNEL acts without __GFP_IO, __GFP_FS here: memalloc_noio_save\(\) takes them off/,
    );
  });

  it('is not told where the scope may be open or not', () =>
    checkHazards(`
void f(int n)
{
        unsigned int flags = 0;

        if (n)
                flags = memalloc_nofs_save();
        alloc(1, GFP_KERNEL);
        alloc(2, GFP_NOFS);
        if (n)
                memalloc_nofs_restore(flags);
}
`));
});
