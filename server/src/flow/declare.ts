/** Declarations and assignments: what variables and fields hold afterwards. */
import { constant, UNKNOWN } from '../gfp/maskValue';
import type { Declaration, Expression, InitializerExpression } from '../syntax/ast';
import type { Environment } from './environment';
import { castTo } from './evaluate';
import { firstValue } from './firstValue';
import type { Frame } from './frame';
import { noted } from './notes';
import { pathOf } from './paths';
import { integerType, isBoolType, isMaskType, isPointer, typeOf } from './types';
import { dependsOnFlags, joinValues, unknownValue, type Value } from './value';

/** A local variable comes into being. */
export function declare(declaration: Declaration, env: Environment, frame: Frame): void {
  const { name, type, value } = declaration;
  frame.types.set(name, type);
  env.forget(name);
  if (value === null || declaration.isStatic) return;
  if (value.kind === 'initializer') {
    initialize(name, value, env, frame);
    return;
  }
  const given = frame.engine.evaluate(value, env, frame);
  const held = store(name, noted(given, declaration, frame), type, env, frame);
  frame.recorder?.declared?.(declaration, held);
  copyFields(name, type, value, env, frame);
}

/** Assigns and gives what the target holds afterwards. */
export function assign(target: Expression, value: Value, env: Environment, frame: Frame): Value {
  if (target.kind === 'cast') return assign(target.value, value, env, frame);
  if (target.kind === 'name') {
    const thunk = frame.macro?.args.get(target.name);
    if (thunk !== undefined) return assign(thunk.expression, value, env, thunk.frame);
  }
  const path = pathOf(target, env, frame);
  if (path === null) return value;
  const type = typeOf(target, frame);
  if (!path.includes('[]')) return store(path, value, type, env, frame);
  const before = env.get(path) ?? firstValue(path, env, frame);
  return store(path, joinValues(before, value), type, env, frame);
}

/** `to = from` for whole structs: what was known of the fields of one is known of those of the other. */
export function copyFields(to: string, type: string | null, from: Expression, env: Environment, frame: Frame): void {
  if (type === null || isPointer(type)) return;
  if (from.kind === 'initializer') {
    initialize(to, from, env, frame);
    return;
  }
  const source = pathOf(from, env, frame);
  if (source === null || source === to) return;
  const root = source.endsWith('->*') ? source.slice(0, -3) : source;
  const fields = [...env.below(root)];
  if (env.isZeroRoot(root)) env.zero(to);
  for (const [rest, value] of fields) env.set(`${to}${rest.replace(/^->/, '.')}`, value);
}

function store(path: string, value: Value, type: string | null, env: Environment, frame: Frame): Value {
  const held = type === null ? value : castTo(type, value, frame);
  const isOwn = frame.macro === null && type !== null && !isMaskType(type, frame);
  const kept: Value = isOwn && dependsOnFlags(held) ? { ...held, via: 'derived' } : held;
  env.forget(path);
  env.set(path, kept);
  return kept;
}

function initialize(path: string, { items }: InitializerExpression, env: Environment, frame: Frame): void {
  const given: (readonly [string, Value, Expression])[] = [];
  const nested: (readonly [string, InitializerExpression])[] = [];
  for (const { fields, value } of items) {
    if (fields === null) {
      if (value.kind !== 'initializer') frame.engine.evaluate(value, env, frame);
      continue;
    }
    const at = [path, ...fields].join('.');
    if (value.kind === 'initializer') nested.push([at, value]);
    else given.push([at, frame.engine.evaluate(value, env, frame), value]);
  }
  env.zero(path);
  for (const [at, inner] of nested) initialize(at, inner, env, frame);
  for (const [at, value, written] of given) {
    const type = typeOfField(path, at, frame);
    const held = type === null ? value : castTo(type, value, frame);
    env.set(at, noted(held, written, frame));
  }
}

function typeOfField(path: string, at: string, frame: Frame): string | null {
  let type = frame.types.get(path) ?? null;
  for (const field of at.slice(path.length + 1).split('.')) {
    if (type === null) return null;
    type = frame.engine.code.names.fieldType(type.replace(/\bconst\b/g, '').trim(), field, frame.file);
  }
  return type;
}

/** A variable whose address went somewhere that cannot be followed. */
export function lose(path: string, env: Environment, frame: Frame): void {
  const known = env.get(path);
  const type = frame.types.get(path) ?? null;
  const fields = [...env.below(path)];
  env.forget(path);
  if (known?.isMask || (type !== null && (isMaskType(type, frame) || isBoolType(type) || integerType(type) !== null)))
    env.set(path, { ...unknownValue, isMask: known?.isMask ?? false, ...lost(known) });
  for (const [rest, value] of fields) if (value.isMask) env.set(`${path}${rest}`, { ...value, ...lost(value) });
}

function lost(value: Value | undefined): Partial<Value> {
  if (!value?.isMask) return {};
  return { now: UNKNOWN, ifSet: constant(0xffffffffffffffffn), ifClear: constant(0n) };
}
