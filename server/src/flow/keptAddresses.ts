/** Addresses of masks that are kept where no path tells of them: in a field, by a function. Any call may write through those. */
import type { Expression } from '../syntax/ast';
import type { Frame } from './frame';
import { rootOf } from './paths';
import { isMaskType, isPointer, typeOf } from './types';
import type { Value } from './value';

/** True for a pointer that may lead to a mask of the function itself. */
export function leadsToMask(pointer: Expression, { address }: Value, frame: Frame): boolean {
  if (address !== null) return isOwnMask(rootOf(address), frame);
  if (frame.exposed.size === 0 || pointer.kind === 'number') return false;
  const type = typeOf(pointer, frame);
  return type !== null && isPointerToMask(type, frame);
}

export function isPointerToMask(type: string, frame: Frame): boolean {
  return isPointer(type) && isMaskType(type.replace('*', ' '), frame);
}

/** The pointer is kept: what it leads to, or, where that is not known, whatever pointers may lead to. */
export function keep({ address }: Value, frame: Frame): void {
  const roots = address === null ? [...frame.exposed] : [rootOf(address)];
  for (const root of roots) {
    if (!isOwnMask(root, frame)) continue;
    frame.exposed.add(root);
    frame.kept.add(root);
  }
}

function isOwnMask(root: string, frame: Frame): boolean {
  const type = frame.types.get(root);
  return type !== undefined && isMaskType(type, frame);
}
