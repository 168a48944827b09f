/**
 * Known bits: what is known of an integer while code is read, as two masks over 64 bits in two's complement. A bit in neither
 * is unknown. Every operation here is sound: it never claims a bit that some value of its operands contradicts. *Optimal*
 * means that no more could be claimed; said where it holds.
 */

/**
 * Bits that are known to be set, and to be clear: disjoint, 64 of each. They are kept as pairs of 32-bit integers, lower half first, on
 * which the interpreter's commonest operations work without a BigInt.
 */
export class KnownBits {
  /** @param s0 lower half of the set bits; c0 of the clear ones; s1 and c1 the upper halves; all signed 32-bit integers */
  constructor(
    readonly s0: number,
    readonly s1: number,
    readonly c0: number,
    readonly c1: number,
  ) {}

  /** As an unsigned number of 64 bits. */
  get set(): bigint {
    return joinedHalves(this.s0, this.s1);
  }

  /** As an unsigned number of 64 bits. */
  get clear(): bigint {
    return joinedHalves(this.c0, this.c1);
  }

  /** True where not one bit is known. */
  get isNothing(): boolean {
    return (this.s0 | this.s1 | this.c0 | this.c1) === 0;
  }

  /** True where every bit is known. */
  get isConstant(): boolean {
    return (this.s0 | this.c0) === -1 && (this.s1 | this.c1) === -1;
  }

  /** True for 0. */
  get isZero(): boolean {
    return (this.c0 & this.c1) === -1;
  }

  /** True where no bit but the lowest may be set. */
  get isBoolean(): boolean {
    return (this.c0 | 1) === -1 && this.c1 === -1;
  }
}

