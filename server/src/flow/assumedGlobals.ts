/** Variables of the tree that have one value for the whole life of a running system. */
import type { Vocabulary } from '../gfp/vocabulary';

/**
 * Name, the names of which its value is made, and why it is assumed. Learned from the tree this would be: every place that
 * writes it, and when that place runs.
 */
const ASSUMED: readonly { readonly variable: string; readonly value: readonly string[]; readonly why: string }[] = [
  {
    variable: 'gfp_allowed_mask',
    value: [],
    why: 'all bits once the system has booted (kernel_init_freeable() in init/main.c of 2.6.31 to 7.2), less only during suspend',
  },
];

/** The assumed mask of a variable; null where nothing is assumed. An empty list stands for all flags. */
export function assumedMask(variable: string, vocabulary: Vocabulary): bigint | null {
  const assumed = ASSUMED.find((one) => one.variable === variable);
  if (assumed === undefined) return null;
  if (assumed.value.length === 0) return 0xffffffffffffffffn;
  return assumed.value.reduce((mask, name) => mask | (vocabulary.values.get(name) ?? 0n), 0n);
}
