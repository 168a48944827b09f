/** The vocabulary of a kernel whose source is not at hand. */
import { absentBits } from './absentFlags';
import { findAssumptions, isConfigSet } from './configAssumptions';
import { FLAG_HELP } from './flagHelp';
import { parseKernelRelease } from './kernelRelease';
import { BUILTIN_LAYOUTS, layoutFor } from './layouts';
import { printedNamesOf, printOrderOf } from './printOrder';
import { type ConfigLookup, makeVocabulary, type Vocabulary } from './vocabulary';

export interface BuiltinOptions {
  /** RHEL's version where the release string does not tell it: `7`, `7.9`, `el8`. */
  readonly rhel?: string;
  /** What is known of the .config; without it every conditional bit rests on a stated assumption. */
  readonly config?: ConfigLookup;
}

export type BuiltinResult =
  | { readonly ok: true; readonly vocabulary: Vocabulary }
  /** One sentence that says what is accepted. */
  | { readonly ok: false; readonly message: string };

/** The newest kernel that the built-in table knows; for a mask with no kernel named. */
export const NEWEST_LAYOUT: string = BUILTIN_LAYOUTS.findLast((layout) => !layout.name.startsWith('el'))?.name ?? '';

/**
 * The built-in vocabulary for a release such as `6.1.192`, `3.10.0-327.el7.x86_64`, `el8`: RHEL's own layout where it
 * is one of RHEL 7 or 8, else the newest layout not newer than the release. `layout.kernel` names the one taken.
 */
export function builtinVocabulary(version: string, options: BuiltinOptions = {}): BuiltinResult {
  const release = parseKernelRelease(version, options.rhel);
  if (release === null) {
    const message = `"${version}" is no kernel version: write 6.1, 3.10.0-327.el7.x86_64 or el8.`;
    return { ok: false, message };
  }
  const layout = layoutFor(release);
  if (layout === null) {
    return { ok: false, message: `Kernel ${version} is older than ${BUILTIN_LAYOUTS[0]?.name}, the oldest one known.` };
  }
  const config: ConfigLookup = options.config ?? (() => undefined);
  const values = layout.valuesUnder((symbol) => isConfigSet(symbol, config));
  const assumptions = findAssumptions(layout.symbols, config, layout.valuesUnder);
  const vocabulary = makeVocabulary({
    layout: { source: 'builtin', kernel: layout.name, file: null, assumptions },
    values,
    withAbsent: absentBits(values),
    config,
    order: printOrderOf(release),
    printedNames: printedNamesOf(release, values),
    help: FLAG_HELP,
  });
  return { ok: true, vocabulary };
}
