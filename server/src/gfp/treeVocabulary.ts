/** The vocabulary of a kernel tree, from the text of its own headers. */
import { absentBits } from './absentFlags';
import { findAssumptions, isConfigSet } from './configAssumptions';
import { evaluateExpression } from './constantExpression';
import { FLAG_HELP } from './flagHelp';
import { readHeaderHelp } from './headerHelp';
import { emptyDefinitions, type HeaderDefinitions, isConfigTest, readHeader } from './headerText';
import { parseKernelRelease } from './kernelRelease';
import { printedNamesOf, printOrderOf } from './printOrder';
import { readPrintTable } from './printTable';
import { type ConfigLookup, makeVocabulary, type Vocabulary } from './vocabulary';

/** Texts of a tree's headers; leave out what the tree does not have. */
export interface GfpHeaders {
  /** include/linux/gfp.h */
  readonly gfp?: string | undefined;
  /** include/linux/gfp_types.h (6.0 on) */
  readonly gfpTypes?: string | undefined;
  /** include/trace/events/mmflags.h, or gfpflags.h before 4.6 */
  readonly mmflags?: string | undefined;
  /** mm/internal.h: GFP_RECLAIM_MASK, GFP_CONSTRAINT_MASK and their like (4.4 on) */
  readonly internal?: string | undefined;
}

/** Where each text stands in a tree, in the order in which a tree may have them. */
export const GFP_HEADER_PATHS: Readonly<Record<keyof GfpHeaders, readonly string[]>> = {
  gfp: ['include/linux/gfp.h'],
  gfpTypes: ['include/linux/gfp_types.h'],
  mmflags: ['include/trace/events/mmflags.h', 'include/trace/events/gfpflags.h'],
  internal: ['mm/internal.h'],
};

/** gfp_t is `unsigned int` (include/linux/types.h). */
const GFP_T = 0xffff_ffffn;

/** How far one macro may lead to another before it counts as circular. */
const MAX_NESTING = 40;

/**
 * Reads the tree's definitions under its configuration.
 *
 * @param config what is known of the .config; for a symbol that it does not know, an assumption is made, and stated in
 *   `layout.assumptions` where it changes a value
 * @param version the tree's version, for `layout.kernel` and for the order of printing where the trace header is absent
 * @returns null where the texts define no `__GFP_` flag at all (not a kernel's header, or a broken one)
 */
export function vocabularyFromTree(files: GfpHeaders, config: ConfigLookup, version: string | null): Vocabulary | null {
  const definitions = readDefinitions(files, (symbol) => isConfigSet(symbol, config));
  const values = gfpValues(definitions, (symbol) => isConfigSet(symbol, config));
  if (![...values.keys()].some((name) => name.startsWith('__GFP_'))) return null;

  const assumptions = findAssumptions(relevantSymbols(definitions, files), config, (isSet) =>
    gfpValues(readDefinitions(files, isSet), isSet),
  );
  const table =
    files.mmflags === undefined ? null : readPrintTable(files.mmflags, (symbol) => isConfigSet(symbol, config));
  const release = parseKernelRelease(version ?? '') ?? { major: 7, minor: 2, patch: 0, rhel: null, build: null };
  const help = new Map(FLAG_HELP);
  for (const text of [files.internal, files.gfp, files.gfpTypes]) {
    for (const [name, words] of readHeaderHelp(text ?? '')) help.set(name, words);
  }
  return makeVocabulary({
    layout: { source: 'tree', kernel: version ?? 'unknown', file: definingHeader(files), assumptions },
    values,
    config,
    withAbsent: valuesWithAbsent(definitions, values, (symbol) => isConfigSet(symbol, config)),
    order: table?.order ?? printOrderOf(release),
    printedNames: table?.printedNames ?? printedNamesOf(release, values),
    help,
  });
}

function readDefinitions(files: GfpHeaders, isSet: (symbol: string) => boolean): HeaderDefinitions {
  const definitions = emptyDefinitions();
  for (const text of [files.gfpTypes, files.gfp, files.internal]) {
    if (text !== undefined) readHeader(text, isSet, definitions);
  }
  return definitions;
}

function definingHeader(files: GfpHeaders): string {
  const inTypes = /#[ \t]*define[ \t]+_{2,3}GFP_/.test(files.gfpTypes ?? '');
  return (inTypes ? GFP_HEADER_PATHS.gfpTypes : GFP_HEADER_PATHS.gfp)[0] ?? '';
}

/** Symbols that stand in the headers of the flags; mm/internal.h mentions dozens that no mask depends on. */
function relevantSymbols(definitions: HeaderDefinitions, files: GfpHeaders): string[] {
  const text = `${files.gfpTypes ?? ''}\n${files.gfp ?? ''}`;
  return [...definitions.configSymbols].filter((symbol) => text.includes(symbol));
}

/** The value of every `__GFP_*` and `GFP_*` macro that is a mask. */
function gfpValues(
  definitions: HeaderDefinitions,
  isSet: (symbol: string) => boolean,
  isWide = false,
): Map<string, bigint> {
  const values = new Map<string, bigint>();
  for (const [name, body] of definitions.macros) {
    if (!/^(?:__)?GFP_[A-Z]/.test(name)) continue;
    // GFP_ZONE_TABLE, GFP_ZONE_BAD and the like are tables indexed by a mask, made by shifting.
    if (name.startsWith('GFP_') && /<<|>>|\?|[^_]SHIFT\b|_SHIFT$/.test(`${body} ${name}`)) continue;
    const value = evaluateMacro(body, definitions, { isSet, isWide }, 0);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** Of `values`, those that differ where each flag that is 0 has a bit of its own. */
function valuesWithAbsent(
  definitions: HeaderDefinitions,
  values: ReadonlyMap<string, bigint>,
  isSet: (symbol: string) => boolean,
): Map<string, bigint> {
  const bits = absentBits(values);
  const macros = new Map(definitions.macros);
  for (const [name, bit] of bits) macros.set(name, String(bit));
  const absent = [...bits.values()].reduce((sum, bit) => sum | bit, 0n);
  // It has a bit for every flag that there is.
  const ofAll = macros.get('__GFP_BITS_MASK');
  if (ofAll !== undefined) macros.set('__GFP_BITS_MASK', `((${ofAll}) | ${absent})`);
  const found = [...gfpValues({ ...definitions, macros }, isSet, true)].map(
    ([name, value]) => [name, value & (GFP_T | absent)] as const,
  );
  return new Map(found.filter(([name, value]) => value !== values.get(name)));
}

function evaluateMacro(
  body: string,
  definitions: HeaderDefinitions,
  how: { readonly isSet: (symbol: string) => boolean; readonly isWide: boolean },
  nesting: number,
): bigint | undefined {
  if (nesting > MAX_NESTING || body === '') return undefined;
  const evaluate = (text: string): bigint | undefined => evaluateMacro(text, definitions, how, nesting + 1);
  const result = evaluateExpression(body, {
    isWide: how.isWide,
    valueOf: (name) => {
      const macro = definitions.macros.get(name);
      return macro === undefined ? definitions.enumerators.get(name) : evaluate(macro);
    },
    valueOfCall: (name, argument) => {
      if (isConfigTest(name)) return how.isSet(argument.trim()) ? 1n : 0n;
      const bit = name === 'BIT' || name === 'BIT_ULL' ? evaluate(argument) : undefined;
      return bit === undefined || bit > 63n ? undefined : 1n << bit;
    },
  });
  return result.ok ? result.value : undefined;
}
