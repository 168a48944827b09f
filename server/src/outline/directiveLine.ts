import { decodeBytes } from '../text/nameTable';
import { continuationAt, NEWLINE, SLASH } from './byteClasses';
import { behindBlockComment, behindLineComment } from './comments';
import type { LineTable } from './lineTable';
import { STAR } from './tokens';

/** The end of the preprocessor's line at `at`: joined lines and block comments belong to it. */
export function behindDirective(bytes: Uint8Array, at: number, end: number, lines: LineTable): number {
  let p = at;
  while (p < end && bytes[p] !== NEWLINE) {
    const joined = continuationAt(bytes, p);
    if (joined > 0) {
      p += joined;
      lines.push(p);
    } else if (bytes[p] === SLASH && bytes[p + 1] === SLASH) p = behindLineComment(bytes, p, end, lines);
    else if (bytes[p] === SLASH && bytes[p + 1] === STAR) p = behindBlockComment(bytes, p, end, lines);
    else p++;
  }
  return Math.min(p, end);
}

/** Text of `bytes[from, to)`, the rest of a preprocessor's line, with continuations joined and comments removed. */
export function directiveText(bytes: Uint8Array, from: number, to: number): string {
  return decodeBytes(bytes, from, to)
    .replace(/\\\r?\n/g, ' ')
    .replace(/\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/g, ' ')
    .trim();
}
