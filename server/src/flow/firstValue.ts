/** What a path holds before a function has written it. */
import { constant, UNKNOWN } from '../gfp/maskValue';
import type { FileId } from '../index/kernelIndex';
import type { CodeReader } from '../syntax/codeReader';
import { assumedMask } from './assumedGlobals';
import type { Environment } from './environment';
import type { Frame } from './frame';
import { rootOf } from './paths';
import { bareType, isMaskType } from './types';
import { constantValue, outsideMask, unknownValue, type Value } from './value';

/** The value of `path` where `env` has none. */
export function firstValue(path: string, env: Environment, frame: Frame): Value {
  const { entry } = frame;
  const given = entry.parameters.get(path) ?? entry.paths.get(path);
  if (given !== undefined) return given;
  const type = typeOfPath(path, frame);
  const isMask = type !== null && isMaskType(type, frame);
  if (env.isZeroed(path)) return constantValue(0n, isMask);
  if (!isMask) return unknownValue;
  const root = rootOf(path);
  const at = frame.parameters.get(root);
  if (at === undefined) {
    const isLocal = frame.types.has(root);
    const assumed = isLocal ? null : assumedMask(path, frame.engine.vocabulary);
    if (assumed !== null) return outsideMask(constant(assumed), []);
    return outsideMask(
      UNKNOWN,
      isLocal ? [] : [{ file: frame.textFile, at: -1, what: `${path}: a variable of the tree` }],
    );
  }
  const what = path === root ? `${path}: parameter, the caller decides` : `${path}: what the caller's object holds`;
  const where = { file: frame.textFile, at, what: frame.inFunction === null ? what : `${frame.inFunction}: ${what}` };
  const isAsked = entry.askedFor === null || entry.askedFor.has(root);
  return outsideMask(isAsked ? (entry.asked ?? UNKNOWN) : UNKNOWN, [where]);
}

/** Declared type of `sc->gfp_mask`, from that of its root on; null where it is not known. */
export function typeOfPath(path: string, frame: Frame): string | null {
  const { code } = frame.engine;
  const root = rootOf(path);
  const type = frame.types.get(root) ?? code.names.variableType(root, frame.file);
  if (type === null || root.length === path.length) return type;
  const known = fieldTypes.get(code) ?? new Map<FileId, Map<string, string | null>>();
  fieldTypes.set(code, known);
  const ofFile = known.get(frame.file) ?? new Map<string, string | null>();
  known.set(frame.file, ofFile);
  const key = `${type} ${path.slice(root.length)}`;
  let found = ofFile.get(key);
  if (found === undefined) {
    found = typeBelow(type, path.slice(root.length), frame);
    ofFile.set(key, found);
  }
  return found;
}

/** Asked wherever two ways meet. */
const fieldTypes = new WeakMap<CodeReader, Map<FileId, Map<string, string | null>>>();

function typeBelow(rootType: string, fields: string, frame: Frame): string | null {
  const { names } = frame.engine.code;
  let type: string | null = rootType;
  for (const [, field] of fields.matchAll(/(?:->|\.)(\w+)/g)) {
    if (type === null) return null;
    type = names.fieldType(bareType(type), field!, frame.file);
  }
  return type;
}
