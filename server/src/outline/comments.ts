import { continuationAt, NEWLINE, SLASH } from './byteClasses';
import type { LineTable } from './lineTable';
import { STAR } from './tokens';

/** The byte behind the block comment at `at`, at most `end`. Lines that begin in it go to `lines`, where somebody counts them. */
export function behindBlockComment(bytes: Uint8Array, at: number, end: number, lines: LineTable | null): number {
  let p = at + 2;
  while (p < end && !(bytes[p] === STAR && bytes[p + 1] === SLASH)) {
    if (bytes[p] === NEWLINE) lines?.push(p + 1);
    p++;
  }
  return Math.min(p + 2, end);
}

/** The end of the line that the `//` at `at` stands in, with the lines that a backslash joins to it. */
export function behindLineComment(bytes: Uint8Array, at: number, end: number, lines: LineTable): number {
  let p = at;
  while (p < end && bytes[p] !== NEWLINE) {
    const joined = continuationAt(bytes, p);
    p += joined === 0 ? 1 : joined;
    if (joined > 0) lines.push(p);
  }
  return p;
}
