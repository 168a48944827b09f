/** Values of expressions. */
import { UNKNOWN } from '../gfp/maskValue';
import type {
  AssignExpression,
  BinaryExpression,
  ConditionalExpression,
  Expression,
  NameExpression,
} from '../syntax/ast';
import { castTo } from './cast';
import { configuredValue } from './configured';
import type { Environment } from './environment';
import { firstValue } from './firstValue';
import { type FlowGraph, flowGraphOf } from './flowGraph';
import { type Condition, type Frame, spend, valueOfThunk } from './frame';
import { noted } from './notes';
import { pathOf, rootOf } from './paths';
import { rememberTest } from './rememberTest';
import { ownName } from './scopes';
import { isMaskType, typeOf } from './types';
import {
  arithmetic,
  bitwise,
  complement,
  constantValue,
  isTelling,
  joinValues,
  outsideMask,
  pointerTo,
  unknownValue,
  type Value,
} from './value';
import { compared, not, selected } from './verdicts';

/** Of statement expressions. */
const graphs = new WeakMap<Expression, FlowGraph>();

/** What scopes write to. */
const TASK = 'current->';

/** The value of an expression; what it does to variables is done to `env`. */
export function evaluate(expression: Expression, env: Environment, frame: Frame): Value {
  spend(frame);
  const value = compute(expression, env, frame);
  frame.recorder?.value?.(expression, value);
  return value;
}

function compute(expression: Expression, env: Environment, frame: Frame): Value {
  const { engine } = frame;
  switch (expression.kind) {
    case 'number':
      return expression.value === null ? unknownValue : constantValue(expression.value);
    case 'name':
      return valueOfName(expression, env, frame);
    case 'member':
    case 'index':
      return valueOfPath(expression, env, frame);
    case 'unary':
      return unary(expression, env, frame);
    case 'binary':
      return binary(expression, env, frame);
    case 'assign': {
      const isWatched = pathOf(expression.target, env, frame)?.startsWith(TASK) === true;
      const inside = isWatched ? withConstants(frame) : frame;
      if (expression.operator === '=') {
        const before = expression.value.kind === 'initializer' ? env.clone() : env;
        const given = engine.evaluate(expression.value, env, inside);
        const held = engine.assign(expression.target, noted(given, expression, frame), env, frame);
        engine.assignStruct(expression.target, expression.value, env, frame, before);
        rememberIn(expression.target, expression.value, env, frame);
        return held;
      }
      const before = engine.evaluate(expression.target, env, frame);
      const right = engine.evaluate(expression.value, env, isTelling(before) ? withConstants(inside) : inside);
      // C does not say which side is read first, and the right one may write the left one.
      const written = argumentIn(expression.value, frame);
      const isSimple = written.kind === 'name' || written.kind === 'number';
      const left = isSimple
        ? before
        : joinValues(before, engine.evaluate(expression.target, env.clone(), { ...frame, recorder: null }));
      const result = combine(expression.operator, left, right);
      const kept = testsKept(expression, right, env, frame);
      const held = engine.assign(expression.target, noted(result, expression, frame), env, frame);
      for (const [name, test] of kept) env.rememberTest(name, test);
      return held;
    }
    case 'call':
      return engine.call(expression, env, frame);
    case 'conditional':
      return conditional(expression, env, frame);
    case 'cast':
      return castTo(expression.type, engine.evaluate(expression.value, env, frame), frame);
    case 'comma':
      engine.evaluate(expression.left, env, frame);
      return engine.evaluate(expression.right, env, frame);
    case 'statements': {
      let graph = graphs.get(expression);
      if (graph === undefined) {
        graph = flowGraphOf(expression, true);
        graphs.set(expression, graph);
      }
      const result = engine.run(graph, env.clone(), { ...frame, recorder: frame.recorder });
      if (result.exit !== null) env.become(result.exit);
      return result.value ?? unknownValue;
    }
    case 'initializer':
      for (const { value } of expression.items) engine.evaluate(value, env, frame);
      return unknownValue;
    case 'configured':
      return configuredValue(expression.condition, frame.textFile, engine);
    case 'unknown':
      engine.unread(expression, env, frame);
      return unknownValue;
    default:
      return unknownValue;
  }
}

/** Tests of a mask of which `gfp &= ~__GFP_X` leaves the bits that were tested alone. */
function testsKept({ operator, target }: AssignExpression, { now }: Value, env: Environment, frame: Frame) {
  const path = target.kind === 'name' ? pathOf(target, env, frame) : null;
  const same = operator === '&' ? now.set : operator === '|' || operator === '^' ? now.clear : 0n;
  return path === null ? [] : env.testsOf(path).filter(([name, { mask }]) => name !== path && (mask & ~same) === 0n);
}

function rememberIn(target: Expression, given: Expression, env: Environment, frame: Frame): void {
  if (target.kind !== 'name') return;
  const path = pathOf(target, env, frame);
  const type = path === null ? undefined : frame.types.get(path);
  if (path !== null && type !== undefined) rememberTest(path, type, given, env, frame);
}

/** What stands in the place of a macro's parameter. */
function argumentIn(expression: Expression, frame: Frame): Expression {
  const thunk = expression.kind === 'name' ? frame.macro?.args.get(expression.name) : undefined;
  return thunk === undefined ? expression : argumentIn(thunk.expression, thunk.frame);
}

