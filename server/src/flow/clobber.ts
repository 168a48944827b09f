/** What a function that is not followed may have written: through the pointers that it was given, and outside. */
import type { DefId } from '../index/kernelIndex';
import type { Expression } from '../syntax/ast';
import { containerType, fieldOf, isExposed, isIndirect, isOfTask } from './aliases';
import { lose } from './declare';
import type { Environment, Writers } from './environment';
import { isBelow } from './environment';
import type { Argument, Frame } from './frame';
import { pointerUse } from './handedPointers';
import { fieldsOf } from './objectFields';
import { pathOf, rootOf } from './paths';
import { typeOfPath } from './pathTypes';
import { bareType, isPointer, typeOf } from './types';
import { mayWrite, mayWriteWhole } from './writes';

/** How deep the callees of a callee are looked into where dozens of functions may be meant. */
const DEPTH_OF_MANY = 2;

/** As `spoil`, for a call of any of several functions: what is stored in a field. */
export function spoilByAny(defs: readonly DefId[], args: readonly Argument[], env: Environment, frame: Frame): void {
  const mayAny = (path: string): boolean => defs.some((def) => mayWrite(def, fieldOf(path), frame, DEPTH_OF_MANY));
  for (const { value, expression, frame: own } of args) {
    const path = value.address ?? pathOf(expression, env, own);
    if (path === null) continue;
    if (value.address !== null && isVariable(path, env, frame)) lose(path, env, frame);
    for (const [rest] of fieldsOf(path, env, own)) if (mayAny(`${path}${rest}`)) lose(`${path}${rest}`, env, frame);
  }
}

/** Forgets what may have changed. `def` is null where it is not known what is called. */
export function spoil(def: DefId | null, args: readonly Argument[], env: Environment, frame: Frame): void {
  args.forEach((arg, at) => {
    const { value, expression, frame: own } = arg;
    const path = value.address ?? pathOf(expression, env, own);
    if (path === null) return;
    const isOf = value.address !== null;
    if (isOf && isVariable(path, env, frame)) {
      if (def !== null && !pointerUse(def, at, frame).isWritten) return;
      lose(path, env, frame);
    }
    const isThrough = !isOf && isPointer(typeOf(expression, own) ?? '');
    if (!isThrough && !isKnownBelow(path, env, frame) && !isExposed(path, frame)) return;
    const writer = def !== null && mayWriteWhole(def, at, frame) ? null : def;
    if (isKnownBelow(path, env, frame) || isExposed(path, frame)) spoilBelow(writer, path, isOf, env, frame);
    spoilAliases(writer, path, expression, isThrough, env, own);
  });
  for (const path of frame.kept) lose(path, env, frame);
  for (const [path, value] of [...env.paths()]) {
    const root = rootOf(path);
    if (root === 'current' || frame.types.has(root) || frame.parameters.has(root)) continue;
    if (value.isMask || value.deps !== 0n || value.address !== null) lose(path, env, frame);
  }
}

/** `&mask`: no struct, of which the fields are looked at one by one. */
function isVariable(path: string, env: Environment, frame: Frame): boolean {
  const type = typeOfPath(path, frame);
  return type === null ? env.get(path) !== undefined : !/^(?:struct|union)\b/.test(bareType(type)) || isPointer(type);
}

/** True where something is known of a field, or would be if nobody had written it. */
function isKnownBelow(path: string, env: Environment, frame: Frame): boolean {
  for (const _ of env.below(path)) return true;
  return env.isZeroRoot(path) || frame.entry.asked !== null || frame.entry.paths.size > 0;
}

function spoilBelow(def: DefId | null, root: string, isOf: boolean, env: Environment, frame: Frame): void {
  const writers: Writers = def === null ? null : new Set([def]);
  env.markWritten(root, writers);
  for (const [rest] of [...env.below(root)]) {
    // Of a struct that is handed over by value, nothing can be written.
    if (!isOf && rest.startsWith('.')) continue;
    const field = fieldOf(`${root}${rest}`);
    if (isOfTask(`${root}${rest}`)) continue;
    if (def !== null && !mayWrite(def, field, frame)) continue;
    lose(`${root}${rest}`, env, frame);
  }
}

/**
 * The pointer may lead to what is known under other paths.
 * @param isThrough it is a variable that holds the pointer, of which it is not known where it leads
 */
function spoilAliases(
  def: DefId | null,
  root: string,
  written: Expression,
  isThrough: boolean,
  env: Environment,
  frame: Frame,
): void {
  if (!isThrough && !isExposed(root, frame)) return;
  // What the function was handed leads to none of its own variables.
  const isOutside = frame.parameters.has(root) && !env.isMoved(root);
  const type = typeOf(written, frame);
  if (type === null) return;
  const pointee = bareType(type);
  for (const [path] of [...env.paths()]) {
    if (path === root || isBelow(path, root) || !isExposed(path, frame)) continue;
    if (!isIndirect(path, frame) && !isIndirect(root, frame) && (!isThrough || isOutside)) continue;
    const field = fieldOf(path);
    const container = field === '' || field === '*' ? null : containerType(path, frame);
    // A pointer to a plain value may lead to a field of whatever is written.
    const isPlain = field === '*' || (container === null && !pointee.startsWith('struct'));
    if (!isPlain && container !== pointee) continue;
    if (def === null || isPlain || mayWrite(def, field, frame)) lose(path, env, frame);
  }
  const writers: Writers = def === null ? null : new Set([def]);
  for (const [name, declared] of frame.types) {
    if (name === root || bareType(declared) !== pointee) continue;
    if (isPointer(declared)) env.markWritten(name, writers);
    else if (!frame.exposed.has(name) || isOutside) continue;
    else if (/^(?:struct|union)\b/.test(pointee)) env.markWritten(name, writers);
    else lose(name, env, frame);
  }
}
