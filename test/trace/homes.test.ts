import assert from 'node:assert/strict';
import { costOfEntering, homeOf } from '../../server/src/trace/homes';

describe('homeOf', () => {
  for (const [path, home] of [
    ['mm/slub.c', 'mm'],
    ['mm/kasan/common.c', 'mm'],
    ['fs/super.c', 'fs'],
    ['fs/xfs/libxfs/xfs_bmap.c', 'fs/xfs'],
    ['drivers/net/ethernet/intel/ice/ice_main.c', 'drivers/net'],
    ['arch/x86/mm/fault.c', 'arch/x86'],
    ['include/linux/slab.h', 'include'],
    ['lonely.c', ''],
  ] as const) {
    it(`${path} lives in ${home === '' ? 'the root' : home}`, () => assert.equal(homeOf(path), home));
  }
});

describe('costOfEntering', () => {
  it('is less for the memory core than for any other core, and more for drivers than for those', () => {
    const order = ['mm', 'kernel', 'drivers/net'].map((home) => costOfEntering(home, false));
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  });
  it('is small where an end lives, whatever it is', () => {
    assert.ok(costOfEntering('drivers/net', true) < costOfEntering('kernel', false));
  });
});
