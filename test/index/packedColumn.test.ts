import assert from 'node:assert/strict';
import fc from 'fast-check';
import { packColumn, unpackColumn, valueAt } from '../../server/src/index/packedColumn';

/** Packs, then checks every row both ways; gives the form that was chosen. */
function check(values: readonly number[]): string {
  const packed = packColumn(Int32Array.from(values));
  assert.deepEqual(Array.from(unpackColumn(packed)), [...values]);
  assert.deepEqual(
    values.map((_, row) => valueAt(packed, row)),
    [...values],
  );
  return packed.near.length === 0 ? 'far only' : packed.near.constructor.name;
}

const rows = (length: number, value: (row: number) => number): number[] =>
  Array.from({ length }, (_, row) => value(row));

describe('packedColumn', () => {
  it('takes the narrowest form', () => {
    assert.equal(check(rows(1000, (row) => row % 255)), 'Uint8Array');
    assert.equal(check(rows(1000, (row) => row * 60)), 'Uint16Array');
    assert.equal(check(rows(1000, (row) => row * 100_000)), 'Int32Array');
    assert.equal(check(rows(1000, (row) => (row === 7 ? -3 : 0))), 'far only');
    assert.equal(check([]), 'far only');
  });

  it('keeps the values at which a narrow type ends', () => {
    for (const edge of [254, 255, 256, 65_534, 65_535, 65_536, -1, 2 ** 31 - 1, -(2 ** 31)]) {
      assert.equal(check(rows(1000, (row) => (row % 100 === 9 ? edge : 1 + (row % 200)))), 'Uint8Array');
      check(rows(1000, (row) => (row % 100 === 9 ? edge : 300 + row)));
      check(rows(1000, (row) => (row === 500 ? edge : 0)));
    }
  });

  it('gives back any values', () => {
    const value = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 300 }) },
      fc.integer({ min: 65_000, max: 66_000 }),
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      fc.constant(0),
    );
    fc.assert(fc.property(fc.array(value, { maxLength: 400 }), (values) => void check(values)));
  });
});
