/** Flags that a configuration lacks: 0 to the compiler, but still the name of what a branch asks for. */
import { type GfpName, makeVocabulary, type Vocabulary } from '../gfp/vocabulary';

/** gfp_t has 32 bits; from here on a bit is no mask's. */
const FIRST_ABSENT = 40n;

/** The vocabulary with a bit of its own for each `__GFP_` flag that is 0: no mask has it set. */
export function withAbsentFlags(vocabulary: Vocabulary): Vocabulary {
  const values = new Map(vocabulary.values);
  let next = FIRST_ABSENT;
  for (const [name, value] of vocabulary.values) {
    if (value !== 0n || !name.startsWith('__GFP_')) continue;
    values.set(name, 1n << next);
    next++;
  }
  return makeVocabulary({ ...vocabulary, values, order: vocabulary.printOrder.map(({ name }: GfpName) => name) });
}

/** Without the bits of absent flags: what a mask really is. */
export const PRESENT = (1n << FIRST_ABSENT) - 1n;
