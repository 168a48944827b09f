import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  add,
  and,
  type Comparison,
  compare,
  constant,
  constantOf,
  isWithin,
  join,
  type KnownBits,
  meet,
  multiply,
  negate,
  not,
  ofBits,
  or,
  refineByEquality,
  refineByTest,
  shiftLeft,
  shiftRight,
  subtract,
  toBool,
  truncate,
  truth,
  UNKNOWN,
  unknownOf,
  xor,
} from '../../server/src/gfp/maskValue';

const ALL = 0xffff_ffff_ffff_ffffn;

/** A value with at most four unknown bits, wherever they stand: sixteen concretisations. */
const value = fc
  .record({ bits: fc.bigInt({ min: 0n, max: ALL }), open: fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 4 }) })
  .map(({ bits, open }): KnownBits => {
    const unknown = open.reduce((mask, bit) => mask | (1n << BigInt(bit)), 0n);
    return ofBits(bits & ~unknown, ~bits & ~unknown);
  });

/** Values whose unknown bits are among the lowest four, so that two operands meet in them, and the rest is 0 or all ones. */
const narrow = fc
  .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 }), fc.boolean())
  .map(([bits, unknown, isNegative]): KnownBits => {
    const open = BigInt(unknown);
    const whole = isNegative ? ALL ^ BigInt(bits) : BigInt(bits);
    return ofBits(whole & ~open, ~whole & ~open);
  });

const either = fc.oneof(value, narrow);

/** All numbers that a value may be. */
function numbersOf({ set, clear }: KnownBits): bigint[] {
  let numbers = [set];
  for (let bit = 0n; bit < 64n; bit++) {
    const mask = 1n << bit;
    if (((set | clear) & mask) === 0n) numbers = numbers.flatMap((number) => [number, number | mask]);
  }
  return numbers;
}

/** The most that is known of a number that is one of these. */
function mostKnown(numbers: readonly bigint[]): KnownBits {
  const set = numbers.reduce((bits, number) => bits & number, ALL);
  const clear = numbers.reduce((bits, number) => bits & ~number, ALL);
  return ofBits(set, clear);
}

const wrap = (number: bigint): bigint => BigInt.asUintN(64, number);
const signed = (number: bigint): bigint => BigInt.asIntN(64, number);

function checkOne(of: (a: KnownBits) => KnownBits, on: (a: bigint) => bigint): void {
  fc.assert(
    fc.property(either, (a) => assert.deepEqual(of(a), mostKnown(numbersOf(a).map((number) => wrap(on(number)))))),
  );
}

function checkTwo(of: (a: KnownBits, b: KnownBits) => KnownBits, on: (a: bigint, b: bigint) => bigint): void {
  fc.assert(
    fc.property(either, either, (a, b) => {
      const results = numbersOf(a).flatMap((x) => numbersOf(b).map((y) => wrap(on(x, y))));
      assert.deepEqual(of(a, b), mostKnown(results));
    }),
  );
}

