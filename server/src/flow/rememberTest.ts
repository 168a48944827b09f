/** `bool can_wait = gfp & __GFP_DIRECT_RECLAIM;`: what `if (can_wait)` will tell of gfp. */
import { constantOf } from '../gfp/maskValue';
import type { Expression } from '../syntax/ast';
import { isExposed } from './aliases';
import type { Environment, RememberedTest } from './environment';
import type { Frame } from './frame';
import { pathOf } from './paths';
import { transparentOperand } from './transparent';
import { integerType, isBoolType, isMaskType, isPointer } from './types';

/** A variable of type `type` was given the value of `given`. */
export function rememberTest(name: string, type: string, given: Expression, env: Environment, frame: Frame): void {
  if (isPointer(type) || isMaskType(type, frame)) return;
  const isWide = isBoolType(type) || (integerType(type)?.width ?? 64) >= 32;
  const test = isWide && isVariable(name, frame) ? testIn(given, env, frame, 0) : null;
  if (test !== null && test.path !== name) env.rememberTest(name, test);
}

const MAX_DEPTH = 8;

function testIn(expression: Expression, env: Environment, frame: Frame, depth: number): RememberedTest | null {
  if (depth > MAX_DEPTH) return null;
  switch (expression.kind) {
    case 'cast':
      return isBoolType(expression.type) ? testIn(expression.value, env, frame, depth + 1) : null;
    case 'unary': {
      const inner = expression.operator === '!' ? testIn(expression.operand, env, frame, depth + 1) : null;
      return inner === null ? null : { ...inner, isNegated: !inner.isNegated };
    }
    case 'name': {
      const thunk = frame.macro?.args.get(expression.name);
      if (thunk !== undefined) return testIn(thunk.expression, env, thunk.frame, depth + 1);
      return env.testBehind(pathOf(expression, env, frame) ?? '') ?? null;
    }
    case 'call': {
      const inside = transparentOperand(expression, frame);
      if (inside !== null) return testIn(inside, env, frame, depth + 1);
      const body = frame.engine.singleReturn(expression, frame);
      return body === null ? null : testIn(body.expression, env, body.frame, depth + 1);
    }
    case 'binary':
      return expression.operator === '&' ? testOf(expression.left, expression.right, env, frame) : null;
    default:
      return null;
  }
}

function testOf(a: Expression, b: Expression, env: Environment, frame: Frame): RememberedTest | null {
  for (const [tested, by] of [
    [a, b],
    [b, a],
  ] as const) {
    const path = pathOf(tested, env, frame);
    if (path === null || !isVariable(path, frame)) continue;
    const quiet = { ...frame, recorder: null };
    const mask = constantOf(frame.engine.evaluate(by, env.clone(), quiet).now);
    if (mask !== null && mask !== 0n) return { path, mask, isNegated: false };
  }
  return null;
}

/** A variable of the function that nobody writes but by its name. */
function isVariable(path: string, frame: Frame): boolean {
  return /^[^.\-[]+$/.test(path) && (frame.types.has(path) || frame.parameters.has(path)) && !isExposed(path, frame);
}
