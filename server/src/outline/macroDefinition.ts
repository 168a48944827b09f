import { NameTable } from '../text/nameTable';
import {
  BLANK,
  behindWord,
  CARRIAGE_RETURN,
  classOf,
  continuationAt,
  DIGIT,
  LETTER,
  MINUS,
  NEWLINE,
  SLASH,
  TAB,
} from './byteClasses';
import type { TokenizedFile } from './tokenizedFile';
import { COMMA, DOT, LPAREN, RPAREN, STAR } from './tokens';

/** The id of the word `bytes[from, to)`. */
export const internWord = (names: NameTable, bytes: Uint8Array, from: number, to: number): number =>
  names.intern(bytes, from, to, NameTable.hash(bytes, from, to));

/** Reads a macro's parameters, behind whose `(` `at` stands, into `parameters`; gives the byte behind the `)`, else the line's end. */
export function readMacroParameters(file: TokenizedFile, names: NameTable, at: number, parameters: number[]): number {
  const { bytes, end, lines } = file;
  let p = at;
  while (p < end && bytes[p] !== RPAREN && bytes[p] !== NEWLINE) {
    const joined = continuationAt(bytes, p);
    if (joined > 0) {
      p += joined;
      lines.push(p);
    } else if (classOf[bytes[p]!] === LETTER) {
      const from = p;
      p = behindWord(bytes, p);
      parameters.push(internWord(names, bytes, from, p));
    } else if (bytes[p] === DOT && bytes[p + 1] === DOT) {
      // `args...` names the rest; a bare `...` is __VA_ARGS__.
      const before = bytes[p - 1];
      if (before === COMMA || before === LPAREN || before === BLANK || before === TAB)
        parameters.push(names.internText('__VA_ARGS__'));
      p += 3;
    } else p++;
  }
  return bytes[p] === RPAREN ? p + 1 : p;
}

/** True where the rest of the line is a number and nothing else; signs, parentheses and a comment may stand around it. */
export function isNumberBody(bytes: Uint8Array, at: number, end: number): boolean {
  let p = at;
  let digits = false;
  for (;;) {
    const c = bytes[p]!;
    if (c === NEWLINE || p >= end) return digits;
    if (classOf[c] === DIGIT) {
      digits = true;
      p = behindWord(bytes, p);
    } else if (c === BLANK || c === TAB || c === CARRIAGE_RETURN || c === MINUS || c === LPAREN || c === RPAREN) {
      p++;
    } else return digits && endsInComment(bytes, p, end);
  }
}

/** True where the rest of the line at `at` is a comment. One that goes on over the line is none: its lines have to be counted. */
function endsInComment(bytes: Uint8Array, at: number, end: number): boolean {
  if (bytes[at] !== SLASH) return false;
  if (bytes[at + 1] === SLASH) return true;
  if (bytes[at + 1] !== STAR) return false;
  let last = at;
  while (last < end && bytes[last] !== NEWLINE) last++;
  last--;
  while (bytes[last] === BLANK || bytes[last] === CARRIAGE_RETURN || bytes[last] === TAB) last--;
  return bytes[last] === SLASH && bytes[last - 1] === STAR;
}
