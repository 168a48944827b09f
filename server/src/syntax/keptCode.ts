/** What the readers of one tree share: one reader before an edit, the next one after it. */
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';
import type { FunctionSyntax, MacroSyntax } from './ast';
import { BoundedCache } from './boundedCache';
import type { LinedText } from './linedText';
import type { TreeNames } from './treeNames';

/** In characters. */
const TEXT_BOUND = 64_000_000;
/** In characters of source. What is made of a character takes about 40 bytes. */
const SYNTAX_BOUND = 4_000_000;

export interface Read<T> {
  /** The whole text that it was read from: most times it is the same object still. */
  text: string;
  /** Where the definition's lines begin. */
  from: number;
  /** The definition's own lines. */
  readonly own: string;
  syntax: T | null;
}

/** A definition of the tree by its id; one that only an open text has, whose id another edit gives to another, by file, name and line. */
export type DefKey = DefId | string;

export interface KeptCode {
  readonly texts: BoundedCache<FileId, LinedText | null>;
  readonly functions: BoundedCache<DefKey, Read<FunctionSyntax>>;
  readonly macros: BoundedCache<DefKey, Read<MacroSyntax>>;
  /** What the macros of the tree are; null where they have to be looked at again. */
  names: TreeNames | null;
}

/** Nothing kept yet. Readers may share it whose indexes are one tree's, with and without open texts over it. */
export function keptCode(): KeptCode {
  return {
    texts: new BoundedCache(TEXT_BOUND),
    functions: new BoundedCache(SYNTAX_BOUND),
    macros: new BoundedCache(SYNTAX_BOUND),
    names: null,
  };
}

/** Under which a definition is kept. */
export function defKey(index: KernelIndex, def: DefId): DefKey {
  const { overlaid } = index;
  if (overlaid === undefined || def < overlaid.base.defCount) return def;
  return `${index.defFile(def)} ${index.defName(def)} ${index.defLine(def)}`;
}
