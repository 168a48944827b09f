import { decodeBytes } from '../text/nameTable';
import type { Branches } from './branches';
import { behindBlanks, classOf, LETTER, NEWLINE, SLASH, startsWith } from './byteClasses';
import { behindBlockComment } from './comments';
import { behindDirective, directiveText } from './directiveLine';
import type { TokenizedFile } from './tokenizedFile';
import { HASH, STAR } from './tokens';

/** Reads the directive whose word is `bytes[from, to)`, any but `#define`; gives the end of its line, or of the branch that it skips. */
export function readDirective(file: TokenizedFile, branches: Branches, from: number, to: number): number {
  const { bytes, end, lines } = file;
  const word = decodeBytes(bytes, from, Math.min(to, from + 12));
  const lineEnd = behindDirective(bytes, to, end, lines);
  switch (word) {
    case 'include':
      readInclude(file, directiveText(bytes, to, lineEnd));
      break;
    case 'if':
      branches.open(directiveText(bytes, to, lineEnd));
      break;
    case 'ifdef':
    case 'ifndef': {
      const name = /\w+/.exec(directiveText(bytes, to, lineEnd))?.[0] ?? '';
      if (word === 'ifdef') branches.open(`defined(${name})`);
      else branches.open(isIncludeGuard(file, branches, name, to) ? '1' : `!defined(${name})`);
      break;
    }
    case 'elif':
      branches.alternative(directiveText(bytes, to, lineEnd));
      break;
    case 'elifdef':
      branches.alternative(`defined(${directiveText(bytes, to, lineEnd)})`);
      break;
    case 'else':
      branches.alternative(null);
      break;
    case 'endif':
      branches.close();
      break;
  }
  return branches.skipping ? behindSkipped(file, lineEnd) : lineEnd;
}

/** `#include_next` has none: what comes next is not known without the compiler's search path. */
function readInclude({ includes, conditions, tokens }: TokenizedFile, line: string): void {
  const match = /^(?:"([^"]+)"|<([^>]+)>)/.exec(line);
  if (!match) return;
  const angle = match[2] !== undefined;
  includes.push({ target: match[1] ?? match[2]!, angle, condition: conditions.last, at: tokens.length });
}

/** How many bytes behind `#ifndef X` its `#define X` may stand, comments between them included. */
const GUARD_REACH = 400;

/** `#ifndef X` before any code, followed by `#define X`: no condition, every header has one. */
function isIncludeGuard(file: TokenizedFile, branches: Branches, name: string, at: number): boolean {
  if (file.tokens.length > 0 || branches.depth > 0) return false;
  const { bytes } = file;
  const end = Math.min(file.end, at + GUARD_REACH);
  let p = at;
  while (p < end && bytes[p] !== NEWLINE) p++;
  p = behindWhite(bytes, p, end);
  while (p < end && bytes[p] === SLASH && bytes[p + 1] === STAR)
    p = behindWhite(bytes, behindBlockComment(bytes, p, end, null), end);
  if (bytes[p] !== HASH) return false;
  p = behindWhite(bytes, p + 1, end);
  if (!startsWith(bytes, p, 'define') || !isWhite(bytes[p + 6]!)) return false;
  p = behindWhite(bytes, p + 7, end);
  return p + name.length <= end && startsWith(bytes, p, name) && classOf[bytes[p + name.length]!]! < LETTER;
}

/** As `\s` matches it. */
const isWhite = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

function behindWhite(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && isWhite(bytes[p]!)) p++;
  return p;
}

/** Skips a branch that is no code, from the end of its first line to the directive that ends it. */
function behindSkipped({ bytes, end, lines }: TokenizedFile, at: number): number {
  let depth = 0;
  let p = at;
  while (p < end) {
    // p stands at a line's end.
    if (bytes[p] === NEWLINE) {
      p++;
      lines.push(p);
    }
    const hash = behindBlanks(bytes, p);
    if (bytes[hash] === HASH) {
      const word = behindBlanks(bytes, hash + 1);
      if (startsWith(bytes, word, 'if')) depth++;
      else if (startsWith(bytes, word, 'en') && depth > 0) depth--;
      else if (startsWith(bytes, word, 'e') && depth === 0) return hash;
    }
    p = behindDirective(bytes, hash, end, lines);
  }
  return p;
}
