/** One object under two paths: what a write under one of them means for what is known under the others. */
import type { Environment } from './environment';
import type { Frame } from './frame';
import { rootOf } from './paths';
import { typeOfPath } from './pathTypes';
import { bareType, isMaskType } from './types';
import { joinValues, unknownValue, type Value } from './value';

/** Last name of a path; `*` for what a pointer to a plain value points to, empty for a variable. */
export function fieldOf(path: string): string {
  return path.endsWith('->*') ? '*' : (/(?:->|\.)(\w+)(?:\[\])*$/.exec(path)?.[1] ?? '');
}

/** What a field belongs to: `sc` for `sc->gfp_mask`. */
function containerOf(path: string): string {
  return path.replace(/(?:->|\.)(?:\w+|\*)(?:\[\])*$/, '');
}

/** Type of the struct that a field belongs to; null where it is not known. */
export function containerType(path: string, frame: Frame): string | null {
  const type = typeOfPath(containerOf(path), frame);
  return type === null ? null : bareType(type);
}

/** True for a path through a pointer, or to a variable outside of the function: others may reach the same place. */
export function isIndirect(path: string, frame: Frame): boolean {
  if (path.includes('->')) return true;
  const root = rootOf(path);
  return !frame.types.has(root) && !frame.parameters.has(root);
}

/**
 * Flags of the running task: others may read them, but only the task itself writes them, as `current->flags` (include/linux/sched.h
 * says so of PF_* since 2.6.12). What does is followed, or is no scope.
 */
export function isOfTask(path: string): boolean {
  return path.startsWith('current->');
}

/** True where a pointer may lead to the place: also for a local whose address is taken. */
export function isExposed(path: string, frame: Frame): boolean {
  if (isOfTask(path)) return false;
  if (path.endsWith('->*') && frame.entry.alone.has(path.slice(0, -3))) return false;
  return isIndirect(path, frame) || frame.exposed.has(rootOf(path));
}

/** True where both may be one place. */
export function mayBeSame(a: string, b: string, frame: Frame): boolean {
  // Two variables are never one.
  if (!isIndirect(a, frame) && !isIndirect(b, frame)) return false;
  const [fieldA, fieldB] = [fieldOf(a), fieldOf(b)];
  if (fieldA === '*' || fieldB === '*') return true;
  if (fieldA !== fieldB || fieldA === '') return false;
  const [typeA, typeB] = [containerType(a, frame), containerType(b, frame)];
  return typeA === null || typeB === null || typeA === typeB;
}

/** `path` was written: whatever may be the same place may hold that value now. */
export function spreadWrite(path: string, value: Value, env: Environment, frame: Frame): void {
  if (!isExposed(path, frame)) return;
  const field = fieldOf(path);
  const ending = field === '*' ? '' : field;
  let compared = 0;
  for (const [other, known] of env.paths()) {
    if (known.isMask !== value.isMask || other === path || known === unknownValue) continue;
    // Of two different fields neither is the other; what is behind a pointer to a plain value may be any.
    if (!other.endsWith(ending) && !other.endsWith('[]') && !other.endsWith('->*')) continue;
    compared++;
    if (isExposed(other, frame) && mayBeSame(path, other, frame)) env.set(other, joinValues(known, value));
  }
  // Functions with hundreds of fields are given up rather than compared pair by pair for ever.
  frame.engine.budget.left -= compared >> 2;
  if (isIndirect(path, frame)) env.markFieldWritten(writtenKey(path, env, frame));
}

/** Under what a write through a pointer is remembered for paths of which nothing was known yet. */
function writtenKey(path: string, env: Environment, frame: Frame): string {
  const root = rootOf(path);
  const isGivenBack = (frame.parameters.has(root) && !env.isMoved(root)) || root === 'current';
  return `${isGivenBack ? '' : STRAY}${containerType(path, frame) ?? '?'}.${fieldOf(path)}`;
}

/** Before the key of a write through a pointer that the function was not handed. */
const STRAY = '!';

/** What `Environment.fieldsWritten` holds: the struct's type (`?` where it is not known), and the field, `*` for all. */
export function writtenField(key: string): {
  readonly type: string;
  readonly field: string;
  readonly isStray: boolean;
} {
  const isStray = key.startsWith(STRAY);
  const dot = key.lastIndexOf('.');
  return { type: key.slice(isStray ? 1 : 0, dot), field: key.slice(dot + 1), isStray };
}

/** True where a write through some pointer may have changed a path that was not written itself. */
export function mayBeWritten(path: string, env: Environment, frame: Frame): boolean {
  const fields = env.fieldsWritten();
  if (fields.size === 0 || !isExposed(path, frame)) return false;
  const field = fieldOf(path);
  const type = field === '' ? null : containerType(path, frame);
  for (const key of fields) {
    const written = writtenField(key);
    if (written.field === '*') {
      // A whole struct, or a plain value: of a mask, a mask. What is not known to be one of them is a number of some other kind.
      if (field === '*' || written.type === type || isMaskType(written.type, frame)) return true;
      continue;
    }
    if (field === '*') return true;
    const isSameType = type === null || written.type === '?' || written.type === type;
    if (written.field === field && isSameType) return true;
  }
  return false;
}
