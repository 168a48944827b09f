/** A fixture whose marks say which hazards there are: `//  ^^^^^^^^^^ sleeps-under-lock`. */
import assert from 'node:assert/strict';
import { hazardsOf } from '../../server/src/hazards/functionHazards';
import type { Hazard } from '../../server/src/hazards/hazard';
import { LinedSource } from '../../server/src/text/linedSource';
import { flowTree } from '../flow/flowTree';

/** What the fixtures call: allocators, locks as the kernel declares them, an array that lets its lock go before it allocates. */
const DECLARED = `
extern void *kmalloc(size_t size, gfp_t gfp);
static inline void *alloc(size_t size, gfp_t gfp) { return gfp & __GFP_DIRECT_RECLAIM ? reclaim(size) : take(size); }
static inline void set_mask(struct mapping *m, gfp_t gfp) { m->gfp_mask = gfp; }
static inline void lock_it(struct it *it) { spin_lock(&it->lock); }
static inline void unlock_it(struct it *it) { spin_unlock(&it->lock); }
#define pte_unmap_unlock(pte, ptl) do { spin_unlock(ptl); unmap(pte); } while (0)
static void *store_locked(struct it *it, gfp_t gfp) __must_hold(&it->lock)
{
        unlock_it(it);
        it->slot = alloc(8, gfp);
        lock_it(it);
        return it->slot;
}
static void *store(struct it *it, gfp_t gfp)
{
        void *slot;

        lock_it(it);
        slot = store_locked(it, gfp);
        unlock_it(it);
        return slot;
}
`;

export async function checkHazards(text: string): Promise<readonly Hazard[]> {
  const tree = await flowTree(`//- /include/linux/kernel.h\n${DECLARED}\n//- /main.c\n${text}`);
  const { index, engine, fixture } = tree;
  const hazards: Hazard[] = [];
  const told: string[] = [];
  for (let def = 0; def < index.defCount; def++) {
    if (index.filePath(index.defFile(def)) !== 'main.c') continue;
    const lines = new LinedSource(tree.text('main.c'));
    for (const hazard of hazardsOf(engine, def)) {
      hazards.push(hazard);
      const { line, column } = lines.positionOf(hazard.span.start);
      // The includes stand on a line of their own before the text.
      told.push(`${line - 2}:${column}-${column + hazard.span.end - hazard.span.start} ${hazard.code}`);
    }
  }
  const marked = fixture.marks.map(({ line, column, endColumn, label }) => `${line}:${column}-${endColumn} ${label}`);
  assert.deepEqual(told.sort(), marked.sort());
  return hazards;
}
