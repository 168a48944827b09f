/** Calls: macros are expanded, functions that say something about masks are interpreted, others are asked what they may change. */
import { UNKNOWN } from '../gfp/maskValue';
import type { DefId } from '../index/kernelIndex';
import type { CallExpression, Expression } from '../syntax/ast';
import { assumptionOf, leftOut } from './alternatives';
import { spoil, spoilByAny } from './clobber';
import { lose } from './declare';
import type { Environment } from './environment';
import { firstValue } from './firstValue';
import { type Argument, depsOf, type Frame, type Recorder, type Thunk, valueOfThunk } from './frame';
import { callFunction, followEffects } from './functionCall';
import { pointerUse } from './handedPointers';
import { inertMacro } from './inertMacro';
import { keep, leadsToMask } from './keptAddresses';
import { expandMacro } from './macroCall';
import { withOrigin } from './origins';
import { pathOf, rootOf } from './paths';
import { bareType, isMaskType, typeOf } from './types';
import { isTelling, joinValues, outsideMask, pointerTo, sameValue, unknownValue, type Value } from './value';
import { assigns, visitExpression } from './walk';

/** More definitions than this of one name are not all looked into. */
const MOST_CANDIDATES = 4;
/** The same for functions stored in a field. */
const MOST_STORED = 80;

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
    const values = args.map((arg) => argumentOf(arg, env.clone(), arg.frame === frame ? quiet : arg.frame));
    if (isOfNoUse(first, args, values, env, frame)) {
      frame.recorder?.call?.(expression, values, env, frame);
      return unknownValue;
    }
    if (args.length > 1 && args.some((arg) => changes(arg.expression))) {
      // In which order the macro evaluates them is its own affair: each may see what the others did.
      const after = env.clone();
      for (const arg of args) argumentOf(arg, after, arg.frame === frame ? quiet : arg.frame);
    }
    frame.recorder?.call?.(expression, values, env, frame);
    const macros = defs.length > MOST_CANDIDATES ? [first] : defs.filter((def) => code.index.defKind(def) === 'macro');
    return ofAny(
      macros,
      env,
      frame,
      (def, at) => expandMacro(def, expression, args, at, frame) ?? unreadable(args, at, frame),
    );
  }
  const given: Argument[] = args.map((arg) => ({ ...arg, value: argumentOf(arg, env, arg.frame) }));
  frame.recorder?.call?.(
    expression,
    given.map(({ value }) => value),
    env,
    frame,
  );
  exposeKept(defs, given, frame);
  if (defs.length === 0 || defs.length > MOST_CANDIDATES) {
    spoil(null, given, env, frame);
    return unknownValue;
  }
  const alternatives = defs.length === 1 ? leftOut(first!, frame) : [];
  const before = alternatives.length === 0 ? null : env.clone();
  const result = ofAny(defs, env, frame, (def, at) => called(def, given, at, frame));
  // What another configuration would give is not joined, but said where it differs.
  if (result.isMask && alternatives.some((def) => !sameValue(called(def, given, before!.clone(), frame), result)))
    return result.with({ origins: withOrigin(result.origins, assumptionOf(first!, frame)) });
  return result;
}

/** What several definitions have in common, of which nobody can tell the one that is meant. */
function ofAny(
  defs: readonly DefId[],
  env: Environment,
  frame: Frame,
  read: (def: DefId, env: Environment) => Value,
): Value {
  const before = defs.length === 1 ? null : env.clone();
  let result = read(defs[0]!, env);
  for (const def of defs.slice(1)) {
    const other = before!.clone();
    result = joinValues(result, read(def, other));
    env.become(env.join(other, (path, at) => firstValue(path, at, frame), false));
  }
  return result;
}

/** The value of an argument: as `evaluated`, but whether a pointer to a mask leads to it from now on is for the called function to say. */
function argumentOf(arg: Thunk, env: Environment, at: Frame): Value {
  const path = addressedMask(arg, env);
  if (path !== null) return pointerTo(path);
  return at.recorder === null && at === arg.frame ? valueOfThunk(arg, env) : evaluated(arg, env, at);
}

/** `&mask` as it is written, or as a macro's argument; null for all else. */
function addressedMask({ expression, frame }: Thunk, env: Environment): string | null {
  if (expression.kind === 'name') {
    const outer = frame.macro?.args.get(expression.name);
    return outer === undefined ? null : addressedMask(outer, env);
  }
  if (expression.kind !== 'unary' || expression.operator !== '&' || expression.operand.kind !== 'name') return null;
  const path = pathOf(expression.operand, env, frame);
  const type = path === null ? undefined : frame.types.get(path);
  return type !== undefined && isMaskType(type, frame) ? path : null;
}

