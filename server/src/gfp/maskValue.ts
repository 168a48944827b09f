/**
 * Known bits: what is known of an integer while code is read, as two masks over 64 bits in two's complement. A bit in neither
 * is unknown. Every operation here is sound: it never claims a bit that some value of its operands contradicts. *Optimal*
 * means that no more could be claimed; said where it holds.
 */

/** `set` and `clear` are disjoint and not negative. */
export interface KnownBits {
  readonly set: bigint;
  readonly clear: bigint;
}

/** A condition's value: null is "either". */
export type Truth = boolean | null;

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

const ALL = 0xffff_ffff_ffff_ffffn;
const SIGN = 1n << 63n;
const WIDTH = 64;

/** Nothing is known. */
export const UNKNOWN: KnownBits = { set: 0n, clear: 0n };
/** 0 or 1: what comparisons give. */
export const EITHER: KnownBits = { set: 0n, clear: ALL ^ 1n };

/** Constants that were asked for before: masks of a kernel are few, and come again and again. */
const constants = new Map<bigint, KnownBits>();
const MOST_CONSTANTS = 4096;

/** All bits known. Negative values and values of more than 64 bits wrap. */
export function constant(value: bigint): KnownBits {
  const known = constants.get(value);
  if (known !== undefined) return known;
  const set = BigInt.asUintN(WIDTH, value);
  const made = { set, clear: ALL ^ set };
  if (constants.size < MOST_CONSTANTS) constants.set(value, made);
  return made;
}

export const ZERO = constant(0n);
export const ONE = constant(1n);

/** 1, 0, or either. */
export function ofTruth(truth: Truth): KnownBits {
  return truth === null ? EITHER : truth ? ONE : ZERO;
}

/** Any value of an integer type of so many bits. */
export function unknownOf(width: number, isSigned: boolean): KnownBits {
  return truncate(UNKNOWN, width, isSigned);
}

/** The value where all bits are known, as an unsigned number of 64 bits; else null. */
export function constantOf({ set, clear }: KnownBits): bigint | null {
  return (set | clear) === ALL ? set : null;
}

export function isSame(a: KnownBits, b: KnownBits): boolean {
  return a.set === b.set && a.clear === b.clear;
}

/** `a & b`; optimal. */
export function and(a: KnownBits, b: KnownBits): KnownBits {
  return { set: a.set & b.set, clear: a.clear | b.clear };
}

/** `a | b`; optimal. */
export function or(a: KnownBits, b: KnownBits): KnownBits {
  return { set: a.set | b.set, clear: a.clear & b.clear };
}

/** `a ^ b`; optimal. */
export function xor(a: KnownBits, b: KnownBits): KnownBits {
  return { set: (a.set & b.clear) | (a.clear & b.set), clear: (a.set & b.set) | (a.clear & b.clear) };
}

/** `~a`; optimal. */
export function not(a: KnownBits): KnownBits {
  return { set: a.clear, clear: a.set };
}

/** `a + b`, wrapping; optimal. */
export function add(a: KnownBits, b: KnownBits): KnownBits {
  return sum(a, b, 0n);
}

/** `a - b`, wrapping; optimal for two values that do not depend on each other. */
export function subtract(a: KnownBits, b: KnownBits): KnownBits {
  return sum(a, not(b), 1n);
}

/** `-a`, wrapping; optimal. */
export function negate(a: KnownBits): KnownBits {
  return subtract(ZERO, a);
}

/** A carry into a bit is known where the smallest and the largest possible sum agree on it. */
function sum(a: KnownBits, b: KnownBits, carry: bigint): KnownBits {
  const most = ((ALL ^ a.clear) + (ALL ^ b.clear) + carry) & ALL;
  const least = (a.set + b.set + carry) & ALL;
  const noCarry = ALL ^ (most ^ a.clear ^ b.clear);
  const carried = least ^ a.set ^ b.set;
  const known = (a.set | a.clear) & (b.set | b.clear) & (noCarry | carried);
  return { set: least & known, clear: (ALL ^ most) & known };
}

/** `a * b`, wrapping: exact for constants; else the bits at the low end that known low bits of both decide. */
export function multiply(a: KnownBits, b: KnownBits): KnownBits {
  const [x, y] = [constantOf(a), constantOf(b)];
  if (x === 0n || y === 0n) return ZERO;
  if (x !== null && y !== null) return constant(x * y);
  const [zerosA, zerosB] = [trailingOnes(a.clear), trailingOnes(b.clear)];
  const odd = Math.min(trailingOnes(a.set | a.clear) - zerosA, trailingOnes(b.set | b.clear) - zerosB);
  const low = (1n << BigInt(Math.min(WIDTH, odd + zerosA + zerosB))) - 1n;
  const product = a.set * b.set;
  return { set: product & low, clear: ~product & low };
}

function trailingOnes(bits: bigint): number {
  let count = 0;
  for (let rest = bits; (rest & 1n) === 1n; rest >>= 1n) count++;
  return count;
}

/** `a << count`; optimal. C says nothing of counts that are negative or 64 and more: nothing is known then. */
export function shiftLeft(a: KnownBits, count: number): KnownBits {
  if (!isShift(count)) return UNKNOWN;
  const by = BigInt(count);
  return { set: (a.set << by) & ALL, clear: ((a.clear << by) | ((1n << by) - 1n)) & ALL };
}

