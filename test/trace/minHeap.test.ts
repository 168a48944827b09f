import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newMinHeap } from '../../server/src/trace/minHeap';

describe('newMinHeap', () => {
  it('gives back every item in the order of its key', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 })), (keys) => {
        const heap = newMinHeap(2);
        keys.forEach((key, item) => {
          heap.push(key, item);
        });
        const popped: number[] = [];
        while (heap.size > 0) {
          const key = heap.peekKey();
          const item = heap.pop();
          assert.equal(keys[item], key);
          popped.push(key);
        }
        assert.deepEqual(
          popped,
          [...keys].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('is at infinity when it is empty', () => {
    assert.equal(newMinHeap().peekKey(), Infinity);
    assert.equal(newMinHeap().pop(), -1);
  });
});
