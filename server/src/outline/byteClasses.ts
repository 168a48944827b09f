// What a byte of C may be part of: one table look-up per byte in the hot loop. All other bytes are 0.
/** White space inside of a line. */
export const SPACE = 1;
/** A bracket or mark that no operator begins with: a token by itself. */
export const LONE = 2;
/** What a name begins with. */
export const LETTER = 3;
/** Letters and digits, what names and numbers go on with, are the classes from `LETTER` on. */
export const DIGIT = 4;

/** Class of each byte. A backslash is white space: it joins lines. Bytes beyond ASCII are letters. */
export const classOf = new Uint8Array(256);
for (const c of ' \t\r\f\v\\') classOf[c.charCodeAt(0)] = SPACE;
for (const c of '()[]{},;:?~') classOf[c.charCodeAt(0)] = LONE;
for (let c = 0; c < 256; c++) {
  const text = String.fromCharCode(c);
  if (/[A-Za-z_$]/.test(text) || c >= 128) classOf[c] = LETTER;
  else if (/[0-9]/.test(text)) classOf[c] = DIGIT;
}

// Bytes that the token kinds in `tokens.ts` lack.
export const TAB = 9;
export const NEWLINE = 10;
export const CARRIAGE_RETURN = 13;
export const BLANK = 32;
export const QUOTE = 34;
export const APOSTROPHE = 39;
export const MINUS = 45;
export const SLASH = 47;
export const BACKSLASH = 92;

/** The first byte from `at` on that is neither blank nor tab. */
export function behindBlanks(bytes: Uint8Array, at: number): number {
  let p = at;
  while (bytes[p] === BLANK || bytes[p] === TAB) p++;
  return p;
}

/** The first byte from `at` on that is neither letter nor digit; `bytes` ends in one that is not. */
export function behindWord(bytes: Uint8Array, at: number): number {
  let p = at;
  while (classOf[bytes[p]!]! >= LETTER) p++;
  return p;
}

/** Length of a backslash and the line end behind it, `\n` or `\r\n`, at `at`; 0 where there is none. */
export function continuationAt(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== BACKSLASH) return 0;
  if (bytes[at + 1] === NEWLINE) return 2;
  return bytes[at + 1] === CARRIAGE_RETURN && bytes[at + 2] === NEWLINE ? 3 : 0;
}

/** True where ASCII `text` stands at `at`. */
export function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
