import type { CodeNames } from './codeNames';
import { FilePlaces } from './filePlaces';
import { FileSight } from './fileSight';
import type { DefId, FileId, KernelIndex } from './kernelIndex';
import { MemoryIndex } from './memoryIndex';
import { namesAlone } from './namesAlone';
import { namesOverlaid } from './namesOverlaid';
import { PackedDefinitions } from './packedDefinitions';
import { PackedTypes } from './packedTypes';
import { type EvaluateConstant, TextConstants, type TextOf } from './textConstants';

export interface NamesOptions {
  /** Evaluates `1 << 3`, `BIT(2) | X`; without it only plain numbers have values. */
  readonly evaluate?: EvaluateConstant;
  /** Texts of open documents, by path relative to the tree; undefined: the file on disk. */
  readonly textOf?: TextOf;
}

/**
 * What names mean in the files of an index. Nothing is built ahead: each answer is worked out when it is asked for, and kept.
 * Of an index that holds no types (a test's double), only `definitions` knows something, by the names alone.
 */
export function codeNames(index: KernelIndex, options: NamesOptions = {}): CodeNames {
  if (index instanceof MemoryIndex) return packedNames(index, options);
  if (index.overlaid !== undefined)
    return namesOverlaid(index, index.overlaid, codeNames(index.overlaid.base, options));
  return namesAlone(index);
}

function packedNames(index: MemoryIndex, { evaluate, textOf = () => undefined }: NamesOptions): CodeNames {
  const places = new FilePlaces(index.paths, index.arch);
  const sight = new FileSight(index.tree, index.paths, index.arch, (path) => index.fileByPath(path));
  const definitions = new PackedDefinitions(index, sight, places);
  const types = new PackedTypes(index, sight, places, definitions);
  const known = new Map<string, string | null>();
  const remembered = (key: string, answer: () => string | null): string | null => {
    let found = known.get(key);
    if (found === undefined) {
      found = answer();
      known.set(key, found);
    }
    return found;
  };
  let constants: TextConstants | null = null;
  const isHere = (file: FileId): boolean => file < index.fileCount;
  return {
    definitions(name, from) {
      const id = index.nameId(name);
      return id === undefined ? [] : definitions.find(id, from);
    },
    returnType: (def: DefId) => types.ofResult(def)?.text ?? null,
    fieldType: (type, field, from) =>
      remembered(`f ${from} ${type}.${field}`, () => {
        const id = index.nameId(field);
        return id === undefined || !isHere(from) ? null : (types.ofField(type, id, from)?.text ?? null);
      }),
    variableType: (name, from) =>
      remembered(`v ${from} ${name}`, () => {
        const id = index.nameId(name);
        return id === undefined || !isHere(from) ? null : (types.ofVariable(id, from)?.text ?? null);
      }),
    typedefTarget: (name, from) =>
      remembered(`t ${from} ${name}`, () => {
        const id = index.nameId(name);
        return id === undefined || !isHere(from) ? null : (types.ofTypedef(id, from)?.text ?? null);
      }),
    enumerator(name, from) {
      constants ??= new TextConstants(index, sight, definitions, evaluate, textOf);
      return isHere(from) ? constants.valueOf(name, from) : undefined;
    },
    *prepare(from) {
      if (!isHere(from)) return;
      types.ofVariable(0, from);
      yield;
      constants ??= new TextConstants(index, sight, definitions, evaluate, textOf);
      yield* constants.prepare(from);
    },
  };
}