describe('known bits', () => {
  it('are exact for & | ^ ~', () => {
    checkTwo(and, (a, b) => a & b);
    checkTwo(or, (a, b) => a | b);
    checkTwo(xor, (a, b) => a ^ b);
    checkOne(not, (a) => ~a);
  });

  it('claim as much as can be of sums and differences', () => {
    checkTwo(add, (a, b) => a + b);
    checkTwo(subtract, (a, b) => a - b);
    checkOne(negate, (a) => -a);
  });

  it('claim nothing wrong of products, all of products of constants, and the low bits of others', () => {
    fc.assert(
      fc.property(either, either, (a, b) => {
        const results = numbersOf(a).flatMap((x) => numbersOf(b).map((y) => wrap(x * y)));
        assert.equal(isWithin(mostKnown(results), multiply(a, b)), true);
        if (results.length === 1) assert.equal(constantOf(multiply(a, b)), results[0]);
      }),
    );
    assert.deepEqual(multiply(UNKNOWN, constant(8n)), ofBits(0n, 7n));
    assert.deepEqual(multiply(UNKNOWN, constant(0n)), constant(0n));
  });

  it('are exact for shifts by constants', () => {
    for (const count of [0, 1, 3, 31, 32, 63]) {
      checkOne(
        (a) => shiftLeft(a, count),
        (a) => a << BigInt(count),
      );
      checkOne(
        (a) => shiftRight(a, count, false),
        (a) => a >> BigInt(count),
      );
      checkOne(
        (a) => shiftRight(a, count, true),
        (a) => signed(a) >> BigInt(count),
      );
    }
    for (const count of [-1, 64, 1.5]) {
      assert.deepEqual(shiftLeft(constant(1n), count), UNKNOWN);
      assert.deepEqual(shiftRight(constant(1n), count, true), UNKNOWN);
    }
  });

  it('are exact for casts', () => {
    for (const width of [1, 4, 8, 32, 64]) {
      checkOne(
        (a) => truncate(a, width, false),
        (a) => BigInt.asUintN(width, a),
      );
      checkOne(
        (a) => truncate(a, width, true),
        (a) => BigInt.asIntN(width, a),
      );
    }
    checkOne(toBool, (a) => (a === 0n ? 0n : 1n));
    assert.deepEqual(unknownOf(32, false), ofBits(0n, ALL ^ 0xffff_ffffn));
  });

  it('join to what both have, meet to what either has', () => {
    fc.assert(
      fc.property(either, either, (a, b) => {
        assert.deepEqual(join(a, b), mostKnown([...numbersOf(a), ...numbersOf(b)]));
        const others = new Set(numbersOf(b));
        const both = numbersOf(a).filter((number) => others.has(number));
        assert.deepEqual(meet(a, b), both.length === 0 ? null : mostKnown(both));
      }),
    );
  });

  it('compare as certainly as can be, and never wrongly', () => {
    const tests: Record<Comparison, (a: bigint, b: bigint) => boolean> = {
      '==': (a, b) => a === b,
      '!=': (a, b) => a !== b,
      '<': (a, b) => a < b,
      '<=': (a, b) => a <= b,
      '>': (a, b) => a > b,
      '>=': (a, b) => a >= b,
    };
    fc.assert(
      fc.property(either, either, fc.boolean(), (a, b, isSigned) => {
        const read = isSigned ? signed : (number: bigint) => number;
        for (const [operator, holds] of Object.entries(tests)) {
          const outcomes = new Set(numbersOf(a).flatMap((x) => numbersOf(b).map((y) => holds(read(x), read(y)))));
          const wanted = outcomes.size === 1 ? [...outcomes][0] : null;
          assert.equal(compare(operator as Comparison, a, b, isSigned), wanted, operator);
        }
        const outcomes = new Set(numbersOf(a).map((x) => x !== 0n));
        assert.equal(truth(a), outcomes.size === 1 ? [...outcomes][0] : null);
      }),
    );
  });

  it('learn from a test of bits all that it says', () => {
    fc.assert(
      fc.property(either, fc.bigInt({ min: 0n, max: ALL }), fc.boolean(), fc.boolean(), (a, any, isNonZero, isLow) => {
        const mask = isLow ? any & 15n : any;
        const left = numbersOf(a).filter((x) => ((x & mask) !== 0n) === isNonZero);
        assert.deepEqual(refineByTest(a, mask, isNonZero), left.length === 0 ? null : mostKnown(left));
      }),
    );
    assert.deepEqual(refineByTest(UNKNOWN, 0x80n, true), ofBits(0x80n, 0n));
    assert.deepEqual(refineByTest(UNKNOWN, 0xc0n, true), UNKNOWN);
    assert.deepEqual(refineByTest(UNKNOWN, 0xc0n, false), ofBits(0n, 0xc0n));
  });

  it('learn from an equality of bits all that it says', () => {
    const small = fc.bigInt({ min: 0n, max: 15n });
    fc.assert(
      fc.property(either, fc.oneof(small, fc.constant(-1n)), small, fc.boolean(), (a, mask, wanted, isEqual) => {
        const left = numbersOf(a).filter((x) => (wrap(x & mask) === wanted) === isEqual);
        const known = left.length === 0 ? null : mostKnown(left);
        assert.deepEqual(refineByEquality(a, mask, wanted, isEqual), known);
      }),
    );
  });

  it('wrap constants to 64 bits, and give them back', () => {
    assert.equal(constantOf(constant(-1n)), ALL);
    assert.equal(constantOf(constant(1n << 64n)), 0n);
    assert.equal(constantOf(UNKNOWN), null);
  });
});
