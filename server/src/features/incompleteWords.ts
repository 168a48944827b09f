import { say } from './words';

/** How much of a tree stands behind the answers, while that is a part. */
export interface Incomplete {
  readonly read: number;
  /** 0 while nobody has counted. */
  readonly total: number;
  readonly isCancelled: boolean;
}

/** Behind a detail: `index incomplete: 12,340 of 58,000 files read`; null where the whole tree was read. */
export function incompleteDetail(part: Incomplete | null): string | null {
  return part === null ? null : say('index incomplete: {0}', partWords(part));
}

/** The same as a sentence. */
export function incompleteSentence(part: Incomplete | null): string | null {
  return part === null ? null : say('The index is incomplete: {0}.', partWords(part));
}

function partWords({ read, total, isCancelled }: Incomplete): string {
  const [some, all] = [read, total].map((count) => count.toLocaleString('en-US')) as [string, string];
  const counted =
    total > 0 ? say('{0} of {1} files read', some, all) : read === 1 ? say('1 file read') : say('{0} files read', some);
  return isCancelled ? say('{0}, indexing was cancelled', counted) : counted;
}
