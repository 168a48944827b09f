/** What holds once a condition is known to be true, or false. */
import { constantOf, type KnownBits, meet, ofBits, ZERO } from '../gfp/maskValue';
import type { Expression } from '../syntax/ast';
import type { Environment } from './environment';
import { firstValue } from './firstValue';
import type { Frame } from './frame';
import { pathOf } from './paths';
import { integerType, isBoolType, isMaskType } from './types';
import { truthOf, type Value } from './value';
import { assigns } from './walk';

/** `env` with what the outcome tells about variables; null where it contradicts what is known. */
export function refined(expression: Expression, holds: boolean, env: Environment, frame: Frame): Environment | null {
  const at = plain(expression);
  switch (at.kind) {
    case 'binary':
      return refineBinary(at, holds, env, frame);
    case 'unary':
      return at.operator === '!' ? refined(at.operand, !holds, env, frame) : refineTruth(at, holds, env, frame);
    case 'assign':
      return refined(at.target, holds, env, frame);
    case 'cast':
      // Nothing is left of a value of which a narrow type took the rest.
      return keepsAll(at.type, frame) || holds ? refined(at.value, holds, env, frame) : env;
    case 'name': {
      const thunk = frame.macro?.args.get(at.name);
      return thunk === undefined
        ? refineTruth(at, holds, env, frame)
        : refined(thunk.expression, holds, env, thunk.frame);
    }
    case 'member':
      return refineTruth(at, holds, env, frame);
    case 'call': {
      const body = frame.engine.singleReturn(at, frame);
      return body === null ? env : refined(body.expression, holds, env, body.frame);
    }
    default:
      return env;
  }
}

/** True for a cast that takes nothing away: to a mask, to an integer of the machine's width. */
function keepsAll(type: string, frame: Frame): boolean {
  const integer = integerType(type);
  return !isBoolType(type) && (isMaskType(type, frame) || integer === null || integer.width >= 32);
}

function plain(expression: Expression): Expression {
  let at = expression;
  while (at.kind === 'unary' && at.operator === '!' && at.operand.kind === 'unary' && at.operand.operator === '!')
    at = at.operand.operand;
  return at;
}

function refineBinary(
  expression: Extract<Expression, { readonly kind: 'binary' }>,
  holds: boolean,
  env: Environment,
  frame: Frame,
): Environment | null {
  const { operator } = expression;
  if (operator === '&&' || operator === '||') {
    // Each operand is known where all of them must be so.
    if (holds !== (operator === '&&') || assigns(expression)) return env;
    const first = refined(expression.left, holds, env, frame);
    return first === null ? null : refined(expression.right, holds, first, frame);
  }
  if (operator === '&') return refineTest(expression.left, expression.right, 'any', holds, env, frame);
  if (operator !== '==' && operator !== '!=') return env;
  const equal = holds === (operator === '==');
  const value = quietly(expression.right, env, frame);
  const right = constantOf(value.now);
  if (right === null) return env;
  const left = plain(expression.left);
  // (x & mask) == constant
  if (left.kind === 'binary' && left.operator === '&') {
    if (right === 0n) return refineTest(left.left, left.right, 'any', !equal, env, frame);
    return equal ? refineTest(left.left, left.right, right, true, env, frame) : env;
  }
  if (!equal) return right === 0n ? refined(left, true, env, frame) : env;
  // Of what may be negative only what an int holds: -1 == 0xffffffff.
  const width = right > 0x7fffffffn ? 0xffffffffn : 0xffffffffffffffffn;
  return narrow(left, ofBits(right & width, ~right & width), env, frame);
}

/** `x & mask` is not zero ('any'), or is the given bits; where it does not hold, is zero. */
function refineTest(
  a: Expression,
  b: Expression,
  wanted: 'any' | bigint,
  holds: boolean,
  env: Environment,
  frame: Frame,
): Environment | null {
  const [left, right] = [quietly(a, env, frame), quietly(b, env, frame)];
  if (wanted === 'any' && !holds && constantOf(left.now) === null && constantOf(right.now) === null) {
    // What is surely set in one is surely clear in the other.
    const narrowed = narrow(a, ofBits(0n, right.now.set), env, frame);
    return narrowed === null ? null : narrow(b, ofBits(0n, left.now.set), narrowed, frame);
  }
  const [target, mask] = constantOf(right.now) !== null ? [a, constantOf(right.now)!] : [b, constantOf(left.now) ?? 0n];
  const value = target === a ? left : right;
  if (mask === 0n) return env;
  if (wanted === 'any') {
    if (!holds) return narrow(target, ofBits(0n, mask), env, frame);
    // One bit alone can have made it true.
    const candidates = mask & ~value.now.clear;
    return isSingle(candidates) ? narrow(target, ofBits(candidates, 0n), env, frame) : env;
  }
  if ((wanted & ~mask) !== 0n) return null;
  return narrow(target, ofBits(wanted & mask, mask & ~wanted), env, frame);
}

function refineTruth(target: Expression, holds: boolean, env: Environment, frame: Frame): Environment | null {
  const own = refineOwnTruth(target, holds, env, frame);
  if (own === null) return null;
  const path = pathOf(plain(target), own, frame);
  const test = path === null ? undefined : own.testBehind(path);
  if (test === undefined) return own;
  if (holds === test.isNegated) return narrowPath(test.path, ofBits(0n, test.mask), own, frame);
  const known = (own.get(test.path) ?? firstValue(test.path, own, frame)).now;
  const candidates = test.mask & ~known.clear;
  return isSingle(candidates) ? narrowPath(test.path, ofBits(candidates, 0n), own, frame) : own;
}

function refineOwnTruth(target: Expression, holds: boolean, env: Environment, frame: Frame): Environment | null {
  if (!holds) return narrow(target, ZERO, env, frame);
  const value = quietly(target, env, frame);
  if (truthOf(value.now) !== null) return env;
  const candidates = ~(value.now.set | value.now.clear) & 0xffffffffffffffffn;
  return isSingle(candidates) ? narrow(target, ofBits(candidates, 0n), env, frame) : env;
}

function narrow(target: Expression, known: KnownBits, env: Environment, frame: Frame): Environment | null {
  const at = plain(target);
  if (at.kind === 'cast') return keepsAll(at.type, frame) ? narrow(at.value, known, env, frame) : env;
  const path = pathOf(at, env, frame);
  return path === null || path.includes('[]') ? env : narrowPath(path, known, env, frame);
}

export function narrowPath(path: string, known: KnownBits, env: Environment, frame: Frame): Environment | null {
  const value = env.get(path) ?? firstValue(path, env, frame);
  // A value of which nothing was known and that is no mask is not worth a place.
  if (!value.isMask && value.now.isNothing && value.deps === 0n && !env.get(path)) {
    if (known.set === 0n && !known.isZero) return env;
  }
  const now = meet(value.now, known);
  if (now === null) return null;
  env.narrow(path, value.with({ now }));
  return env;
}

/** A value without telling the recorder, and without what evaluating it would change. */
function quietly(expression: Expression, env: Environment, frame: Frame): Value {
  return frame.engine.evaluate(expression, env.clone(), { ...frame, recorder: null });
}

function isSingle(bits: bigint): boolean {
  return bits !== 0n && (bits & (bits - 1n)) === 0n;
}
