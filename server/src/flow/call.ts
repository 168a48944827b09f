/** Calls: macros are expanded, functions that say something about masks are interpreted, others are asked what they may change. */
import { UNKNOWN } from '../gfp/maskValue';
import type { CallExpression, Expression } from '../syntax/ast';
import { spoil } from './clobber';
import type { Environment } from './environment';
import { depsOf, type Frame, type Recorder, type Thunk, valueOfThunk } from './frame';
import { type Argument, callFunction } from './functionCall';
import { expandMacro } from './macroCall';
import { isMaskType } from './types';
import { joinValues, outsideMask, unknownValue, type Value } from './value';

/** More definitions than this of one name are not all looked into. */
const MOST_CANDIDATES = 4;

export function call(expression: CallExpression, env: Environment, frame: Frame): Value {
  const { code } = frame.engine;
  const args = spread(expression.args, frame);
  const name = calleeName(expression.callee, frame);
  if (name === null) return unknownCallee(expression, args, env, frame);
  if (name.startsWith('__builtin_')) return builtin(name, args, env);
  const defs = code.names.definitions(name, frame.file);
  const [first] = defs;
  if (first !== undefined && code.index.defKind(first) === 'macro') {
    // What the arguments are is told once; the macro may use them never, or several times.
    const quiet = { ...frame, recorder: withoutConditions(frame.recorder) };
    const values = args.map((arg) =>
      arg.frame.recorder === null
        ? valueOfThunk(arg, env.clone())
        : evaluated(arg, env.clone(), arg.frame === frame ? quiet : arg.frame),
    );
    frame.recorder?.call?.(expression, values, env, frame);
    return expandMacro(first, expression, args, env, frame);
  }
  const given: Argument[] = args.map((arg) => ({ ...arg, value: evaluated(arg, env, arg.frame) }));
  frame.recorder?.call?.(
    expression,
    given.map(({ value }) => value),
    env,
    frame,
  );
  let result: Value | null = null;
  for (const def of defs.slice(0, MOST_CANDIDATES)) {
    const one = callFunction(def, given, env, frame) ?? opaque(def, given, env, frame);
    result = result === null ? one : joinValues(result, one);
  }
  if (result !== null) return result;
  spoil(null, given, env, frame);
  return unknownValue;
}

/** A function whose body says nothing that is followed. */
function opaque(def: number, args: readonly Argument[], env: Environment, frame: Frame): Value {
  const { code, flagBits } = frame.engine;
  if (args.some(({ value }) => value.isMask && depsOf(value, flagBits) === flagBits)) frame.handsOn.yes = true;
  spoil(def, args, env, frame);
  const type = code.names.returnType(def);
  if (type === null || !isMaskType(type, frame)) return unknownValue;
  const what = `${code.index.defName(def)}() gives it`;
  return outsideMask(UNKNOWN, [{ file: code.index.defFile(def), at: -1, what }]);
}

function unknownCallee(expression: CallExpression, args: readonly Thunk[], env: Environment, frame: Frame): Value {
  if (expression.callee.kind === 'call') frame.engine.evaluate(expression.callee, env, frame);
  const given = args.map((arg) => ({ ...arg, value: evaluated(arg, env, arg.frame) }));
  frame.recorder?.call?.(
    expression,
    given.map(({ value }) => value),
    env,
    frame,
  );
  if (given.some(({ value }) => value.isMask && depsOf(value, frame.engine.flagBits) === frame.engine.flagBits))
    frame.handsOn.yes = true;
  spoil(null, given, env, frame);
  return unknownValue;
}

/** GCC's own, which no tree defines. */
function builtin(name: string, args: readonly Thunk[], env: Environment): Value {
  const values = args.map((arg) => evaluated(arg, env, arg.frame));
  if (name === '__builtin_expect') return values[0] ?? unknownValue;
  return unknownValue;
}

function evaluated({ expression, frame }: Thunk, env: Environment, at: Frame): Value {
  return frame.engine.evaluate(expression, env, at);
}

/** Arguments as they are written, with what `__VA_ARGS__` stands for in its place. */
function spread(args: readonly Expression[], frame: Frame): Thunk[] {
  const { macro } = frame;
  if (macro === null || macro.restName === null) return args.map((expression) => ({ expression, frame }));
  return args.flatMap((expression): Thunk[] => {
    if (expression.kind === 'name' && expression.name === macro.restName) return [...macro.rest];
    return [{ expression, frame }];
  });
}

function calleeName(callee: Expression, frame: Frame): string | null {
  if (callee.kind !== 'name') return null;
  const thunk = frame.macro?.args.get(callee.name);
  if (thunk !== undefined) return calleeName(thunk.expression, thunk.frame);
  // A local function pointer is no function of that name.
  return frame.types.has(callee.name) ? null : callee.name;
}

function withoutConditions(recorder: Recorder | null): Recorder | null {
  if (recorder === null) return null;
  return {
    value: (expression, value) => recorder.value?.(expression, value),
    call: (expression, args, env, at) => recorder.call?.(expression, args, env, at),
  };
}
