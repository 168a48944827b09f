/** Declarations and assignments: what variables and fields hold afterwards. */
import { UNKNOWN } from '../gfp/maskValue';
import type { Declaration, Expression, InitializerExpression } from '../syntax/ast';
import { containerType, fieldOf, isExposed, spreadWrite } from './aliases';
import { castTo } from './cast';
import type { Environment } from './environment';
import { firstValue } from './firstValue';
import type { Frame } from './frame';
import { isPointerToMask, keep } from './keptAddresses';
import { noted } from './notes';
import { NO_ORIGINS } from './origins';
import { pathOf } from './paths';
import { typeOfPath } from './pathTypes';
import { rememberTest } from './rememberTest';
import { ownName } from './scopes';
import { bareType, integerType, isBoolType, isMaskType, isPointer, typeOf } from './types';
import { dependsOnFlags, isTelling, joinValues, outsideMask, unknownValue, type Value } from './value';

/** A local variable comes into being. */
export function declare(declaration: Declaration, env: Environment, frame: Frame): void {
  const { type, value } = declaration;
  const name = ownName(declaration.name, frame);
  const given =
    value === null || declaration.isStatic || value.kind === 'initializer'
      ? null
      : frame.engine.evaluate(value, env, frame);
  frame.types.set(name, type);
  env.forget(name);
  if (value === null || declaration.isStatic) return;
  if (value.kind === 'initializer') {
    initialize(name, value, env, frame);
    return;
  }
  const held = store(name, noted(given ?? unknownValue, declaration, frame), type, env, frame);
  frame.recorder?.declared?.(declaration, held);
  rememberTest(name, type, value, env, frame);
  copyStruct(name, type, value, env, frame);
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
export function assignStruct(
  target: Expression,
  from: Expression,
  env: Environment,
  frame: Frame,
  before: Environment,
): void {
  if (target.kind === 'name') {
    const thunk = frame.macro?.args.get(target.name);
    if (thunk !== undefined) {
      assignStruct(thunk.expression, from, env, thunk.frame, before);
      return;
    }
  }
  const to = pathOf(target, env, frame);
  if (to !== null)
    copyStruct(to, to.endsWith('->*') ? typeOfPath(to, frame) : typeOf(target, frame), from, env, frame, before);
}

/** @param before what held when the items of an initialiser were evaluated, if they were */
function copyStruct(
  to: string,
  type: string | null,
  from: Expression,
  env: Environment,
  frame: Frame,
  before?: Environment,
): void {
  // The type of what `*p` is says nothing of the pointer.
  if (type === null || !/^(?:struct|union) /.test(bareType(type))) return;
  // Of a pointer to a pointer, what it leads to is a pointer too.
  if (type.split('*').length - 1 > (to.endsWith('->*') ? 1 : 0)) return;
  const isInitializer = from.kind === 'initializer';
  const source = isInitializer ? null : pathOf(from, env, frame);
  if (source === to || to.length > LONGEST) return;
  const fields = source === null ? [] : [...env.below(objectOf(source))].filter(([rest]) => !rest.includes('->', 2));
  // Of a field it is not known whether it is a struct, or a pointer to one: what is in it tells.
  const isObject = isInitializer || to.endsWith('->*') || source?.endsWith('->*') || frame.types.has(to);
  if (!isObject && !fields.some(([rest]) => rest.startsWith('.')) && !hasFields(to, env)) return;
  const isZero = source !== null && env.isZeroRoot(source);
  const written = isZero ? [...env.writtenBelow(source)] : [];
  forgetObject(to, bareType(type), env, frame);
  if (isInitializer) {
    initialize(to, from, env, frame, before);
    return;
  }
  if (isZero && !to.includes('->')) {
    env.zero(to);
    for (const [rest, writers] of written) env.markWritten(`${to}${rest}`, writers);
  }
  for (const [rest, value] of fields) {
    const path = fieldPath(to, rest.replace(/^(?:->|\.)/, ''));
    env.set(path, value);
    spreadWrite(path, value, env, frame);
  }
}

/** Paths that are longer are not made. */
const LONGEST = 100;

function hasFields(path: string, env: Environment): boolean {
  for (const [rest] of env.below(path)) if (rest.startsWith('.')) return true;
  return false;
}

/** `p` for `p->*`: below it are the fields of what it points to. */
function objectOf(path: string): string {
  return path.endsWith('->*') ? path.slice(0, -3) : path;
}

/** `s.field`; of `p->*`, `p->field`. */
function fieldPath(path: string, field: string): string {
  return path.endsWith('->*') ? `${path.slice(0, -1)}${field}` : `${path}.${field}`;
}

/** A whole struct is written: nothing that was known of its fields holds, under whatever path. */
function forgetObject(path: string, type: string, env: Environment, frame: Frame): void {
  const root = objectOf(path);
  for (const [rest] of [...env.below(root)]) env.forget(`${root}${rest}`);
  if (path.includes('->') || !frame.types.has(path)) env.markWritten(root, null);
  if (!isExposed(path, frame)) return;
  for (const [other] of [...env.paths()])
    if (isExposed(other, frame) && (fieldOf(other) === '*' || containerType(other, frame) === type))
      lose(other, env, frame);
  env.markFieldWritten(`${type}.*`);
}

function isPlain(type: string, frame: Frame): boolean {
  return isMaskType(type, frame) || isBoolType(type) || integerType(type) !== null;
}

function store(path: string, value: Value, type: string | null, env: Environment, frame: Frame): Value {
  const held = type === null ? value : castTo(type, value, frame);
  const isOwn = frame.macro === null && type !== null && !isMaskType(type, frame);
  const kept: Value = isOwn && dependsOnFlags(held) ? held.with({ via: 'derived' }) : held;
  if (isKeptIn(path, type, kept, frame)) keep(kept, frame);
  env.forget(path);
  // A local of which nothing is known needs no place: that is what it is where it has none.
  if (kept.isMask || isTelling(kept) || kept.address !== null || !isPlainLocal(path, env, frame)) env.set(path, kept);
  if (type === null || isPointer(type) || !isPlain(type, frame)) redirect(path, env, frame);
  spreadWrite(path, kept, env, frame);
  return kept;
}

/** True where a pointer to a mask is stored elsewhere than in a variable of the function. */
function isKeptIn(path: string, type: string | null, value: Value, frame: Frame): boolean {
  if (frame.types.has(path)) return false;
  return value.address !== null || (type !== null && frame.exposed.size > 0 && isPointerToMask(type, frame));
}

function isPlainLocal(path: string, env: Environment, frame: Frame): boolean {
  if (!frame.types.has(path) || frame.parameters.has(path) || env.isZeroed(path)) return false;
  return !isMaskType(frame.types.get(path)!, frame);
}

/** A pointer leads to something else from now on. */
function redirect(path: string, env: Environment, frame: Frame): void {
  if (frame.parameters.has(path) || !frame.types.has(path)) env.markMoved(path);
  const behind = `${path}->`;
  for (const [other, value] of [...env.paths()])
    if (value.address?.startsWith(behind)) env.set(other, value.with({ address: null }));
}

function initialize(
  path: string,
  { items }: InitializerExpression,
  env: Environment,
  frame: Frame,
  before?: Environment,
): void {
  // What evaluating the items does was done already.
  const evaluated = (item: Expression): Value =>
    before === undefined
      ? frame.engine.evaluate(item, env, frame)
      : frame.engine.evaluate(item, before, { ...frame, recorder: null });
  const given: (readonly [string, Value, Expression])[] = [];
  const nested: (readonly [string, InitializerExpression])[] = [];
  // `{ 0 }` is as good as `{ }`; what else stands without a name belongs to fields that are not known here.
  let isUnnamed = false;
  for (const { fields, value } of items) {
    if (fields === null) {
      const one = value.kind === 'initializer' ? null : evaluated(value);
      if (items.length > 1 || !isZero(one)) isUnnamed = true;
      continue;
    }
    const at = fieldPath(path, fields.join('.'));
    if (value.kind === 'initializer') nested.push([at, value]);
    else given.push([at, evaluated(value), value]);
  }
  if (path.includes('->')) env.markWritten(objectOf(path), null);
  else env.zero(path);
  if (isUnnamed) env.markWritten(path, null);
  for (const [at, inner] of nested) initialize(at, inner, env, frame, before);
  for (const [at, value, written] of given) {
    const type = typeOfPath(at, frame);
    const held = type === null ? value : castTo(type, value, frame);
    if (isKeptIn(at, type, held, frame)) keep(held, frame);
    env.set(at, noted(held, written, frame));
    spreadWrite(at, held, env, frame);
  }
}

function isZero(value: Value | null): boolean {
  return value?.now.isZero === true;
}

/** A variable or a field, with all below it, that somebody may have written. */
export function lose(path: string, env: Environment, frame: Frame): void {
  const known = env.get(path);
  const type = typeOfPath(path, frame);
  const isMask = known?.isMask ?? (type !== null && isMaskType(type, frame));
  const fields = [...env.below(path)];
  env.forget(path);
  if (isMask || known !== undefined || (type !== null && isPlain(type, frame))) env.set(path, lost(isMask));
  for (const [rest, value] of fields) env.set(`${path}${rest}`, lost(value.isMask));
  if (type === null || isPointer(type)) redirect(path, env, frame);
}

/** A mask that somebody may have written. */
const LOST_MASK = outsideMask(UNKNOWN, NO_ORIGINS);

function lost(isMask: boolean): Value {
  return isMask ? LOST_MASK : unknownValue;
}
