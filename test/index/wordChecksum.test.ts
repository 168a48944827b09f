import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newWordChecksum } from '../../server/src/index/wordChecksum';

function checksum(...portions: Uint8Array[]): string {
  const sum = newWordChecksum();
  for (const portion of portions) sum.update(portion);
  return sum.finish().join();
}

describe('wordChecksum', () => {
  it('does not depend on the portions, nor on their alignment in memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), fc.nat(300), fc.nat(3), (bytes, a, b, shift) => {
        const moved = new Uint8Array(bytes.length + shift);
        moved.set(bytes, shift);
        const [from, to] = a < b ? [a, b] : [b, a];
        const view = moved.subarray(shift);
        assert.equal(checksum(view.subarray(0, from), view.subarray(from, to), view.subarray(to)), checksum(bytes));
      }),
    );
  });

  it('tells unaligned pieces longer than its scratch buffer as aligned ones', () => {
    const bytes = Uint8Array.from({ length: 200_003 }, (_, i) => (i * 31) & 255);
    const moved = new Uint8Array(bytes.length + 1);
    moved.set(bytes, 1);
    assert.equal(checksum(moved.subarray(1)), checksum(bytes));
  });

  it('changes with any one byte, and with zeros at the end', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 100 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, x) => {
          const changed = Uint8Array.from(bytes);
          changed[at % bytes.length]! ^= x;
          assert.notEqual(checksum(changed), checksum(bytes));
          assert.notEqual(checksum(bytes, new Uint8Array(1)), checksum(bytes));
        },
      ),
    );
  });
});
