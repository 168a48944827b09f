import type { MaskReport } from '../gfp/maskReport';

/** More flags than this are counted rather than named. */
const MOST_NAMED = 5;

/** A mask on one line: `GFP_NOFS|__GFP_NOWARN`; `__GFP_IO set; __GFP_FS not known`; `not known`. */
export function maskWords({ set, clear, unknown, symbolic }: MaskReport): string {
  if (symbolic !== null) return symbolic;
  if (set.length === 0 && clear.length === 0) return 'not known';
  const words: string[] = [];
  if (set.length > 0) words.push(`${set.join('|')} set`);
  if (clear.length > 0 && clear.length <= MOST_NAMED) words.push(`${clear.join(' ')} clear`);
  words.push(unknown.length <= MOST_NAMED ? `${unknown.join(' ')} not known` : `${unknown.length} flags not known`);
  return words.join('; ');
}
