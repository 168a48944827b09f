/** Which kernel printed a log, as the log itself tells. */
import { parseKernelRelease } from '../gfp/kernelRelease';

export interface NamedKernel {
  /** `3.10.0-327.el7.x86_64` */
  readonly release: string;
  /** UTF-16 offset of that text. */
  readonly start: number;
}

/** Words before a release: the banner of every boot, the taint line of every report, the image that was booted. */
const MARKS = ['Linux version ', 'Not tainted ', 'Tainted: ', 'vmlinuz-'] as const;

/** A release behind a mark: nothing but taint letters, dashes and blanks may lie between. */
const RELEASE = /[A-Z -]*?(\d{1,3}\.\d{1,3}(?:\.\d{1,5})?[-+.~\w]*)/y;

/** The kernel that a line names, null where it names none: `Not tainted 6.1.0-mini #1`, `Linux version 3.10.0-327.el7 (…`. */
export function kernelNamedIn(line: string): NamedKernel | null {
  return kernelNamedAt(line, 0);
}

/**
 * The kernel that printed the line at an offset of a log: the one that is named nearest to it, before or behind. A boot
 * behind it is of another run and counts only where nothing else names a kernel.
 */
export function kernelNamedAt(text: string, offset: number): NamedKernel | null {
  const before = nearest(MARKS.map((mark) => lastNamed(text, mark, offset)));
  const bootBehind = firstNamed(text, 'Linux version ', offset, text.length);
  const sameRun = bootBehind?.start ?? text.length;
  const behind = nearest(MARKS.slice(1).map((mark) => firstNamed(text, mark, offset, sameRun)));
  const inRun = nearest([before, behind]);
  return inRun ?? bootBehind;

  function nearest(found: readonly (NamedKernel | null)[]): NamedKernel | null {
    const there = found.filter((each) => each !== null);
    return there.sort((a, b) => Math.abs(a.start - offset) - Math.abs(b.start - offset))[0] ?? null;
  }
}

/** How many marks without a release are passed over in one direction: every one of them costs a look. */
const MAX_MARKS = 50;

function lastNamed(text: string, mark: string, offset: number): NamedKernel | null {
  let at = text.lastIndexOf(mark, offset);
  for (let i = 0; at >= 0 && i < MAX_MARKS; i++) {
    const named = releaseBehind(text, at + mark.length);
    if (named !== null || at === 0) return named;
    at = text.lastIndexOf(mark, at - 1);
  }
  return null;
}

function firstNamed(text: string, mark: string, offset: number, before: number): NamedKernel | null {
  let at = text.indexOf(mark, offset);
  for (let i = 0; at >= 0 && at < before && i < MAX_MARKS; i++) {
    const named = releaseBehind(text, at + mark.length);
    if (named !== null) return named;
    at = text.indexOf(mark, at + 1);
  }
  return null;
}

/** A `Tainted:` line spells its letters out since 6.11: `Tainted: [W]=WARN, [O]=OOT_MODULE`; it has no release then. */
function releaseBehind(text: string, at: number): NamedKernel | null {
  // A window: the search may not leave the line, nor wander over a long one.
  const end = text.indexOf('\n', at);
  const window = text.slice(at, Math.min(end < 0 ? text.length : end, at + 200));
  RELEASE.lastIndex = 0;
  const found = RELEASE.exec(window);
  if (found === null || parseKernelRelease(found[1]!) === null) return null;
  return { release: found[1]!, start: at + found[0].length - found[1]!.length };
}
