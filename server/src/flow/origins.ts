/** Where a value's bits come from, as short notes with a place. */
import type { FileId } from '../index/kernelIndex';

export interface OriginSentence {
  readonly kind: 'variable' | 'parameter' | 'object' | 'assumed';
  /** `gfp_mask`, `kmem_flags_convert: flags`. */
  readonly of: string;
}

export interface Origin {
  readonly file: FileId;
  /** UTF-16 offset in the file's text. */
  readonly at: number;
  /** `gfp_mask: parameter`, `kmem_flags_convert: __GFP_FS cleared when flags & KM_NOFS`: code, or a sentence in English. */
  readonly what: string;
  /** Where `what` is a sentence: which one, and of what it speaks. `render/originWords.ts` says it in other languages. */
  readonly sentence?: OriginSentence;
  /** What the value rests on and nobody told: `CONFIG_BALLOON_COMPACTION=y`. */
  readonly assumes?: string;
}

/** Oldest first, none twice. */
export type Origins = readonly Origin[];

export const NO_ORIGINS: Origins = [];

/** More notes than this explain nothing. */
const MOST = 12;

export function joinOrigins(a: Origins, b: Origins): Origins {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  const fresh = b.filter(
    (note) => !a.some((known) => known.file === note.file && known.at === note.at && known.what === note.what),
  );
  return fresh.length === 0 ? a : [...a, ...fresh].slice(0, MOST);
}

/** What values rest on that nobody told, each once. */
export function assumptionsIn(all: Iterable<Origins>): string[] {
  const found = new Set<string>();
  for (const origins of all) for (const { assumes } of origins) if (assumes !== undefined) found.add(assumes);
  return [...found];
}

export function withOrigin(origins: Origins, note: Origin): Origins {
  return joinOrigins(origins, [note]);
}

/** Of a variable at file level, which may hold anything. @param at -1 where no place is to be shown */
export function variableNote(of: string, at: number, { textFile: file }: { readonly textFile: FileId }): Origin {
  return { file, at, what: `${of}: a variable of the tree`, sentence: { kind: 'variable', of } };
}