/** `a >> count`, zeros or (of a signed value) the sign bit moving in; optimal. */
export function shiftRight(a: KnownBits, count: number, isSigned: boolean): KnownBits {
  if (!isShift(count)) return UNKNOWN;
  const by = BigInt(count);
  const filled = ALL ^ (ALL >> by);
  const set = a.set >> by;
  const clear = a.clear >> by;
  if (!isSigned) return { set, clear: clear | filled };
  return { set: a.set & SIGN ? set | filled : set, clear: a.clear & SIGN ? clear | filled : clear };
}

const isShift = (count: number): boolean => Number.isInteger(count) && count >= 0 && count < WIDTH;

/** A cast to an integer type of `width` bits (1 to 64) and back to 64: its bits above are zeros, or copies of its sign; optimal. */
export function truncate(a: KnownBits, width: number, isSigned: boolean): KnownBits {
  if (width >= WIDTH) return a;
  const low = (1n << BigInt(width)) - 1n;
  const high = ALL ^ low;
  const set = a.set & low;
  const clear = a.clear & low;
  if (!isSigned) return { set, clear: clear | high };
  const sign = 1n << BigInt(width - 1);
  return { set: set & sign ? set | high : set, clear: clear & sign ? clear | high : clear };
}

/** A cast to `bool`, and `!!a`; optimal. */
export function toBool(a: KnownBits): KnownBits {
  return ofTruth(truth(a));
}

/** What is known where either may be: the bits on which both agree; optimal. */
export function join(a: KnownBits, b: KnownBits): KnownBits {
  return a === b ? a : { set: a.set & b.set, clear: a.clear & b.clear };
}

/** What is known where both hold of one value; null where they contradict each other; optimal. */
export function meet(a: KnownBits, b: KnownBits): KnownBits | null {
  const set = a.set | b.set;
  const clear = a.clear | b.clear;
  return (set & clear) === 0n ? { set, clear } : null;
}

/** True where each value that `a` may have is one that `b` may have. */
export function isWithin(a: KnownBits, b: KnownBits): boolean {
  return (b.set & ~a.set) === 0n && (b.clear & ~a.clear) === 0n;
}

/** Whether the value counts as true in a condition; optimal. */
export function truth({ set, clear }: KnownBits): Truth {
  if (set !== 0n) return true;
  return clear === ALL ? false : null;
}

/** A comparison, as signed or unsigned numbers of 64 bits; optimal for two values that do not depend on each other. */
export function compare(operator: Comparison, a: KnownBits, b: KnownBits, isSigned: boolean): Truth {
  switch (operator) {
    case '==':
      return equal(a, b);
    case '!=':
      return opposite(equal(a, b));
    case '<':
      return less(a, b, isSigned);
    case '>=':
      return opposite(less(a, b, isSigned));
    case '>':
      return less(b, a, isSigned);
    case '<=':
      return opposite(less(b, a, isSigned));
  }
}

/** `!truth`; either stays either. */
export function opposite(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function equal(a: KnownBits, b: KnownBits): Truth {
  if (((a.set & b.clear) | (a.clear & b.set)) !== 0n) return false;
  return constantOf(a) !== null && constantOf(b) !== null ? true : null;
}

function less(a: KnownBits, b: KnownBits, isSigned: boolean): Truth {
  if (largest(a, isSigned) < smallest(b, isSigned)) return true;
  return smallest(a, isSigned) >= largest(b, isSigned) ? false : null;
}

function smallest({ set, clear }: KnownBits, isSigned: boolean): bigint {
  if (!isSigned) return set;
  return BigInt.asIntN(WIDTH, clear & SIGN ? set : set | SIGN);
}

function largest({ set, clear }: KnownBits, isSigned: boolean): bigint {
  const most = ALL ^ clear;
  if (!isSigned) return most;
  return BigInt.asIntN(WIDTH, set & SIGN ? most : most & ~SIGN);
}

/**
 * What is known of x where `(x & mask) != 0` held (`isNonZero`), or `== 0`; null where it cannot have held. Optimal: of a mask
 * of several bits only the last one left is known to be set.
 */
export function refineByTest(value: KnownBits, mask: bigint, isNonZero: boolean): KnownBits | null {
  const bits = BigInt.asUintN(WIDTH, mask);
  if (!isNonZero) return (value.set & bits) === 0n ? { set: value.set, clear: value.clear | bits } : null;
  const open = bits & ~value.clear;
  if (open === 0n) return null;
  return (open & (open - 1n)) === 0n ? { set: value.set | open, clear: value.clear } : value;
}

/**
 * What is known of x where `(x & mask) == wanted` held (`isEqual`), or `!=`; null where it cannot have held. Optimal. With a
 * mask of all bits (`-1n`) it is `x == wanted`.
 */
export function refineByEquality(value: KnownBits, mask: bigint, wanted: bigint, isEqual: boolean): KnownBits | null {
  const bits = BigInt.asUintN(WIDTH, mask);
  const target = BigInt.asUintN(WIDTH, wanted);
  const isPossible = (target & ~bits) === 0n;
  if (isEqual) return isPossible ? meet(value, { set: target, clear: bits & ~target }) : null;
  const differs = (value.set & bits & ~target) | (value.clear & target);
  if (!isPossible || differs !== 0n) return value;
  const open = bits & ~(value.set | value.clear);
  if (open === 0n) return null;
  if ((open & (open - 1n)) !== 0n) return value;
  // All other bits are as wanted, so this one is not.
  return target & open ? { set: value.set, clear: value.clear | open } : { set: value.set | open, clear: value.clear };
}
