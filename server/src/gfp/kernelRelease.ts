/** A kernel's release string, taken apart as far as layouts need it. */

export interface KernelRelease {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** RHEL major version for `.el7` and the like, else null. */
  readonly rhel: number | null;
  /** First number of the package release (`3.10.0-327.el7`: 327), else null. */
  readonly build: number | null;
}

/** The kernel that each RHEL is built on. */
export const RHEL_BASE: ReadonlyMap<number, readonly [number, number, number]> = new Map([
  [6, [2, 6, 32]],
  [7, [3, 10, 0]],
  [8, [4, 18, 0]],
  [9, [5, 14, 0]],
  [10, [6, 12, 0]],
]);

/**
 * Reads `6.1`, `v6.1.192`, `2.6.32`, `3.10.0-327.el7.x86_64`, `4.18.0-305.el8`, or a bare `el7`, `rhel8`.
 *
 * @param rhel RHEL's version told apart from the release (`7`, `7.9`, `el7`)
 * @returns null where the text is none of these
 */
export function parseKernelRelease(text: string, rhel?: string): KernelRelease | null {
  const trimmed = text.trim();
  const toldRhel = rhel === undefined ? null : majorOf(/^(?:rhel|el)?-?(\d+)/i.exec(rhel.trim()));
  const bare = majorOf(/^(?:rhel|el)-?(\d{1,2})(?:[._]\d+)?$/i.exec(trimmed));
  if (bare !== null) {
    const base = RHEL_BASE.get(bare);
    return base === undefined ? null : { major: base[0], minor: base[1], patch: base[2], rhel: bare, build: null };
  }
  const match = /^v?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,5}))?((?:[-+._~][-+._~\w]*)?)$/.exec(trimmed);
  if (match === null) return null;
  const suffix = match[4] ?? '';
  return {
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: Number(match[3] ?? 0),
    rhel: toldRhel ?? majorOf(/\.el(\d{1,2})(?!\d)/.exec(suffix)),
    build: majorOf(/^-(\d{1,6})(?:\.|$)/.exec(suffix)),
  };
}

/** True where a release is `major.minor` or later. */
export function atLeast(release: KernelRelease, major: number, minor: number): boolean {
  return release.major > major || (release.major === major && release.minor >= minor);
}

/** Negative, zero or positive as the first kernel is older, the same, or newer. */
export function compareReleases(a: KernelRelease, b: KernelRelease): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

function majorOf(match: RegExpExecArray | null): number | null {
  return match?.[1] === undefined ? null : Number(match[1]);
}
