/** What is taken for granted about CONFIG_ symbols that nobody told, and which of it matters. */
import type { ConfigAssumption, ConfigLookup } from './vocabulary';

/**
 * Symbols that are taken as set. All others are taken as not set: LOCKDEP, KASAN_HW_TAGS and KMEMCHECK are for
 * debugging kernels.
 */
const ASSUMED_SET: ReadonlySet<string> = new Set([
  // Distribution kernels for servers and desktops are NUMA kernels.
  'CONFIG_NUMA',
  // Selected by MEMCG (6.12: init/Kconfig), which distributions have.
  'CONFIG_SLAB_OBJ_EXT',
  // Selected or on by default wherever there is an MMU and a PC's devices.
  'CONFIG_MMU',
  'CONFIG_ZONE_DMA',
  'CONFIG_ZONE_DMA32',
  'CONFIG_64BIT',
]);

/** The state taken for a symbol that is not told. */
export function assumedValue(symbol: string): 'y' | 'n' {
  return ASSUMED_SET.has(symbol) ? 'y' : 'n';
}

/** True where a symbol is set to y or m, told or assumed. */
export function isConfigSet(symbol: string, config: ConfigLookup): boolean {
  return (config(symbol) ?? assumedValue(symbol)) !== 'n';
}

/**
 * The assumptions that matter: for each symbol that is not told, the names and bits that differ under the opposite.
 *
 * @param symbols the symbols that the definitions depend on
 * @param valuesUnder the values of all names, given whether a symbol is set
 */
export function findAssumptions(
  symbols: Iterable<string>,
  config: ConfigLookup,
  valuesUnder: (isSet: (symbol: string) => boolean) => ReadonlyMap<string, bigint>,
): ConfigAssumption[] {
  const untold = [...symbols].filter((symbol) => config(symbol) === undefined).sort();
  if (untold.length === 0) return [];
  const base = valuesUnder((symbol) => isConfigSet(symbol, config));
  return untold.flatMap((symbol) => {
    const opposite = valuesUnder((other) => isConfigSet(other, config) !== (other === symbol));
    const { names, bits } = difference(base, opposite);
    return names.length > 0 ? [{ symbol, value: assumedValue(symbol), names, bits }] : [];
  });
}

function difference(a: ReadonlyMap<string, bigint>, b: ReadonlyMap<string, bigint>): { names: string[]; bits: bigint } {
  const names: string[] = [];
  let bits = 0n;
  for (const name of new Set([...a.keys(), ...b.keys()])) {
    if (a.get(name) === b.get(name)) continue;
    names.push(name);
    // Combinations and the width follow from the flags; the bits that change their meaning are those of flags.
    if (name.startsWith('__GFP_') && !name.startsWith('__GFP_BITS_')) bits |= (a.get(name) ?? 0n) | (b.get(name) ?? 0n);
  }
  return { names: names.sort(), bits };
}
