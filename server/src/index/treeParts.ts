import { NameTable } from '../text/nameTable';
import type { BuildConditions } from './buildConditions';
import type { BuiltTree } from './buildTree';
import type { IndexCounts } from './kernelIndex';
import { MemoryIndex } from './memoryIndex';
import type { PackedTree } from './packTree';

/** All that an index is made of, as plain data: a thread can hand it to another one without a copy. */
export interface TreeParts {
  readonly root: string;
  readonly kernelVersion: string | null;
  /** Only a part of the tree's files was read. */
  readonly partial: boolean;
  readonly arch: string;
  readonly counts: IndexCounts;
  readonly paths: readonly string[];
  readonly buildConditions: BuildConditions;
  /** Size in bytes (-1: could not be read) and time of change (ms) of each file when it was read. */
  readonly sizes: Float64Array;
  readonly times: Float64Array;
  readonly tree: PackedTree;
}

export function partsOf(
  built: BuiltTree,
  identity: { readonly root: string; readonly kernelVersion: string | null; readonly partial: boolean },
): TreeParts {
  const { arch, paths, buildConditions, sizes, times, tree, counts } = built;
  return { ...identity, arch, counts, paths, buildConditions, sizes, times, tree };
}

export function indexOf({ paths, tree, ...identity }: TreeParts): MemoryIndex {
  return new MemoryIndex(identity, paths, tree);
}

/** The buffers behind the columns, each once: for the transfer list of `postMessage`. */
export function buffersOf(parts: TreeParts): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const collect = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      Object.values(value).forEach(collect);
    }
  };
  collect({ ...parts, paths: null });
  return [...buffers];
}

/** Parts that came through `postMessage`, which keeps fields and loses classes. An index asks the name table alone. */
export function revived(parts: TreeParts): TreeParts {
  const names = Object.assign(new NameTable(16), parts.tree.names);
  return { ...parts, tree: { ...parts.tree, names } };
}
