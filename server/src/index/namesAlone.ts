import type { CodeNames } from './codeNames';
import type { DefId, FileId, KernelIndex } from './kernelIndex';

/**
 * What can be said from the surface of an index, which has no types: the file's own definition of a name, else the global ones
 * and those of headers.
 */
export function namesAlone(index: KernelIndex): CodeNames {
  return {
    definitions(name, from) {
      const id = index.nameId(name);
      return id === undefined ? [] : nearest(index, index.defsOfName(id), from);
    },
    returnType: () => null,
    fieldType: () => null,
    variableType: () => null,
    typedefTarget: () => null,
    enumerator: () => undefined,
  };
}

function nearest(index: KernelIndex, defs: readonly DefId[], from: FileId): readonly DefId[] {
  const own = defs.filter((def) => index.defFile(def) === from);
  const others = defs.filter(
    (def) =>
      index.filePath(index.defFile(def)).endsWith('.h') || !(index.defIsStatic(def) || index.defKind(def) === 'macro'),
  );
  const pool = own.length > 0 ? own : others;
  const inForce = pool.filter((def) => !index.defIsExcluded(def));
  return inForce.length > 0 ? inForce : pool;
}