function joinedHalves(low: number, high: number): bigint {
  return high === 0 ? BigInt(low >>> 0) : (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/** Known bits of two disjoint numbers; bits beyond the 64th are left out. */
export function ofBits(set: bigint, clear: bigint): KnownBits {
  return new KnownBits(lowHalf(set), highHalf(set), lowHalf(clear), highHalf(clear));
}

function lowHalf(bits: bigint): number {
  return Number(BigInt.asIntN(32, bits));
}

function highHalf(bits: bigint): number {
  return Number(BigInt.asIntN(32, bits >> 32n));
}

/** A condition's value: null is "either". */
export type Truth = boolean | null;

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

const ALL = 0xffff_ffff_ffff_ffffn;
const SIGN = 1n << 63n;
const WIDTH = 64;

/** Nothing is known. */
export const UNKNOWN = new KnownBits(0, 0, 0, 0);
/** 0 or 1: what comparisons give. */
export const EITHER = new KnownBits(0, 0, ~1, -1);

/** Constants that were asked for before: masks of a kernel are few, and come again and again. */
const constants = new Map<bigint, KnownBits>();
const MOST_CONSTANTS = 4096;

/** All bits known. Negative values and values of more than 64 bits wrap. */
export function constant(value: bigint): KnownBits {
  const known = constants.get(value);
  if (known !== undefined) return known;
  const made = ofBits(value, ~value);
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
export function constantOf(known: KnownBits): bigint | null {
  return known.isConstant ? known.set : null;
}

export function isSame(a: KnownBits, b: KnownBits): boolean {
  return a === b || (a.s0 === b.s0 && a.s1 === b.s1 && a.c0 === b.c0 && a.c1 === b.c1);
}

/** `a & b`; optimal. */
export function and(a: KnownBits, b: KnownBits): KnownBits {
  return new KnownBits(a.s0 & b.s0, a.s1 & b.s1, a.c0 | b.c0, a.c1 | b.c1);
}

/** `a | b`; optimal. */
export function or(a: KnownBits, b: KnownBits): KnownBits {
  return new KnownBits(a.s0 | b.s0, a.s1 | b.s1, a.c0 & b.c0, a.c1 & b.c1);
}

/** `a ^ b`; optimal. */
export function xor(a: KnownBits, b: KnownBits): KnownBits {
  return new KnownBits(
    (a.s0 & b.c0) | (a.c0 & b.s0),
    (a.s1 & b.c1) | (a.c1 & b.s1),
    (a.s0 & b.s0) | (a.c0 & b.c0),
    (a.s1 & b.s1) | (a.c1 & b.c1),
  );
}

/** `~a`; optimal. */
export function not(a: KnownBits): KnownBits {
  return new KnownBits(a.c0, a.c1, a.s0, a.s1);
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
  return ofBits(least & known, (ALL ^ most) & known);
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
  return ofBits(product & low, ~product & low);
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
  return ofBits(a.set << by, (a.clear << by) | ((1n << by) - 1n));
}

/** `a >> count`, zeros or (of a signed value) the sign bit moving in; optimal. */
export function shiftRight(a: KnownBits, count: number, isSigned: boolean): KnownBits {
  if (!isShift(count)) return UNKNOWN;
  const by = BigInt(count);
  const filled = ALL ^ (ALL >> by);
  const set = a.set >> by;
  const clear = a.clear >> by;
  if (!isSigned) return ofBits(set, clear | filled);
  return ofBits(a.s1 < 0 ? set | filled : set, a.c1 < 0 ? clear | filled : clear);
}

const isShift = (count: number): boolean => Number.isInteger(count) && count >= 0 && count < WIDTH;

/** A cast to an integer type of `width` bits (1 to 64) and back to 64: its bits above are zeros, or copies of its sign; optimal. */
export function truncate(a: KnownBits, width: number, isSigned: boolean): KnownBits {
  if (width >= WIDTH) return a;
  if (width === 32) return new KnownBits(a.s0, isSigned ? a.s0 >> 31 : 0, a.c0, isSigned ? a.c0 >> 31 : -1);
  const low = (1n << BigInt(width)) - 1n;
  const high = ALL ^ low;
  const set = a.set & low;
  const clear = a.clear & low;
  if (!isSigned) return ofBits(set, clear | high);
  const sign = 1n << BigInt(width - 1);
  return ofBits(set & sign ? set | high : set, clear & sign ? clear | high : clear);
}

/** A cast to `bool`, and `!!a`; optimal. */
export function toBool(a: KnownBits): KnownBits {
  return ofTruth(truth(a));
}

/** What is known where either may be: the bits on which both agree; optimal. */
export function join(a: KnownBits, b: KnownBits): KnownBits {
  if (a === b) return a;
  const s0 = a.s0 & b.s0;
  const s1 = a.s1 & b.s1;
  const c0 = a.c0 & b.c0;
  const c1 = a.c1 & b.c1;
  const isA = s0 === a.s0 && s1 === a.s1 && c0 === a.c0 && c1 === a.c1;
  return isA ? a : new KnownBits(s0, s1, c0, c1);
}

/** Bits that are not known to be the same in both. */
export function differing(a: KnownBits, b: KnownBits): bigint {
  return joinedHalves(differingHalf(a.s0, a.c0, b.s0, b.c0), differingHalf(a.s1, a.c1, b.s1, b.c1));
}

/** True where `differing` is not 0. */
export function differs(a: KnownBits, b: KnownBits): boolean {
  return (differingHalf(a.s0, a.c0, b.s0, b.c0) | differingHalf(a.s1, a.c1, b.s1, b.c1)) !== 0;
}

function differingHalf(setA: number, clearA: number, setB: number, clearB: number): number {
  return ~((setA & setB) | (clearA & clearB));
}

/** What is known where both hold of one value; null where they contradict each other; optimal. */
export function meet(a: KnownBits, b: KnownBits): KnownBits | null {
  const s0 = a.s0 | b.s0;
  const s1 = a.s1 | b.s1;
  const c0 = a.c0 | b.c0;
  const c1 = a.c1 | b.c1;
  return ((s0 & c0) | (s1 & c1)) === 0 ? new KnownBits(s0, s1, c0, c1) : null;
}

/** True where each value that `a` may have is one that `b` may have. */
export function isWithin(a: KnownBits, b: KnownBits): boolean {
  return (b.set & ~a.set) === 0n && (b.clear & ~a.clear) === 0n;
}

/** Whether the value counts as true in a condition; optimal. */
export function truth(known: KnownBits): Truth {
  if ((known.s0 | known.s1) !== 0) return true;
  return known.isZero ? false : null;
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
  if (((a.s0 & b.c0) | (a.c0 & b.s0) | (a.s1 & b.c1) | (a.c1 & b.s1)) !== 0) return false;
  return a.isConstant && b.isConstant ? true : null;
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
  if (!isNonZero) return (value.set & bits) === 0n ? ofBits(value.set, value.clear | bits) : null;
  const open = bits & ~value.clear;
  if (open === 0n) return null;
  return (open & (open - 1n)) === 0n ? ofBits(value.set | open, value.clear) : value;
}

/**
 * What is known of x where `(x & mask) == wanted` held (`isEqual`), or `!=`; null where it cannot have held. Optimal. With a
 * mask of all bits (`-1n`) it is `x == wanted`.
 */
export function refineByEquality(value: KnownBits, mask: bigint, wanted: bigint, isEqual: boolean): KnownBits | null {
  const bits = BigInt.asUintN(WIDTH, mask);
  const target = BigInt.asUintN(WIDTH, wanted);
  const isPossible = (target & ~bits) === 0n;
  if (isEqual) return isPossible ? meet(value, ofBits(target, bits & ~target)) : null;
  const differs = (value.set & bits & ~target) | (value.clear & target);
  if (!isPossible || differs !== 0n) return value;
  const open = bits & ~(value.set | value.clear);
  if (open === 0n) return null;
  if ((open & (open - 1n)) !== 0n) return value;
  // All other bits are as wanted, so this one is not.
  return target & open ? ofBits(value.set, value.clear | open) : ofBits(value.set | open, value.clear);
}
