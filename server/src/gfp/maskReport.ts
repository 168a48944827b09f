/** What is known of a mask, in the names of a kernel. */
import { PRESENT } from './absentFlags';
import type { KnownBits } from './maskValue';
import { symbolic } from './symbolic';
import { knownBits, type Vocabulary } from './vocabulary';

/** The JSON of `mask` and `trace`: each single-bit flag of the tree, under one name, is in exactly one of the lists, lowest bit first. */
export interface MaskReport {
  readonly set: readonly string[];
  readonly clear: readonly string[];
  readonly unknown: readonly string[];
  /** `GFP_NOFS|__GFP_NOWARN`, as the kernel prints it, with what is asked for and 0 here; null where a flag is unknown. */
  readonly symbolic: string | null;
}

/** gfp_t is `unsigned int` (include/linux/types.h). */
const GFP_T = 0xffff_ffffn;

/**
 * Names what is known. A flag that is 0 in this configuration is in a list where `vocabulary` is one with absent flags. Bits without
 * a name that are known to be set stand in `symbolic` as a number, as the kernel prints them.
 */
export function maskReport({ set, clear }: KnownBits, vocabulary: Vocabulary): MaskReport {
  const report = { set: [] as string[], clear: [] as string[], unknown: [] as string[] };
  let last = 0n;
  let isOpen = false;
  for (const { name, value } of vocabulary.flags) {
    // Two names can share a bit; the first one is its name.
    if (value === last) continue;
    last = value;
    (set & value ? report.set : clear & value ? report.clear : report.unknown).push(name);
    if (value <= PRESENT && ((set | clear) & value) === 0n) isOpen = true;
  }
  const mask = set & (GFP_T | knownBits(vocabulary));
  return { ...report, symbolic: isOpen ? null : symbolic(mask, vocabulary) };
}
