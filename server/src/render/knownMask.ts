/** What is known of a mask, in as few words as say it. */
import { PRESENT } from '../gfp/absentFlags';
import { type MaskReport, maskReport } from '../gfp/maskReport';
import { type KnownBits, ofBits } from '../gfp/maskValue';
import { symbolic } from '../gfp/symbolic';
import type { Vocabulary } from '../gfp/vocabulary';
import { inEnglish, type Say } from '../text/say';

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
export function maskInShort({ report, atLeast }: KnownMask, say: Say = inEnglish): string | null {
  const { set, clear, unknown } = report;
  if (report.symbolic !== null) return report.symbolic;
  if (set.length + clear.length === 0) return null;
  if (set.length + clear.length <= MOST) return withWithout(set, clear, say);
  // `gfp & __GFP_FS`: one flag cut out, which says so itself.
  if (set.length === 0 && unknown.length <= MOST) return null;
  if (unknown.length <= MOST) return say('{0} (unknown: {1})', atLeast, unknown.join(', '));
  return set.length > 0 && set.length <= MOST ? withWithout(set, [], say) : null;
}

function withWithout(set: readonly string[], clear: readonly string[], say: Say): string {
  const [present, absent] = [set.join(', '), clear.join(', ')];
  if (absent === '') return say('with {0}', present);
  return present === '' ? say('without {0}', absent) : say('with {0}, without {1}', present, absent);
}

export interface KnownFlags {
  readonly known: 'set' | 'clear' | 'unknown';
  readonly flags: readonly string[] | 'all others';
}

/** Flags by what is known of them, for a few lines: the longest list is told as "all others". Empty lists are left out. */
export function maskLists({ report }: KnownMask): KnownFlags[] {
  const lists = (['set', 'clear', 'unknown'] as const)
    .map((known) => ({ known, flags: report[known] }))
    .filter(({ flags }) => flags.length > 0);
  const longest = Math.max(...lists.map(({ flags }) => flags.length));
  const rest = lists.find(({ flags }) => flags.length === longest && flags.length > MOST);
  return lists.map((list) => (list === rest && lists.length > 1 ? { ...list, flags: 'all others' as const } : list));
}
