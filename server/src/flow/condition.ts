/** Conditions: which side can be reached, and what is known there. */
import type { BinaryExpression, Expression } from '../syntax/ast';
import type { Environment } from './environment';
import { firstValue } from './firstValue';
import { type Condition, depsOf, type Frame, spend, undecidedOf } from './frame';
import { joinOrigins } from './origins';
import { refined } from './refine';
import { refinedByTrial, triedMask } from './refineByTrial';
import { transparentOperand } from './transparent';
import { booleanValue, singleBits, type Truth, truthOf, type Value, weaker } from './value';
import { both, either, not, turn } from './verdicts';

/** Splits at `&&`, `||`, `!` and macros such as `unlikely()`, down to conditions that are not made of others. `env` is used up. */
export function condition(expression: Expression, env: Environment, frame: Frame): Condition {
  spend(frame);
  if (expression.kind === 'binary' && (expression.operator === '&&' || expression.operator === '||'))
    return twoConditions(expression, env, frame);
  if (expression.kind === 'unary' && expression.operator === '!') {
    const inner = frame.engine.condition(expression.operand, env, frame);
    return {
      value: not(inner.value, frame.engine.flagBits),
      truth: { now: turn(inner.truth.now), ifSet: turn(inner.truth.ifSet), ifClear: turn(inner.truth.ifClear) },
      whenTrue: inner.whenFalse,
      whenFalse: inner.whenTrue,
    };
  }
  if (expression.kind === 'comma') {
    frame.engine.evaluate(expression.left, env, frame);
    return frame.engine.condition(expression.right, env, frame);
  }
  const inside = expression.kind === 'call' ? transparentOperand(expression, frame) : null;
  if (inside !== null) {
    const found = frame.engine.condition(inside, env, frame);
    frame.recorder?.composite?.(expression, found);
    return found;
  }
  return leaf(expression, env, frame);
}

function leaf(expression: Expression, env: Environment, frame: Frame): Condition {
  const { flagBits } = frame.engine;
  const before = env.clone();
  const value = frame.engine.evaluate(expression, env, frame);
  const truth = { now: truthOf(value.now), ifSet: truthOf(value.ifSet), ifClear: truthOf(value.ifClear) };
  const found: Condition = {
    value: booleanValue(truth.now, truth.ifSet, truth.ifClear, {
      deps: depsOf(value, flagBits),
      undecided: undecidedOf(value, flagBits),
      via: value.via,
      origins: value.origins,
    }),
    truth,
    ...sidesOf(expression, truth.now, depsOf(value, flagBits) !== 0n && frame.explores, env, frame, {
      before,
      flags: depsOf(value, flagBits),
    }),
  };
  frame.recorder?.condition?.(expression, found);
  return found;
}

/** What is known on either side. With `both`, a side that the mask rules out is read all the same. */
function sidesOf(
  expression: Expression,
  now: Truth,
  both: boolean,
  env: Environment,
  frame: Frame,
  { before, flags }: { readonly before: Environment; readonly flags: bigint },
): Pick<Condition, 'whenTrue' | 'whenFalse'> {
  // Whoever lists gates asks what a flag decides, not what it is; a trial takes as long as all else there.
  const isTried = !frame.explores && flags !== 0n && flags !== frame.engine.flagBits;
  const path = isTried ? triedMask(expression, before, frame) : null;
  const told = (holds: boolean): Environment | null => {
    const found = refined(expression, holds, env.clone(), frame);
    if (found === null || path === null) return found;
    return refinedByTrial(expression, holds, { path, flags: singleBits(flags), before }, found, frame);
  };
  const side = (holds: boolean): Environment | null => {
    if (now !== !holds) return told(holds) ?? (both ? env.clone() : null);
    return both ? env.clone() : null;
  };
  return { whenTrue: side(true), whenFalse: side(false) };
}

function twoConditions(expression: BinaryExpression, env: Environment, frame: Frame): Condition {
  const isAnd = expression.operator === '&&';
  const first = frame.engine.condition(expression.left, env, frame);
  const goesOn = isAnd ? first.whenTrue : first.whenFalse;
  const leaves = isAnd ? first.whenFalse : first.whenTrue;
  if (goesOn === null) return first;
  const second = frame.engine.condition(expression.right, goesOn, frame);
  const combine = isAnd ? both : either;
  const truth = {
    now: combine(first.truth.now, second.truth.now),
    ifSet: combine(first.truth.ifSet, second.truth.ifSet),
    ifClear: combine(first.truth.ifClear, second.truth.ifClear),
  };
  const meets = (path: string, at: Environment): Value => firstValue(path, at, frame);
  const met = (a: Environment | null, b: Environment | null): Environment | null =>
    a === null || b === null ? (a ?? b) : a.join(b, meets, false);
  const shortcut = met(leaves, isAnd ? second.whenFalse : second.whenTrue);
  const found: Condition = {
    value: booleanValue(truth.now, truth.ifSet, truth.ifClear, {
      deps: first.value.deps | second.value.deps,
      undecided: first.value.undecided | second.value.undecided,
      via: weaker(first.value, second.value),
      origins: joinOrigins(first.value.origins, second.value.origins),
    }),
    truth,
    whenTrue: isAnd ? second.whenTrue : shortcut,
    whenFalse: isAnd ? shortcut : second.whenFalse,
  };
  frame.recorder?.composite?.(expression, found);
  return found;
}
