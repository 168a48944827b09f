import assert from 'node:assert/strict';
import { extendedBytes, extendedInts, roomyBytes, roomyInts } from '../../server/src/text/roomyArray';

describe('roomyArray', () => {
  it('extends by copying where the buffer belongs to others, and where it is full', () => {
    const shared = Int32Array.of(1, 2, 3, 4);
    const longer = extendedInts(shared.subarray(0, 2), 3);
    assert.deepEqual(Array.from(longer), [1, 2, 0]);
    assert.notEqual(longer.buffer, shared.buffer);
    const full = extendedBytes(roomyBytes(2).fill(7), 4);
    assert.deepEqual(Array.from(full), [7, 7, 0, 0]);
  });

  it('extends a large array in place, with zeros behind it', () => {
    const large = roomyInts(300_000).fill(5);
    const longer = extendedInts(large, 300_002);
    assert.deepEqual(Array.from(longer.subarray(299_999)), [5, 0, 0]);
    if (process.platform !== 'win32') assert.equal(longer.buffer, large.buffer);
  });
});
