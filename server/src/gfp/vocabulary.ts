/** What the gfp names of one kernel mean: the type that everything in this folder takes, and how one is put together. */

/** State of a Kconfig symbol as a .config tells it. */
export type ConfigValue = 'y' | 'm' | 'n';

/**
 * Looks a symbol up (with its `CONFIG_` prefix). Undefined means *not known*, so that an assumption is made and
 * stated; a complete .config answers 'n' for a symbol that it does not name.
 */
export type ConfigLookup = (symbol: string) => ConfigValue | undefined;

/** A name with its value. Masks are bigint everywhere in gfp/: gfp_t is 32 bits today, and no bit is lost if it grows. */
export interface GfpName {
  /** `__GFP_IO`, `GFP_NOFS`. */
  readonly name: string;
  readonly value: bigint;
  /** One or more sentences of plain text; empty where nothing is known. */
  readonly help: string;
}

/** A CONFIG_ symbol whose state nobody told. */
export interface ConfigAssumption {
  /** `CONFIG_LOCKDEP`. */
  readonly symbol: string;
  readonly value: 'y' | 'n';
  /** The gfp names that would have another value under the opposite assumption. */
  readonly names: readonly string[];
  /** The bits that would mean something else under the opposite assumption. */
  readonly bits: bigint;
}

export interface VocabularyLayout {
  readonly source: 'builtin' | 'tree';
  /** The layout's name (`3.10`, `el7`) for a built-in one, the tree's version for a tree. */
  readonly kernel: string;
  /** The header that holds the bits, relative to the tree; null for a built-in layout. */
  readonly file: string | null;
  readonly assumptions: readonly ConfigAssumption[];
}

export interface Vocabulary {
  readonly layout: VocabularyLayout;
  /** Single-bit `__GFP_*` names, lowest bit first. Two names can share a bit; the first one is its name. */
  readonly flags: readonly GfpName[];
  /** Names that stand for a combination: `GFP_*`, and `__GFP_RECLAIM`. Values may be 0. */
  readonly composites: readonly GfpName[];
  /** Non-zero names in the order in which the kernel takes them out of a mask when it prints one (`%pGg`). */
  readonly printOrder: readonly GfpName[];
  /** Every name that an expression may use, also those that are 0 in this configuration. */
  readonly values: ReadonlyMap<string, bigint>;
  /** Flags that are 0 in this configuration, each with a bit above those of gfp_t, and what the names that are made of them are with those. */
  readonly withAbsent: ReadonlyMap<string, bigint>;
  /** What is known of the .config. */
  readonly config: ConfigLookup;
  /** What old kernels print instead of a flag's name: `GFP_WAIT` for `__GFP_WAIT` (to 4.5). */
  readonly printedNames: ReadonlyMap<string, string>;
  /** Help by name, for every name in `values` that has one. */
  readonly help: ReadonlyMap<string, string>;
}

export interface VocabularyParts {
  readonly layout: VocabularyLayout;
  readonly values: ReadonlyMap<string, bigint>;
  readonly withAbsent: ReadonlyMap<string, bigint>;
  readonly config: ConfigLookup;
  /** Names, first printed first; names that are not in `values` are passed over. */
  readonly order: readonly string[];
  readonly printedNames: ReadonlyMap<string, string>;
  readonly help: ReadonlyMap<string, string>;
}

/** Sorts names into flags and composites and settles the order of printing. */
export function makeVocabulary(parts: VocabularyParts): Vocabulary {
  const named = (name: string, value: bigint): GfpName => ({ name, value, help: parts.help.get(name) ?? '' });
  const flags: GfpName[] = [];
  const composites: GfpName[] = [];
  for (const [name, value] of parts.values) {
    if (name.startsWith('__GFP_BITS_')) continue;
    if (name.startsWith('GFP_')) composites.push(named(name, value));
    else if (isSingleBit(value)) flags.push(named(name, value));
    else if (value !== 0n) composites.push(named(name, value));
  }
  // Array.prototype.sort is stable: of two names for one bit, the one that was defined first stays first.
  flags.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  const printOrder: GfpName[] = [];
  const printed = new Set<bigint>();
  const print = (name: string, value: bigint): void => {
    if (value === 0n || printed.has(value)) return;
    printed.add(value);
    printOrder.push(named(name, value));
  };
  for (const name of parts.order) print(name, parts.values.get(name) ?? 0n);
  // Flags that the kernel's own table leaves out (__GFP_NOLOCKDEP to 6.14) are named here rather than left as a number.
  for (const flag of flags) print(flag.name, flag.value);
  return { ...parts, flags, composites, printOrder };
}

/** True for a power of two. */
export function isSingleBit(value: bigint): boolean {
  return value > 0n && (value & (value - 1n)) === 0n;
}

/** `0x250`, as the kernel's `%#x` (but `0x0` for zero). */
export function toHex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** The mask that has the bits of all flags of this kernel in this configuration. */
export function knownBits(vocabulary: Vocabulary): bigint {
  return vocabulary.flags.reduce((bits, flag) => bits | flag.value, 0n);
}

/** The flags that are set in a mask, lowest bit first, one name for each bit. Unknown bits are not in it. */
export function flagsIn(value: bigint, vocabulary: Vocabulary): GfpName[] {
  return vocabulary.flags.filter(
    (flag, i) => (value & flag.value) !== 0n && vocabulary.flags[i - 1]?.value !== flag.value,
  );
}