/** Pointers lead to a variable from now on where one of the functions keeps its address. */
function exposeKept(defs: readonly DefId[], args: readonly Argument[], frame: Frame): void {
  args.forEach((arg, at) => {
    if (!leadsToMask(arg.expression, arg.value, arg.frame)) return;
    if (defs.length === 0 || defs.some((def) => pointerUse(def, at, frame).isKept)) keep(arg.value, frame);
  });
}

function called(def: DefId, args: readonly Argument[], env: Environment, frame: Frame): Value {
  return callFunction(def, args, env, frame) ?? opaque(def, args, env, frame);
}

/** True for a macro that does nothing but compute, where nothing that is known goes in. */
function isOfNoUse(
  def: DefId,
  args: readonly Thunk[],
  values: readonly Value[],
  env: Environment,
  frame: Frame,
): boolean {
  if (args.length === 0) return false;
  if (values.some(({ isMask, deps, address }) => isMask || deps !== 0n || address !== null)) return false;
  const inert = inertMacro(frame.engine.code, def);
  if (inert === null) return false;
  // A constant beside what is not known gives nothing where the macro needs statements; what is known of a variable is kept.
  const isGone = (value: Value, at: number): boolean =>
    !isTelling(value) || (inert.hasStatements && isLiteral(args[at]!.expression, frame));
  if (!values.every(isGone)) return false;
  if (args.some(({ expression }) => changes(expression))) return false;
  if (inert.takesAddress)
    for (const { expression, frame: own } of args) {
      const path = pathOf(expression, env, own);
      if (path !== null) frame.exposed.add(rootOf(path));
    }
  return true;
}

/** A number, or a name of one. */
function isLiteral(expression: Expression, frame: Frame): boolean {
  if (expression.kind === 'name')
    return !frame.types.has(expression.name) && frame.macro?.args.has(expression.name) !== true;
  return expression.kind === 'number';
}

/** True where evaluating an expression may change a variable: by itself, in what it calls, or through the address that it takes. */
function changes(expression: Expression): boolean {
  if (assigns(expression)) return true;
  let isChanging = false;
  visitExpression(expression, {
    expression: (one) => {
      if (one.kind === 'call' || (one.kind === 'unary' && one.operator === '&')) isChanging = true;
    },
  });
  return isChanging;
}

/** A macro whose body says nothing: it may change whatever it is given. */
function unreadable(args: readonly Thunk[], env: Environment, frame: Frame): Value {
  const given = args.map((arg) => ({ ...arg, value: evaluated(arg, env, { ...arg.frame, recorder: null }) }));
  exposeKept([], given, frame);
  spoil(null, given, env, frame);
  for (const { expression, frame: own } of args) {
    if (expression.kind !== 'name' && expression.kind !== 'member') continue;
    const path = pathOf(expression, env, own);
    if (path !== null && env.get(path) !== undefined) lose(path, env, own);
  }
  return unknownValue;
}

/** A function whose body says nothing that is followed. */
function opaque(def: number, args: readonly Argument[], env: Environment, frame: Frame): Value {
  const { code, flagBits } = frame.engine;
  if (args.some(({ value }) => value.isMask && depsOf(value, flagBits) === flagBits)) frame.handsOn.yes = true;
  if (!followEffects(def, args, env, frame)) spoil(def, args, env, frame);
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
  const stored = storedFunctions(expression.callee, frame);
  exposeKept([], given, frame);
  if (stored === null) spoil(null, given, env, frame);
  else spoilByAny(stored, given, env, frame);
  return unknownValue;
}

/** What the tree stores in the field that is called through; null where that is not known, or nothing. */
function storedFunctions(callee: Expression, frame: Frame): readonly number[] | null {
  if (callee.kind !== 'member') return null;
  const { index } = frame.engine.code;
  const type = typeOf(callee.object, frame);
  const slot =
    type === null ? undefined : index.slotByName(`${bareType(type).replace(/^(?:struct|union) /, '')}.${callee.field}`);
  if (slot === undefined) return null;
  const functions = Array.from(index.slotFunctions(slot));
  return functions.length === 0 || functions.length > MOST_STORED ? null : functions;
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
