/** What a path holds before a function has written it. */
import { constant, UNKNOWN } from '../gfp/maskValue';
import { fieldOf, isOfTask, mayBeWritten } from './aliases';
import { assumedMask } from './assumedGlobals';
import type { Environment } from './environment';
import type { Frame } from './frame';
import { type Origin, variableNote } from './origins';
import { rootOf } from './paths';
import { typeOfPath } from './pathTypes';
import { isMaskType } from './types';
import { constantValue, outsideMask, unknownValue, type Value } from './value';
import { mayWrite } from './writes';

/** The value of `path` where `env` has none. */
export function firstValue(path: string, env: Environment, frame: Frame): Value {
  const { entry } = frame;
  const isWritten = isWrittenSince(path, env, frame);
  const given = isWritten ? undefined : (entry.parameters.get(path) ?? entry.paths.get(path));
  if (given !== undefined) return given;
  const type = typeOfPath(path, frame);
  const isMask = type !== null && isMaskType(type, frame);
  if (!isWritten && env.isZeroed(path)) return constantValue(0n, isMask);
  if (!isMask) return unknownValue;
  const root = rootOf(path);
  const at = frame.parameters.get(root);
  if (at === undefined) {
    const isLocal = frame.types.has(root);
    const assumed = isLocal || isWritten ? null : assumedMask(path, frame);
    if (assumed !== null) return outsideMask(constant(assumed), []);
    return outsideMask(UNKNOWN, isLocal ? [] : [variableNote(path, -1, frame)]);
  }
  const of = frame.inFunction === null ? path : `${frame.inFunction}: ${path}`;
  const where: Origin =
    path === root
      ? { file: frame.textFile, at, what: `${of}: parameter, the caller decides`, sentence: { kind: 'parameter', of } }
      : { file: frame.textFile, at, what: `${of}: what the caller's object holds`, sentence: { kind: 'object', of } };
  const isAsked = !isWritten && entry.asked !== null && (entry.askedFor === null || entry.askedFor.has(root));
  if (isAsked) return outsideMask(entry.asked!, [where]);
  const field = path === root ? '' : fieldOf(path);
  return outsideMask((/^\w+$/.test(field) ? frame.engine.fieldMask?.(field, frame) : null) ?? UNKNOWN, [where]);
}

/** True where somebody may have written the path after the function was entered, or its initialiser. */
function isWrittenSince(path: string, env: Environment, frame: Frame): boolean {
  if (isOfTask(path)) return false;
  for (const writers of env.writersOf(path)) {
    if (writers === null) return true;
    for (const def of writers) if (mayWrite(def, fieldOf(path), frame)) return true;
  }
  return mayBeWritten(path, env, frame);
}
