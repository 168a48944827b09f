/** Which kernel's names a mask in a log is decoded with. */
import { builtinVocabulary, NEWEST_LAYOUT } from '../gfp/builtinVocabulary';
import { decode } from '../gfp/decode';
import { compareReleases, parseKernelRelease } from '../gfp/kernelRelease';
import { BUILTIN_LAYOUTS } from '../gfp/layouts';
import type { Vocabulary } from '../gfp/vocabulary';
import { inEnglish, type Say } from '../text/say';

export interface LogVocabulary {
  readonly vocabulary: Vocabulary;
  /** One sentence that says why it is this one. */
  readonly why: string;
  /** True where the log itself decided it. */
  readonly isCertain: boolean;
}

/**
 * The vocabulary for a log: of the kernel that it names, where the open tree is of that version from the tree's headers;
 * else of the open tree; else of the newest kernel that is known.
 *
 * @param release as the log has it, null where it names none
 * @param tree the vocabulary of the open tree, null where none is open
 * @param say what `why` is said in
 * @returns null where the named kernel is not known at all
 */
export function logVocabulary(
  release: string | null,
  tree: Vocabulary | null,
  say: Say = inEnglish,
): LogVocabulary | null {
  if (release !== null) {
    const why = say('The log was printed by {0}.', release);
    if (tree !== null && areOneVersion(release, tree.layout.kernel)) return { vocabulary: tree, why, isCertain: true };
    const builtin = builtinVocabulary(release);
    return builtin.ok ? { vocabulary: builtin.vocabulary, why, isCertain: true } : null;
  }
  if (tree !== null) {
    const why = say('The log names no kernel: read with the open tree, {0}.', tree.layout.kernel);
    return { vocabulary: tree, why, isCertain: false };
  }
  const newest = builtinVocabulary(NEWEST_LAYOUT);
  if (!newest.ok) return null;
  const why = say('The log names no kernel: read with the newest one that is known, {0}.', NEWEST_LAYOUT);
  return { vocabulary: newest.vocabulary, why, isCertain: false };
}

export interface MaskMeaning {
  readonly symbolic: string;
  /** Layouts one after the other that agree: `3.10`, `4.4 to 4.18`. */
  readonly kernels: readonly string[];
}

/** What a mask would mean on each kernel that is known, kernels with the same meaning together, oldest first. */
export function meaningsOf(mask: string, say: Say = inEnglish): MaskMeaning[] {
  const runs: { symbolic: string; names: string[] }[] = [];
  const order = [...BUILTIN_LAYOUTS].sort((a, b) => Number(a.name.startsWith('el')) - Number(b.name.startsWith('el')));
  for (const { name } of order) {
    const builtin = builtinVocabulary(name);
    const decoded = builtin.ok ? decode(mask, builtin.vocabulary) : null;
    if (decoded?.ok !== true) continue;
    const { symbolic } = decoded.result;
    const last = runs.at(-1);
    const isRhel = name.startsWith('el');
    if (last?.symbolic === symbolic && last.names[0]?.startsWith('el') === isRhel) last.names.push(name);
    else runs.push({ symbolic, names: [name] });
  }
  const bySymbolic = new Map<string, string[]>();
  for (const { symbolic, names } of runs) {
    const span = names.length === 1 ? names[0]! : say('{0} to {1}', names[0]!, names.at(-1)!);
    bySymbolic.set(symbolic, [...(bySymbolic.get(symbolic) ?? []), span]);
  }
  return [...bySymbolic].map(([symbolic, kernels]) => ({ symbolic, kernels }));
}

/** Same major and minor version and the same distribution's bits: RHEL moves flags between kernels of one version. */
function areOneVersion(one: string, other: string): boolean {
  const [a, b] = [parseKernelRelease(one), parseKernelRelease(other)];
  if (a === null || b === null || a.rhel !== b.rhel) return false;
  return compareReleases({ ...a, patch: 0 }, { ...b, patch: 0 }) === 0;
}
