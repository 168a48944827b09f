import assert from 'node:assert/strict';
import { RENAMES } from '../../server/src/trace/renames';
import { resolveName, standIns } from '../../server/src/trace/successor';
import { graphIndex } from '../support/graphIndex';

const foundIn = (graph: string, query: string): string | null => resolveName(graphIndex(graph), query).found;

describe('resolveName', () => {
  it('takes the name itself where the tree has it', () => {
    const { defs, found } = resolveName(graphIndex('mm/vmscan.c: shrink_page_list'), 'shrink_page_list');
    assert.equal(defs.length, 1);
    assert.equal(found, null);
  });

  it('follows page to folio and back', () => {
    assert.equal(foundIn('mm/vmscan.c: shrink_folio_list', 'shrink_page_list'), 'shrink_folio_list');
    assert.equal(foundIn('mm/vmscan.c: shrink_page_list', 'shrink_folio_list'), 'shrink_page_list');
    assert.equal(foundIn('mm/vmscan.c: isolate_lru_folios', 'isolate_lru_pages'), 'isolate_lru_folios');
  });

  it('finds the same words in another order', () => {
    assert.equal(foundIn('mm/filemap.c: folio_wait_writeback', 'wait_on_page_writeback'), 'folio_wait_writeback');
  });

  it('finds the body behind an allocation-profiling macro, and the name without it', () => {
    assert.equal(foundIn('mm/slub.c: __kmalloc_noprof', '__kmalloc'), '__kmalloc_noprof');
    assert.equal(foundIn('mm/slub.c: __kmalloc', '__kmalloc_noprof'), '__kmalloc');
  });

  it("follows the page allocator's entry through its names, as far as the tree goes", () => {
    const asked = '__alloc_pages_nodemask';
    assert.equal(foundIn('mm/page_alloc.c: __alloc_pages', asked), '__alloc_pages');
    const macro = 'include/linux/gfp.h: __alloc_pages macro\nmm/page_alloc.c: __alloc_pages_noprof\n';
    assert.equal(foundIn(macro, asked), '__alloc_pages_noprof');
    assert.equal(foundIn(`${macro}mm/page_alloc.c: __alloc_frozen_pages_noprof`, asked), '__alloc_frozen_pages_noprof');
    const old = 'include/linux/gfp.h: __alloc_pages inline\nmm/page_alloc.c: __alloc_pages_nodemask';
    assert.equal(foundIn(old, '__alloc_frozen_pages_noprof'), '__alloc_pages_nodemask');
  });

  it('says why', () => {
    assert.match(resolveName(graphIndex('mm/a.c: kmalloc'), 'kmem_alloc').why ?? '', /XFS/);
  });

  it('keeps to the file that was named, and says where the function went when it left it', () => {
    const graph = 'mm/vmscan.c: shrink_folio_list\nmm/shrinker.c: shrink_slab';
    assert.equal(foundIn(graph, 'vmscan.c:shrink_page_list'), 'shrink_folio_list');
    assert.equal(foundIn(graph, 'mm/vmscan.c:shrink_slab'), 'mm/shrinker.c:shrink_slab');
  });

  it('offers the nearest names where nothing answers', () => {
    const { defs, found, nearest } = resolveName(graphIndex('mm/a.c: kmaloc\nmm/a.c: unrelated'), 'kmallocx');
    assert.deepEqual({ defs, found, nearest }, { defs: [], found: null, nearest: ['kmaloc'] });
  });
});

describe('standIns', () => {
  it('are the functions behind a macro that took the name over', () => {
    const index = graphIndex(`
      include/linux/gfp.h: __alloc_pages macro
      mm/page_alloc.c: __alloc_pages_noprof
      mm/page_alloc.c: __alloc_frozen_pages_noprof`);
    const names = standIns(index, index.lookup('__alloc_pages')).map((def) => index.defName(def));
    assert.deepEqual(names, ['__alloc_pages_noprof', '__alloc_frozen_pages_noprof']);
  });

  it('are none for a function', () => {
    const index = graphIndex('mm/a.c: work\nmm/a.c: work_noprof');
    assert.deepEqual(standIns(index, index.lookup('work')), []);
  });
});

describe('RENAMES', () => {
  it('holds only what spelling cannot tell, or would tell wrongly', () => {
    for (const { old, now } of RENAMES) {
      // A tree with the new name only, and one that also has the tempting wrong answer.
      const tables = [`mm/a.c: ${now}`];
      assert.equal(foundIn(tables.join('\n'), old), now);
    }
  });
  it('has a version and a reason for each', () => {
    for (const { since, why } of RENAMES) {
      assert.match(since, /^\d+\.\d+(\.\d+)?$/);
      assert.ok(why.length > 5);
    }
  });
});
