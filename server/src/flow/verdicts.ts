/** Yes and no: comparisons, negation, and what a value chosen by a condition depends on. */
import { type Comparison, compare, constantOf, join, type KnownBits, opposite } from '../gfp/maskValue';
import { type Condition, depsOf, undecidedOf } from './frame';
import { joinOrigins } from './origins';
import { booleanValue, type Truth, truthOf, type Value, variableBits, weaker } from './value';

/** `!value` */
export function not(value: Value, flagBits: bigint): Value {
  const turned = (known: KnownBits): Truth => turn(truthOf(known));
  return booleanValue(turned(value.now), turned(value.ifSet), turned(value.ifClear), {
    deps: depsOf(value, flagBits),
    undecided: undecidedOf(value, flagBits),
    via: value.via,
    origins: value.origins,
  });
}

export const turn = opposite;

/** `left == right` and its kin. A mask that is compared as a whole depends on the flags that the other side names. */
export function compared(operator: Comparison, left: Value, right: Value, flagBits: bigint): Value {
  const lane = (a: KnownBits, b: KnownBits): Truth => comparedLane(operator, a, b);
  const isEquality = operator === '==' || operator === '!=';
  const deps = isEquality ? comparedBits(left, right, flagBits) : 0n;
  const known = (value: Value): bigint => (value.isMask ? value.now.set | value.now.clear : ~value.undecided);
  return booleanValue(lane(left.now, right.now), lane(left.ifSet, right.ifSet), lane(left.ifClear, right.ifClear), {
    deps,
    undecided: deps & ~(known(left) & known(right)),
    via: weaker(left, right),
    origins: joinOrigins(left.origins, right.origins),
  });
}

const LOW = 0xffffffffn;

/** Of which width and sign the operands are is not known here: where the answer hangs on that, there is none. */
function comparedLane(operator: Comparison, a: KnownBits, b: KnownBits): Truth {
  const answer = compare(operator, a, b, true);
  if (answer === null) return null;
  if (operator === '==' || operator === '!=') {
    // -1 == 0xffffffff, as ints are.
    const low = ((a.set & b.clear) | (a.clear & b.set)) & LOW;
    const isEqual = answer === (operator === '==');
    return isEqual || low !== 0n || !(canBeNegative(a) || canBeNegative(b)) ? answer : null;
  }
  return canBeNegative(a) || canBeNegative(b) ? null : answer;
}

/** As an int, or as a number of 64 bits. */
function canBeNegative({ c0, c1 }: KnownBits): boolean {
  return c1 !== -1 || c0 >= 0;
}

function booleanDeps(value: Value): bigint {
  return value.isMask ? 0n : value.deps;
}

function countOf(bits: bigint): number {
  let count = 0;
  for (let rest = bits; rest !== 0n; rest &= rest - 1n) count++;
  return count;
}

function comparedBits(left: Value, right: Value, flagBits: bigint): bigint {
  let deps = booleanDeps(left) | booleanDeps(right);
  for (const [mask, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!mask.isMask) continue;
    const variable = variableBits(mask) & flagBits;
    const constant = constantOf(other.ifSet);
    if (variable === 0n) continue;
    const isWhole = countOf(variable) * 2 > countOf(flagBits);
    // A mask with some flags taken off is as good as a whole one. `gfp == GFP_ATOMIC` asks for the flags of GFP_ATOMIC; `(gfp & mask) == x` for all flags of mask.
    if (!isWhole) deps |= variable;
    else if (constant !== null) deps |= constant & flagBits;
  }
  return deps;
}

/** The value of `condition ? yes : no`, in each world the one that the condition chooses there. */
export function selected({ truth, value }: Condition, yes: Value, no: Value, joined: Value): Value {
  const pick = (chosen: Truth, a: KnownBits, b: KnownBits): KnownBits =>
    chosen === null ? join(a, b) : chosen ? a : b;
  return joined.with({
    now: pick(truth.now, yes.now, no.now),
    ifSet: pick(truth.ifSet, yes.ifSet, no.ifSet),
    ifClear: pick(truth.ifClear, yes.ifClear, no.ifClear),
    deps: joined.isMask ? 0n : joined.deps | value.deps,
    undecided: joined.isMask ? 0n : joined.undecided | value.undecided,
    via: value.deps !== 0n ? value.via : joined.via,
  });
}

/** Both, either: on three values. */
export const both = (a: Truth, b: Truth): Truth =>
  a === false || b === false ? false : a === null || b === null ? null : true;
export const either = (a: Truth, b: Truth): Truth => turn(both(turn(a), turn(b)));
