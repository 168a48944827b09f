/** What the interpreter knows of a value: bits in three worlds, and the gfp bits that it depends on. */

import type { KnownBits } from '../gfp/maskValue';
import * as bits from '../gfp/maskValue';
import type { Origins } from './origins';
import { joinOrigins, NO_ORIGINS } from './origins';

/** How a value came to depend on a flag: tested in place, through a variable, or through a function that tests it. */
export type Via = 'direct' | 'derived' | 'predicate';

/**
 * A value in three worlds at once. `now` is what is known under the mask that was asked for, with branches taken into account.
 * `ifSet` and `ifClear` are what it would be if every bit of every mask that comes from outside were set, or clear: where the two
 * differ, the value depends on the bit, and they tell which side of a branch a flag opens.
 */
export class Value {
  /** All values are made here: objects of one shape are what the interpreter's hot loops want. */
  declare private readonly made: never;

  constructor(
    readonly now: KnownBits,
    readonly ifSet: KnownBits,
    readonly ifClear: KnownBits,
    /** True for masks; their bits speak for themselves. */
    readonly isMask: boolean = false,
    /** Of other values: the gfp bits that were tested on the way to it. */
    readonly deps: bigint = 0n,
    /** Those of `deps` that were not known when they were tested. */
    readonly undecided: bigint = 0n,
    readonly via: Via = 'direct',
    /** Access path of the object that a pointer points to (`sc` for `&sc`), null where it is not known. */
    readonly address: string | null = null,
    readonly origins: Origins = NO_ORIGINS,
  ) {}

  /** The same value but for what is given. */
  with(changed: Partial<ValueParts>): Value {
    return new Value(
      changed.now ?? this.now,
      changed.ifSet ?? this.ifSet,
      changed.ifClear ?? this.ifClear,
      changed.isMask ?? this.isMask,
      changed.deps ?? this.deps,
      changed.undecided ?? this.undecided,
      changed.via ?? this.via,
      changed.address === undefined ? this.address : changed.address,
      changed.origins ?? this.origins,
    );
  }
}

export type ValueParts = Omit<Value, 'with'>;

export type Truth = bits.Truth;

/** A value of which nothing is known. */
export const unknownValue = new Value(bits.UNKNOWN, bits.UNKNOWN, bits.UNKNOWN);

export function constantValue(value: bigint, isMask = false, origins: Origins = NO_ORIGINS): Value {
  const known = bits.constant(value);
  return new Value(known, known, known, isMask, 0n, 0n, 'direct', null, origins);
}

const EVERY_BIT = bits.constant(-1n);

/** A mask that comes from outside: all of its bits set in one world, clear in the other. */
export function outsideMask(now: KnownBits, origins: Origins): Value {
  return new Value(now, EVERY_BIT, bits.ZERO, true, 0n, 0n, 'direct', null, origins);
}

export function pointerTo(path: string): Value {
  return unknownValue.with({ address: path });
}

/** The value of an int whose lower bit alone may be set. */
export function booleanValue(now: Truth, ifSet: Truth, ifClear: Truth, rest: Partial<ValueParts> = {}): Value {
  return new Value(bits.ofTruth(now), bits.ofTruth(ifSet), bits.ofTruth(ifClear)).with(rest);
}

/** True where a C condition made of these bits holds, null where that is not known. */
export const truthOf = bits.truth;

/** Bits of a mask that differ between the worlds: those that somebody outside decides. */
export function variableBits(value: Value): bigint {
  const { ifSet, ifClear } = value;
  return bits.differing(ifSet, ifClear);
}

type Lanes = (a: KnownBits, b: KnownBits) => KnownBits;

/** An operation on each of the worlds; the result comes from where both came from. */
function eachLane(
  op: Lanes,
  a: Value,
  b: Value,
  isMask = false,
  deps = 0n,
  undecided = 0n,
  via: Via = 'direct',
  address: string | null = null,
): Value {
  const now = op(a.now, b.now);
  const isOne = isOneLane(a) && isOneLane(b);
  const ifSet = isOne ? now : op(a.ifSet, b.ifSet);
  const ifClear = isOne ? now : op(a.ifClear, b.ifClear);
  return new Value(now, ifSet, ifClear, isMask, deps, undecided, via, address, joinOrigins(a.origins, b.origins));
}

/** True for most values: nothing that comes from outside is in them. */
function isOneLane({ now, ifSet, ifClear }: Value): boolean {
  return now === ifSet && now === ifClear;
}

