/** Flags that a configuration lacks: 0 to the compiler, but still the name of what code asks for. */
import { type GfpName, makeVocabulary, type Vocabulary } from './vocabulary';

/** gfp_t has 32 bits; from here on a bit is no mask's. */
const FIRST_ABSENT = 40n;

/** A bit of its own for each `__GFP_` flag that is 0, in the order of `values`. */
export function absentBits(values: ReadonlyMap<string, bigint>): Map<string, bigint> {
  const bits = new Map<string, bigint>();
  for (const [name, value] of values)
    if (value === 0n && name.startsWith('__GFP_')) bits.set(name, 1n << (FIRST_ABSENT + BigInt(bits.size)));
  return bits;
}

/** The vocabulary in which these flags have their bits, alone and in the names that are made of them. */
export function withAbsentFlags(vocabulary: Vocabulary): Vocabulary {
  const values = new Map([...vocabulary.values, ...vocabulary.withAbsent]);
  return makeVocabulary({ ...vocabulary, values, order: vocabulary.printOrder.map(({ name }: GfpName) => name) });
}

/** Without the bits of absent flags: what a mask really is. */
export const PRESENT = (1n << FIRST_ABSENT) - 1n;
