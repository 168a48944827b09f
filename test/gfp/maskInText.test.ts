import assert from 'node:assert/strict';
import { printedMasksIn } from '../../server/src/gfp/maskInText';

describe('printedMasksIn', () => {
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ['deadlock in kmem_thing (mode:0x250)', ['mode:0x250']],
    ['order:4, mode:0x40c40(GFP_NOFS|__GFP_COMP), nodemask', ['mode:0x40c40(GFP_NOFS|__GFP_COMP)']],
    ['gfp_mask=0xcc0(GFP_KERNEL), order=0', ['gfp_mask=0xcc0(GFP_KERNEL)']],
    [
      'on node -1, gfp=0x20(none) and gfp_flags=GFP_NOFS|__GFP_ZERO x',
      ['gfp=0x20(none)', 'gfp_flags=GFP_NOFS|__GFP_ZERO'],
    ],
    ['so 0x14200ca(GFP_HIGHUSER_MOVABLE) it is', ['0x14200ca(GFP_HIGHUSER_MOVABLE)']],
    ['mode:0644 size=0x10', []],
  ];
  for (const [line, expected] of lines) {
    it(line, () =>
      assert.deepEqual(
        printedMasksIn(line).map(({ start, end }) => line.slice(start, end)),
        expected,
      ),
    );
  }
});
