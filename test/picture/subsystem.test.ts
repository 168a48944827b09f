import assert from 'node:assert/strict';
import { subsystemOf } from '../../client/picture/subsystem';
import { memorySubsystems } from '../../client/picture/subsystemNames';

describe('subsystemOf', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['fs/xfs/kmem.c', 'fs/xfs'],
    ['fs/xfs/libxfs/xfs_bmap.c', 'fs/xfs'],
    ['fs/super.c', 'fs'],
    ['mm/slub.c', 'slab'],
    ['mm/slab_common.c', 'slab'],
    ['include/linux/slab.h', 'slab'],
    ['mm/page_alloc.c', 'page allocator'],
    ['include/linux/gfp.h', 'page allocator'],
    ['mm/vmscan.c', 'reclaim'],
    ['mm/page-writeback.c', 'writeback'],
    ['mm/swap.c', 'mm'],
    ['mm/kasan/common.c', 'mm/kasan'],
    ['drivers/net/ethernet/intel/e1000/e1000_main.c', 'drivers/net'],
    ['arch/arm64/mm/fault.c', 'arch/arm64'],
    ['block/bio.c', 'block'],
    ['include/linux/list.h', 'headers'],
    ['include/linux/sched/mm.h', 'headers/sched'],
    ['include/uapi/linux/fs.h', 'headers'],
    ['include/net/sock.h', 'net'],
    ['main.c', 'top folder'],
    ['', 'top folder'],
  ];
  for (const [file, name] of cases)
    it(`takes ${file || 'an empty path'} for ${name}`, () => assert.equal(subsystemOf(file), name));

  it('knows no file by two names', () => {
    for (const stem of [
      'slub',
      'gfp',
      'vmscan',
      'compaction',
      'oom_kill',
      'filemap',
      'page-writeback',
      'memcontrol',
      'vmalloc',
      'mempool',
      'swapfile',
    ]) {
      assert.equal(memorySubsystems.filter((part) => part.stem.test(stem)).length, 1, stem);
    }
  });
});