function valueOfName(expression: NameExpression, env: Environment, frame: Frame): Value {
  const thunk = frame.macro?.args.get(expression.name);
  if (thunk !== undefined) return valueOfThunk(thunk, env);
  const name = ownName(expression.name, frame);
  const known = env.get(name);
  if (known !== undefined) return known;
  if (frame.types.has(name) || frame.entry.parameters.has(name)) return firstValue(name, env, frame);
  const flag = frame.engine.vocabulary.values.get(name);
  if (flag !== undefined)
    return constantValue(flag, true, [{ file: frame.textFile, at: expression.start, what: name }]);
  if (name === 'true' || name === 'false') return constantValue(name === 'true' ? 1n : 0n);
  if (name === 'NULL') return constantValue(0n);
  return frame.engine.named(expression, env, frame);
}

function valueOfPath(expression: Expression, env: Environment, frame: Frame): Value {
  if (expression.kind === 'member') evaluateBase(expression.object, env, frame);
  if (expression.kind === 'index') {
    evaluateBase(expression.object, env, frame);
    frame.engine.evaluate(expression.at, env, frame);
  }
  const path = pathOf(expression, env, frame);
  if (path !== null) return env.get(path) ?? firstValue(path, env, frame);
  const type = typeOf(expression, frame);
  return type !== null && isMaskType(type, frame) ? outsideMask(UNKNOWN, []) : unknownValue;
}

/** Calls in the base of a member have effects, and arguments that somebody may ask about. */
function evaluateBase(object: Expression, env: Environment, frame: Frame): void {
  if (object.kind === 'call' || object.kind === 'index' || object.kind === 'assign')
    frame.engine.evaluate(object, env, frame);
  else if (object.kind === 'member') evaluateBase(object.object, env, frame);
}

function unary(expression: Extract<Expression, { readonly kind: 'unary' }>, env: Environment, frame: Frame): Value {
  const { engine } = frame;
  const { operator, operand } = expression;
  switch (operator) {
    case '!':
      return not(engine.evaluate(operand, env, frame), engine.flagBits);
    case '~':
      return complement(engine.evaluate(operand, env, frame));
    case '-':
      return arithmetic((_, b) => -b, constantValue(0n), engine.evaluate(operand, env, frame));
    case '+':
      return engine.evaluate(operand, env, frame);
    case '&': {
      if (operand.kind !== 'name') engine.evaluate(operand, env, frame);
      const path = pathOf(operand, env, frame);
      if (path === null) return unknownValue;
      frame.exposed.add(rootOf(path));
      return pointerTo(path);
    }
    case '*': {
      engine.evaluate(operand, env, frame);
      const path = pathOf(expression, env, frame);
      return path === null ? unknownValue : (env.get(path) ?? firstValue(path, env, frame));
    }
    default: {
      const before = engine.evaluate(operand, env, frame);
      const after = arithmetic((a, b) => (operator === '++' ? a + b : a - b), before, constantValue(1n));
      const assigned = engine.assign(operand, after, env, frame);
      return expression.postfix ? before : assigned;
    }
  }
}

function binary(expression: BinaryExpression, env: Environment, frame: Frame): Value {
  const { engine } = frame;
  if (expression.operator === '&&' || expression.operator === '||') {
    const found = engine.condition(expression, env.clone(), frame);
    goOn(env, found, frame);
    return found.value;
  }
  const left = engine.evaluate(expression.left, env, frame);
  const right = engine.evaluate(expression.right, env, isTelling(left) ? withConstants(frame) : frame);
  return combine(expression.operator, left, right, engine.flagBits);
}

/** The frame in which constants are looked up. */
export function withConstants(frame: Frame): Frame {
  return frame.constants ? frame : { ...frame, constants: true };
}

/** After a condition whose outcome is only a value, both ways go on. */
function goOn(env: Environment, { whenTrue, whenFalse }: Condition, frame: Frame): void {
  if (whenTrue !== null && whenFalse !== null)
    env.become(whenTrue.join(whenFalse, (path, at) => firstValue(path, at, frame), false));
  else if (whenTrue !== null) env.become(whenTrue);
  else if (whenFalse !== null) env.become(whenFalse);
}

function combine(
  operator: Exclude<BinaryExpression['operator'], '&&' | '||'>,
  left: Value,
  right: Value,
  flagBits = 0n,
): Value {
  switch (operator) {
    case '&':
    case '|':
    case '^':
      return bitwise(operator, left, right);
    case '+':
      return arithmetic((a, b) => a + b, left, right);
    case '-':
      return arithmetic((a, b) => a - b, left, right);
    case '*':
      return arithmetic((a, b) => a * b, left, right);
    case '/':
      return arithmetic((a, b) => (b === 0n ? null : a / b), left, right, { ofSmall: true });
    case '%':
      return arithmetic((a, b) => (b === 0n ? null : a % b), left, right, { ofSmall: true });
    case '<<':
      return arithmetic((a, b) => (b > 31n ? null : a << b), left, right);
    case '>>':
      return arithmetic((a, b) => (b > 31n ? null : a >> b), left, right, { ofSmall: true });
    default:
      return compared(operator, left, right, flagBits);
  }
}

function conditional(expression: ConditionalExpression, env: Environment, frame: Frame): Value {
  const { engine } = frame;
  // Of `a ?: b` the value is a, not whether it is true.
  const tested =
    expression.whenTrue === null
      ? engine.evaluate(expression.condition, env.clone(), { ...frame, recorder: null })
      : null;
  const found = engine.condition(expression.condition, env.clone(), frame);
  const whenTrue = found.whenTrue;
  const whenFalse = found.whenFalse;
  const yes =
    whenTrue === null
      ? null
      : expression.whenTrue === null
        ? (tested ?? unknownValue)
        : engine.evaluate(expression.whenTrue, whenTrue, frame);
  const no = whenFalse === null ? null : engine.evaluate(expression.whenFalse, whenFalse, frame);
  goOn(env, found, frame);
  if (yes === null || no === null) return yes ?? no ?? unknownValue;
  const joined = joinValues(yes, no);
  return selected(found, yes, no, joined);
}
