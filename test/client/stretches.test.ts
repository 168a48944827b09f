import assert from 'node:assert/strict';
import { fileFamily, stretchesOf } from '../../client/src/pathView/stretches';
import { gate, hop, mask, noFs, path, samplePath } from './answers';

/** `kmem_alloc | 4 slab | ...`: single hops by their names, collapsed stretches by length and family. */
function drawn(walked: ReturnType<typeof path>): string {
  return stretchesOf(walked)
    .map(({ from, end, family }) => (family === null ? walked.hops[from]!.function : `${end - from} ${family}`))
    .join(' | ');
}

describe('stretches of a path', () => {
  it('collapses the slab hops, headers and both makes of files included', () => {
    assert.equal(
      drawn(samplePath()),
      'kmem_alloc | 4 slab | __alloc_pages | __alloc_pages_slowpath | try_to_free_pages | shrink_folio_list',
    );
  });

  it('never hides a gate', () => {
    const inner = [1, 2, 3, 4, 5].map((n) => hop(`f${n} mm/vmscan.c:${n} ${n}`));
    const ends = [hop('a fs/a.c:1 2'), hop('z kernel/z.c:9')] as const;
    assert.equal(drawn(path([ends[0], ...inner, ends[1]])), 'a | 5 vmscan | z');
    inner[2] = { ...inner[2]!, guards: [gate('mm/vmscan.c:3', 'f3', 'gfp & __GFP_FS')] };
    assert.equal(drawn(path([ends[0], ...inner, ends[1]])), 'a | f1 | f2 | f3 | f4 | f5 | z');
  });

  it('ends where the mask changes', () => {
    const [before, after] = [noFs, mask('GFP_NOIO')];
    const inner = [before, before, before, after, after, after].map((known, n) =>
      hop(`f${n} net/core/sock.c:${n} ${n}`, { mask: known }),
    );
    assert.equal(drawn(path([hop('a fs/a.c:1 2'), ...inner, hop('z mm/z.c:9')])), 'a | 3 core | 3 core | z');
  });

  it('leaves both ends of the path as they are', () => {
    const hops = [1, 2, 3, 4, 5].map((n) => hop(`f${n} mm/vmscan.c:${n} ${n}`));
    assert.equal(drawn(path(hops)), 'f1 | 3 vmscan | f5');
    assert.equal(drawn(path(hops.slice(0, 4))), 'f1 | f2 | f3 | f4');
  });

  for (const [file, folder, name] of [
    ['fs/xfs/libxfs/xfs_btree.c', 'fs/xfs', 'xfs'],
    ['mm/slab_common.c', 'mm', 'slab'],
    ['include/linux/slab.h', '', 'slab'],
    ['arch/x86/include/asm/pgalloc.h', '', 'pgalloc'],
    ['main.c', '', 'main'],
  ] as const) {
    it(`finds the family ${name} of ${file}`, () => assert.deepEqual(fileFamily(file), { folder, name }));
  }
});
