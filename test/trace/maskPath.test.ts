import assert from 'node:assert/strict';
import { constant } from '../../server/src/gfp/maskValue';
import { type FollowedHops, followMask, type MaskedHop } from '../../server/src/trace/maskPath';
import type { TraceHop } from '../../server/src/trace/tracePaths';
import { type FlowTree, flowTree } from '../flow/flowTree';

const SLAB = `
//- /mm/slab.c
extern int alloc_pages(gfp_t gfp);
int alloc_slab(gfp_t gfp) { return alloc_pages(gfp); }
int allocate(gfp_t gfp)
{
	gfp_t alloc_gfp = (gfp | __GFP_NOWARN | __GFP_NORETRY) & ~__GFP_NOFAIL;
	int slab;

	if (gfp & __GFP_DIRECT_RECLAIM)
		alloc_gfp &= ~__GFP_RECLAIM;
	slab = alloc_slab(alloc_gfp);
	if (!slab) {
		alloc_gfp = gfp;
		slab = alloc_slab(alloc_gfp);
	}
	return slab;
}
int take(void) { return allocate(GFP_NOFS); }
int take_any(gfp_t gfp) { return allocate(gfp); }
`;

function hopsOf({ index, def }: FlowTree, names: readonly string[]): TraceHop[] {
  return names.map((name, at): TraceHop => {
    const next = names[at + 1];
    const { from, to } = index.callsOf(def(name));
    for (let call = from; next !== undefined && call < to; call++)
      if (Array.from(index.targets(call)).includes(def(next))) return { def: def(name), call };
    return { def: def(name), call: null };
  });
}

/** What is found, and in how many steps. */
function follow(tree: FlowTree, names: readonly string[], asked: string | null, followed: FollowedHops = new Map()) {
  const steps = followMask(
    tree.engine,
    hopsOf(tree, names),
    asked === null ? null : constant(tree.mask(asked)),
    followed,
  );
  for (let count = 0; ; count++) {
    const { done, value } = steps.next();
    if (done) return { hops: value, count };
  }
}

function lineOfSecondTry(tree: FlowTree): number {
  const text = tree.text('mm/slab.c');
  return text.slice(0, text.indexOf('slab = alloc_slab', text.indexOf('if (!slab)'))).split('\n').length;
}

describe('a mask along a path', () => {
  const lineOf = (tree: FlowTree, { call }: MaskedHop): number => tree.index.callSite(call!).line;

  it('takes the call that lets most of it through: of what was asked, else of what the code itself asks for', async () => {
    const tree = await flowTree(SLAB);
    for (const [from, asked] of [
      ['take', null],
      ['take_any', 'GFP_NOFS'],
    ] as const) {
      const [, hop, last] = follow(tree, [from, 'allocate', 'alloc_slab'], asked).hops;
      assert.equal(lineOf(tree, hop!), lineOfSecondTry(tree), from);
      assert.equal(last!.mask!.now.set, tree.mask('GFP_NOFS'), from);
    }
  });

  it('is followed once where two paths have a stretch in common', async () => {
    const tree = await flowTree(SLAB);
    const followed: FollowedHops = new Map();
    const first = follow(tree, ['take', 'allocate', 'alloc_slab'], null, followed);
    const again = follow(tree, ['take', 'allocate', 'alloc_slab'], null, followed);
    assert.ok(first.count > 0);
    assert.equal(again.count, 0);
    assert.deepEqual(
      again.hops.map(({ call }) => call),
      first.hops.map(({ call }) => call),
    );
  });
});
