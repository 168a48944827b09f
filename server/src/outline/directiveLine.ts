import { decodeBytes } from '../text/nameTable';
import { BACKSLASH, CARRIAGE_RETURN, continuationAt, NEWLINE, SLASH } from './byteClasses';
import { behindBlockComment } from './comments';
import type { LineTable } from './lineTable';
import { STAR } from './tokens';

/** The end of the preprocessor's line at `at`: joined lines and block comments belong to it. */
export function behindDirective(bytes: Uint8Array, at: number, end: number, lines: LineTable): number {
  let p = at;
  let lineComment = false;
  while (p < end && bytes[p] !== NEWLINE) {
    const joined = continuationAt(bytes, p);
    if (joined > 0) {
      p += joined;
      lines.push(p);
    } else if (!lineComment && bytes[p] === SLASH && bytes[p + 1] === SLASH) {
      // A slash and a star behind it open nothing: `//*` is a line comment.
      lineComment = true;
      p += 2;
    } else if (!lineComment && bytes[p] === SLASH && bytes[p + 1] === STAR)
      p = behindBlockComment(bytes, p, end, lines);
    else p++;
  }
  return Math.min(p, end);
}

/** Text of the preprocessor's line at `at` with continuations joined and comments removed. */
export function directiveText(bytes: Uint8Array, at: number, end: number): string {
  let p = at;
  while (p < end && bytes[p] !== NEWLINE && bytes[p] !== BACKSLASH && bytes[p] !== SLASH) p++;
  // Neither continued nor commented, as most are.
  if (p >= end || bytes[p] === NEWLINE) return decodeBytes(bytes, at, Math.min(p, end)).trim();
  while (p < end && bytes[p] !== NEWLINE) {
    if (bytes[p] === BACKSLASH && (bytes[p + 1] === NEWLINE || bytes[p + 1] === CARRIAGE_RETURN))
      p += bytes[p + 1] === CARRIAGE_RETURN ? 3 : 2;
    else if (bytes[p] === SLASH && bytes[p + 1] === STAR) p = behindBlockComment(bytes, p, end, null);
    else p++;
  }
  return decodeBytes(bytes, at, Math.min(p, end))
    .replace(/\\\r?\n/g, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/\/\/.*/, '')
    .trim();
}
