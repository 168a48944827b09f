/** A kernel's version out of the texts that hold it. Pure: the files are read by `root.ts`. */

/** The texts that decide a tree's version; absent files are null or left out. */
export interface VersionTexts {
  /** The top `Makefile`. */
  readonly makefile: string;
  /** `Makefile.rhelver` beside it (RHEL 8 and later; RHEL 7 keeps the same variables in the Makefile). */
  readonly rhelver: string | null;
  /** Contents of the files `localversion*` beside it, sorted by name (scripts/setlocalversion joins them so). */
  readonly localversions: readonly string[];
}

/**
 * The release as `uname -r` would begin: `6.1.192`, `7.2.0-rc3`, `2.6.32`, `4.18.0-372.9.1.el8`.
 *
 * The first part follows KERNELVERSION in the top Makefile (empty PATCHLEVEL or SUBLEVEL end it). RHEL_RELEASE and
 * RHEL_MAJOR add `-RELEASE.elMAJOR`, as the distribution's package does.
 *
 * @returns null where the text is no kernel Makefile (no VERSION or no PATCHLEVEL)
 */
export function parseKernelVersion(texts: VersionTexts): string | null {
  const version = makeVariable(texts.makefile, 'VERSION');
  const patchlevel = makeVariable(texts.makefile, 'PATCHLEVEL');
  if (!isNumber(version) || !isNumber(patchlevel)) return null;
  const sublevel = makeVariable(texts.makefile, 'SUBLEVEL');
  const extra = makeVariable(texts.makefile, 'EXTRAVERSION') ?? '';
  const base = `${version}.${patchlevel}${isNumber(sublevel) ? `.${sublevel}` : ''}`;
  // An EXTRAVERSION that is computed (`-$(shell …)`) is nothing that can be read here.
  return base + (extra.includes('$') ? '' : extra) + rhelSuffix(texts) + localSuffix(texts.localversions);
}

/** True where the text is the top Makefile of a kernel (or of a project that copied its head, such as U-Boot). */
export function hasKernelVersion(makefile: string): boolean {
  return isNumber(makeVariable(makefile, 'VERSION')) && isNumber(makeVariable(makefile, 'PATCHLEVEL'));
}

function rhelSuffix(texts: VersionTexts): string {
  const variable = (name: string): string =>
    (texts.rhelver === null ? undefined : makeVariable(texts.rhelver, name)) ??
    makeVariable(texts.makefile, name) ??
    '';
  const release = variable('RHEL_RELEASE');
  if (!/^\d[\w.]*$/.test(release)) return '';
  const major = variable('RHEL_MAJOR');
  return release.includes('.el') || !isNumber(major) ? `-${release}` : `-${release}.el${major}`;
}

function localSuffix(localversions: readonly string[]): string {
  const joined = localversions.join('').replace(/\s+/g, '');
  return /^[\w.+~-]*$/.test(joined) ? joined : '';
}

/** The first `NAME = value` (or `:=`, `?=`) at the beginning of a line, without its comment. */
export function makeVariable(text: string, name: string): string | undefined {
  const found = new RegExp(`^${name}[ \\t]*[:?]?=[ \\t]*([^\\r\\n#]*)`, 'm').exec(text);
  return found?.[1]?.trim();
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && /^\d+$/.test(text);
}