/** `&`, `|`, `^`: masks stay masks; of other values only booleans keep what they depend on. */
export function bitwise(operator: '&' | '|' | '^', a: Value, b: Value): Value {
  const op = operator === '&' ? bits.and : operator === '|' ? bits.or : bits.xor;
  const isMask = a.isMask || b.isMask;
  const keeps = !isMask && isBoolean(a) && isBoolean(b);
  const deps = keeps ? a.deps | b.deps : 0n;
  const undecided = keeps ? a.undecided | b.undecided : 0n;
  return eachLane(op, a, b, isMask, deps, undecided, weaker(a, b));
}

export function complement(a: Value): Value {
  const lanes = { now: bits.not(a.now), ifSet: bits.not(a.ifSet), ifClear: bits.not(a.ifClear) };
  return a.with({ ...lanes, deps: 0n, undecided: 0n, address: null });
}

const MOST_INT = 0x7fffffffn;

/**
 * Arithmetic and shifts: a number that is no longer a mask. Exact where both operands are known and the result is one that any
 * integer type holds; with `ofSmall`, where the operands are.
 */
export function arithmetic(
  compute: (a: bigint, b: bigint) => bigint | null,
  a: Value,
  b: Value,
  options: { readonly ofSmall?: boolean } = {},
): Value {
  const lane: Lanes = (x, y) => {
    const [left, right] = [bits.constantOf(x), bits.constantOf(y)];
    if (left === null || right === null) return bits.UNKNOWN;
    // What is negative, or unsigned and large, is not told apart.
    if (options.ofSmall && (left > MOST_INT || right > MOST_INT)) return bits.UNKNOWN;
    const result = compute(left, right);
    if (result === null) return bits.UNKNOWN;
    if (result >= 0n && result <= MOST_INT) return bits.constant(result);
    // Above 31 bits it hangs on the type.
    const low = BigInt.asUintN(32, result);
    return bits.ofBits(low, ~low & 0xffffffffn);
  };
  return eachLane(lane, a, b);
}

/** What both have in common: where two ways meet. */
export function joinValues(a: Value, b: Value): Value {
  if (a === b) return a;
  const joined = eachLane(
    bits.join,
    a,
    b,
    a.isMask || b.isMask,
    a.deps === b.deps ? a.deps : a.deps | b.deps,
    a.undecided === b.undecided ? a.undecided : a.undecided | b.undecided,
    weaker(a, b),
    a.address === b.address ? a.address : null,
  );
  return sameValue(joined, a) && joined.origins === a.origins ? a : joined;
}

export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  return (
    bits.isSame(a.now, b.now) &&
    bits.isSame(a.ifSet, b.ifSet) &&
    bits.isSame(a.ifClear, b.ifClear) &&
    a.isMask === b.isMask &&
    a.deps === b.deps &&
    a.undecided === b.undecided &&
    a.via === b.via &&
    a.address === b.address
  );
}

/** Conversion to an integer of `width` bits; a bool is 0 or 1. */
export function converted(value: Value, width: number, isSigned: boolean): Value {
  if (width >= 64) return value;
  const cut = (known: KnownBits): KnownBits => bits.truncate(known, width, isSigned);
  const now = cut(value.now);
  if (isOneLane(value)) return value.with({ now, ifSet: now, ifClear: now });
  return value.with({ now, ifSet: cut(value.ifSet), ifClear: cut(value.ifClear) });
}

export function isBoolean(value: Value): boolean {
  return value.now.isBoolean && value.ifSet.isBoolean && value.ifClear.isBoolean;
}

const strength: Record<Via, number> = { direct: 0, derived: 1, predicate: 2 };

/** The way that is further from the test, of values that depend on a flag. */
export function weaker(a: Value, b: Value): Via {
  if (!dependsOnFlags(a)) return b.via;
  if (!dependsOnFlags(b)) return a.via;
  return strength[a.via] >= strength[b.via] ? a.via : b.via;
}

export function dependsOnFlags(value: Value): boolean {
  return value.isMask ? bits.differs(value.ifSet, value.ifClear) : value.deps !== 0n;
}

/** True for a value beside which a constant can tell something. */
export function isTelling(value: Value): boolean {
  return value.isMask || value.deps !== 0n || !value.now.isNothing;
}

/** Each bit of a number, lowest first. */
export function singleBits(bits: bigint): bigint[] {
  const found: bigint[] = [];
  for (let rest = bits; rest !== 0n; rest &= rest - 1n) found.push(rest & -rest);
  return found;
}
