/** What is known of a mask, in as few words as say it. */
import { PRESENT } from '../gfp/absentFlags';
import { type MaskReport, maskReport } from '../gfp/maskReport';
import { type KnownBits, ofBits } from '../gfp/maskValue';
import { symbolic } from '../gfp/symbolic';
import type { Vocabulary } from '../gfp/vocabulary';

export interface KnownMask {
  readonly report: MaskReport;
  /** Of the flags that this kernel has; bits without a name stay. */
  readonly known: KnownBits;
  /** The flags that are known to be set, as the kernel prints them. */
  readonly atLeast: string;
}

/** More flags than this in one list are not read. */
const MOST = 4;

/** Names what is known, without the bits that stand for flags that the configuration lacks. */
export function knownMask({ set, clear }: KnownBits, vocabulary: Vocabulary): KnownMask {
  const known = ofBits(set & PRESENT, clear & PRESENT);
  return { report: maskReport(known, vocabulary), known, atLeast: symbolic(known.set & GFP_T, vocabulary) };
}

/** gfp_t is `unsigned int` (include/linux/types.h). */
const GFP_T = 0xffff_ffffn;

/**
 * One line for a margin: `GFP_NOFS|__GFP_NOWARN`, `GFP_NOFS (unknown: __GFP_ZERO)`, `with __GFP_NOWARN, without __GFP_FS`; null where
 * nothing is known, or too much of both to be said shortly.
 */
export function maskInShort({ report, atLeast }: KnownMask): string | null {
  const { set, clear, unknown } = report;
  if (report.symbolic !== null) return report.symbolic;
  if (set.length + clear.length === 0) return null;
  if (set.length + clear.length <= MOST) return withWithout(set, clear);
  // `gfp & __GFP_FS`: one flag cut out, which says so itself.
  if (set.length === 0 && unknown.length <= MOST) return null;
  if (unknown.length <= MOST) return `${atLeast} (unknown: ${unknown.join(', ')})`;
  return set.length > 0 && set.length <= MOST ? withWithout(set, []) : null;
}

function withWithout(set: readonly string[], clear: readonly string[]): string {
  const parts: string[] = [];
  if (set.length > 0) parts.push(`with ${set.join(', ')}`);
  if (clear.length > 0) parts.push(`without ${clear.join(', ')}`);
  return parts.join(', ');
}

/**
 * Flags by what is known of them, for a few lines: the longest list is told as "all others".
 * Heads are `set`, `clear`, `not known`; empty lists are left out.
 */
export function maskLists({
  report: { set, clear, unknown },
}: KnownMask): { readonly head: string; readonly flags: readonly string[] | 'all others' }[] {
  const lists = [
    { head: 'set', flags: set },
    { head: 'clear', flags: clear },
    { head: 'not known', flags: unknown },
  ].filter(({ flags }) => flags.length > 0);
  const longest = Math.max(...lists.map(({ flags }) => flags.length));
  const rest = lists.find(({ flags }) => flags.length === longest && flags.length > MOST);
  return lists.map((list) => (list === rest && lists.length > 1 ? { ...list, flags: 'all others' as const } : list));
}
