/** The built-in layouts, unpacked from the generated table. */
import { compareReleases, type KernelRelease, parseKernelRelease, RHEL_BASE } from './kernelRelease';
import { GENERATED_LAYOUTS } from './layouts.generated';

export interface BuiltinLayout {
  /** `6.12`, `el7`. */
  readonly name: string;
  /** Path of the defining header in a kernel tree. */
  readonly header: string;
  /** CONFIG_ symbols (with prefix) that some value depends on, sorted. */
  readonly symbols: readonly string[];
  /** The values of all names, given whether a symbol is set. */
  readonly valuesUnder: (isSet: (symbol: string) => boolean) => Map<string, bigint>;
}

/** Oldest first. */
export const BUILTIN_LAYOUTS: readonly BuiltinLayout[] = unpack();

/** Last package release of RHEL 7 for which the older of its two layouts was read. */
const EL7_OLDER_UP_TO = 514;

/**
 * The layout of a kernel: RHEL's own for RHEL 7 and 8, else the newest that is not newer than the kernel.
 *
 * @returns null for a kernel that is older than all layouts
 */
export function layoutFor(release: KernelRelease): BuiltinLayout | null {
  if ((release.rhel === 7 || release.rhel === 8) && isRhelBase(release)) {
    const older = release.rhel === 7 && release.build !== null && release.build <= EL7_OLDER_UP_TO;
    const name = older ? `el7-${EL7_OLDER_UP_TO}` : `el${release.rhel}`;
    return BUILTIN_LAYOUTS.find((layout) => layout.name === name) ?? null;
  }
  let found: BuiltinLayout | null = null;
  for (const layout of BUILTIN_LAYOUTS) {
    const since = layout.name.startsWith('el') ? null : parseKernelRelease(layout.name);
    if (since !== null && compareReleases(since, release) <= 0) found = layout;
  }
  return found;
}

/** False for mainline kernels that are packaged for a RHEL (`5.4.250-1.el7.elrepo`): they have mainline's bits. */
function isRhelBase(release: KernelRelease): boolean {
  const base = release.rhel === null ? undefined : RHEL_BASE.get(release.rhel);
  return base !== undefined && base[0] === release.major && base[1] === release.minor;
}

/** First and last built-in layout (upstream kernels) that define a name, or null where none does. */
export function layoutsDefining(name: string): { readonly first: string; readonly last: string } | null {
  const defining = BUILTIN_LAYOUTS.filter(
    (layout) => !layout.name.startsWith('el') && layout.valuesUnder(() => false).has(name),
  );
  const first = defining[0];
  const last = defining.at(-1);
  return first === undefined || last === undefined ? null : { first: first.name, last: last.name };
}

function unpack(): BuiltinLayout[] {
  const current = new Map<string, bigint>();
  return GENERATED_LAYOUTS.map(({ layout, header, set, drop, variants }) => {
    for (const name of drop) current.delete(name);
    for (const [name, value] of Object.entries(set)) current.set(name, BigInt(value));
    const base = new Map(current);
    const keys = Object.keys(variants).map((key) => key.split('+'));
    const symbols = [...new Set(keys.flat())].sort().map((symbol) => `CONFIG_${symbol}`);
    const valuesUnder = (isSet: (symbol: string) => boolean): Map<string, bigint> => {
      const values = new Map(base);
      const within = keys.filter((key) => key.every((symbol) => isSet(`CONFIG_${symbol}`)));
      // Of the variants that apply, those that no larger one covers; scripts/generate-layouts.mjs packs by this rule.
      const covered = (key: string[]): boolean =>
        within.some((other) => other.length > key.length && key.every((symbol) => other.includes(symbol)));
      for (const key of within.filter((candidate) => !covered(candidate))) {
        for (const [name, value] of Object.entries(variants[key.join('+')] ?? {})) values.set(name, BigInt(value));
      }
      return values;
    };
    return { name: layout, header, symbols, valuesUnder };
  });
}
