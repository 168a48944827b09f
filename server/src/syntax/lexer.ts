/** Tokens of a stretch of C text, as parallel arrays: what the kernel dialect is recognised on before anything is parsed. */

export const WORD = 1;
export const NUMBER = 2;
export const STRING = 3;
export const CHARACTER = 4;
export const PUNCTUATION = 5;
/** A whole preprocessor line with its continuation lines, without the line end. */
export const DIRECTIVE = 6;

export interface Tokens {
  readonly text: string;
  count: number;
  /** WORD ... DIRECTIVE, by token. */
  readonly kind: Uint8Array;
  /** Offsets in `text`; `end` is exclusive. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Of punctuation its characters as a number, see `punctuation`; 0 for every other token. */
  readonly code: Int32Array;
}

/** The number that stands for a punctuator of one to three ASCII characters: `punctuation('->')`. */
export function punctuation(characters: string): number {
  let code = 0;
  for (let i = characters.length - 1; i >= 0; i--) code = (code << 8) | characters.charCodeAt(i);
  return code;
}

const LONG_PUNCTUATION: ReadonlySet<number> = new Set(
  [
    '->',
    '++',
    '--',
    '<<',
    '>>',
    '<=',
    '>=',
    '==',
    '!=',
    '&&',
    '||',
    '*=',
    '/=',
    '%=',
    '+=',
    '-=',
    '&=',
    '^=',
    '|=',
    '##',
    '<<=',
    '>>=',
    '...',
  ].map(punctuation),
);

const SPACE = 1;
const LETTER = 2;
const DIGIT = 3;
const CLASS = new Uint8Array(128);
for (const c of ' \t\n\r\f\v') CLASS[c.charCodeAt(0)] = SPACE;
for (let c = 0; c < 26; c++) CLASS[65 + c] = CLASS[97 + c] = LETTER;
CLASS[95] = CLASS[36] = LETTER;
for (let c = 48; c < 58; c++) CLASS[c] = DIGIT;

/**
 * Tokens of `text` from `from` to `to`, comments left out. Any text will do: what is left open ends where the stretch (or, for a
 * string, the line) ends. With `directives` false, `#` is punctuation, as inside a macro's body.
 */
export function lex(text: string, from: number, to: number, directives = true): Tokens {
  const room = to - from + 1;
  const kind = new Uint8Array(room);
  const start = new Int32Array(room);
  const end = new Int32Array(room);
  const code = new Int32Array(room);
  let count = 0;
  let atLineStart = true;
  let i = from;
  // Hot loop: once over every character of every function that is read.
  while (i < to) {
    const c = text.charCodeAt(i);
    const group = c < 128 ? CLASS[c]! : LETTER;
    if (group === SPACE) {
      if (c === 10) atLineStart = true;
      i++;
      continue;
    }
    const begin = i;
    if (group === LETTER) {
      i = endOfWord(text, i, to);
      const next = text.charCodeAt(i);
      if ((next === 34 || next === 39) && i < to && isPrefix(text, begin, i)) {
        kind[count] = next === 34 ? STRING : CHARACTER;
        i = endOfQuoted(text, i, to, next);
      } else kind[count] = WORD;
    } else if (group === DIGIT || (c === 46 && isDigit(text.charCodeAt(i + 1)) && i + 1 < to)) {
      i = endOfNumber(text, i, to);
      kind[count] = NUMBER;
    } else if (c === 34 || c === 39) {
      i = endOfQuoted(text, i, to, c);
      kind[count] = c === 34 ? STRING : CHARACTER;
    } else if (c === 47 && text.charCodeAt(i + 1) === 42 && i + 1 < to) {
      i = endOfComment(text, i, to);
      continue;
    } else if (c === 47 && text.charCodeAt(i + 1) === 47 && i + 1 < to) {
      i = endOfLine(text, i, to);
      continue;
    } else if (c === 92 && isLineEnd(text.charCodeAt(i + 1))) {
      i++;
      continue;
    } else if (c === 35 && atLineStart && directives) {
      i = endOfDirective(text, i, to);
      kind[count] = DIRECTIVE;
    } else {
      const long = longPunctuation(text, i, to);
      i += long > 0xffff ? 3 : long > 0xff ? 2 : 1;
      kind[count] = PUNCTUATION;
      code[count] = long;
    }
    atLineStart = false;
    start[count] = begin;
    end[count] = i;
    count++;
  }
  return { text, count, kind, start, end, code };
}

function longPunctuation(text: string, at: number, to: number): number {
  const one = text.charCodeAt(at);
  const second = at + 1 < to ? text.charCodeAt(at + 1) : 0;
  if (one > 126 || second > 126) return one & 0xff;
  const two = one | (second << 8);
  const third = at + 2 < to ? text.charCodeAt(at + 2) : 0;
  if (third < 127 && LONG_PUNCTUATION.has(two | (third << 16)) && third !== 0) return two | (third << 16);
  return LONG_PUNCTUATION.has(two) ? two : one;
}

function endOfWord(text: string, at: number, to: number): number {
  let i = at + 1;
  while (i < to) {
    const c = text.charCodeAt(i);
    if (c < 128 && CLASS[c]! < LETTER) break;
    i++;
  }
  return i;
}

/** A preprocessing number: letters, digits, dots, and a sign behind an exponent's letter of a decimal one. */
function endOfNumber(text: string, at: number, to: number): number {
  let i = at + 1;
  const isHex = text.charCodeAt(at) === 48 && (text.charCodeAt(at + 1) | 32) === 120;
  while (i < to) {
    const c = text.charCodeAt(i);
    if (c === 46 || (c < 128 && CLASS[c]! >= LETTER)) i++;
    else if ((c === 43 || c === 45) && !isHex && (text.charCodeAt(i - 1) | 32) === 101) i++;
    else break;
  }
  return i;
}

function endOfQuoted(text: string, at: number, to: number, quote: number): number {
  let i = at + 1;
  while (i < to) {
    const c = text.charCodeAt(i);
    if (c === quote) return i + 1;
    if (c === 10) return i;
    i += c === 92 && i + 1 < to ? 2 : 1;
  }
  return i;
}

function endOfComment(text: string, at: number, to: number): number {
  const close = text.indexOf('*/', at + 2);
  return close < 0 || close + 2 > to ? to : close + 2;
}

function endOfLine(text: string, at: number, to: number): number {
  const close = text.indexOf('\n', at);
  return close < 0 || close > to ? to : close;
}

function endOfDirective(text: string, at: number, to: number): number {
  let i = at;
  while (i < to) {
    const c = text.charCodeAt(i);
    if (c === 10) return i;
    if (c === 92) i += 2;
    else if (c === 47 && text.charCodeAt(i + 1) === 42) i = endOfComment(text, i, to);
    else i++;
  }
  return Math.min(i, to);
}

/** L"", u8'' and their kind. */
function isPrefix(text: string, from: number, to: number): boolean {
  const word = text.slice(from, to);
  return word === 'L' || word === 'u' || word === 'U' || word === 'u8';
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function isLineEnd(c: number): boolean {
  return c === 10 || c === 13;
}
