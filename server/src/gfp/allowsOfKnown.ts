/** What an allocation may do where not all of its mask is known. */
import { type Allows, allowsOf } from './allows';
import type { KnownBits } from './maskValue';
import { knownBits, type Vocabulary } from './vocabulary';

/** As `Allows`; null where flags decide that are not known. */
export type KnownAllows = { readonly [effect in keyof Allows]: boolean | null };

const relevant = new WeakMap<Vocabulary, readonly bigint[]>();

/** By the rules of `allowsOf`: true or false where every mask that it may be agrees. */
export function allowsOfKnown({ set, clear }: KnownBits, vocabulary: Vocabulary): KnownAllows {
  const open = deciding(vocabulary).filter((bit) => ((set | clear) & bit) === 0n);
  const found: Record<string, boolean | null> = { ...allowsOf(set, vocabulary) };
  for (let choice = 1; choice < 1 << open.length; choice++) {
    const mask = open.reduce((bits, bit, i) => (choice & (1 << i) ? bits | bit : bits), set);
    for (const [effect, allowed] of Object.entries(allowsOf(mask, vocabulary)))
      if (found[effect] !== allowed) found[effect] = null;
  }
  return found as KnownAllows;
}

/** The flags that decide an effect, alone or beside another one: eight or so. */
function deciding(vocabulary: Vocabulary): readonly bigint[] {
  let bits = relevant.get(vocabulary);
  if (bits === undefined) {
    const all = knownBits(vocabulary);
    const values = vocabulary.flags.map(({ value }) => value);
    const grounds = [0n, ...values];
    const differ = (a: bigint, b: bigint): boolean =>
      JSON.stringify(allowsOf(a, vocabulary)) !== JSON.stringify(allowsOf(b, vocabulary));
    bits = [...new Set(values)].filter((bit) => grounds.some((ground) => differ(ground & all & ~bit, ground | bit)));
    relevant.set(vocabulary, bits);
  }
  return bits;
}
