import type { NameTable } from '../text/nameTable';
import { dropNeutralised, rematch } from './balance';
import { closeBracket, isClosing, isOpening } from './brackets';
import { Branches } from './branches';
import {
  APOSTROPHE,
  BACKSLASH,
  behindBlanks,
  behindWord,
  classOf,
  continuationAt,
  DIGIT,
  LETTER,
  LONE,
  NEWLINE,
  QUOTE,
  SLASH,
  SPACE,
  startsWith,
} from './byteClasses';
import { behindBlockComment, behindLineComment } from './comments';
import type { ConditionTable } from './conditions';
import { behindDirective } from './directiveLine';
import { readDirective } from './directives';
import type { LineTable } from './lineTable';
import { internWord, isNumberBody, readMacroParameters } from './macroDefinition';
import { operatorAt } from './operators';
import { TokenizedFile } from './tokenizedFile';
import { CHARACTER, DOT, HASH, IDENT, LPAREN, NUMBER, STAR, STRING, type Tokens } from './tokens';

/**
 * Splits one file into tokens, in one pass over its bytes, and takes the preprocessor's lines out of the way:
 * macros into a token buffer of their own, includes and conditions into lists. `scan` is the hot loop of the whole
 * product: no string per token, no regular expression except in `#if` and `#include` lines.
 */
export class Tokenizer {
  /** The file that was read last. */
  readonly file = new TokenizedFile();
  private readonly branches: Branches;

  constructor(
    private readonly names: NameTable,
    conditions: ConditionTable,
  ) {
    this.branches = new Branches(this.file, conditions);
  }

  /** Reads `bytes[0, end)`; `bytes[end]` must be 0. */
  run(bytes: Uint8Array, end: number): void {
    const { file, branches } = this;
    const { tokens } = file;
    file.begin(bytes, end);
    branches.begin();
    const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    this.scan(tokens, from, false);
    if (branches.depth > 0) file.problems.push('#if without #endif');
    const unbalanced = branches.brackets.length > 0;
    if (branches.neutralised) dropNeutralised(file);
    if (branches.neutralised || unbalanced) rematch(file, unbalanced);
    // Who looks one token ahead at the end must not see the file before.
    if (tokens.length + 4 > tokens.kind.length) tokens.grow();
    tokens.kind.fill(0, tokens.length, tokens.length + 4);
    tokens.match.fill(-1, tokens.length, tokens.length + 4);
  }

  /** Tokenizes from `at` on; in a macro body until the line ends, else to the end of the file. Gives the offset behind. */
  private scan(into: Tokens, at: number, macro: boolean): number {
    const { branches } = this;
    const { bytes, end, lines } = this.file;
    let lineIsEmpty = !macro;
    let p = at;
    while (p < end) {
      const c = bytes[p]!;
      const kindOfByte = classOf[c]!;
      if (kindOfByte === SPACE) {
        // A backslash joins the next line, whatever stands around it.
        if (c === BACKSLASH) {
          const joined = continuationAt(bytes, p);
          if (joined > 0) {
            p += joined;
            lines.push(p);
            continue;
          }
        }
        p++;
        continue;
      }
      if (c === NEWLINE) {
        if (macro) return p;
        p++;
        lines.push(p);
        lineIsEmpty = true;
        continue;
      }
      if (kindOfByte === LETTER) {
        const from = p;
        // `NameTable.hash` of the word, while it is read.
        let hash = 0x811c9dc5;
        let next = c;
        do {
          hash = Math.imul(hash ^ next, 0x01000193);
          next = bytes[++p]!;
        } while (classOf[next]! >= LETTER && p < end);
        // L"..." and u8"..." belong to the string.
        if ((next === QUOTE || next === APOSTROPHE) && p - from <= 2 && (c === 76 || c === 117 || c === 85)) continue;
        into.push(IDENT, this.names.intern(bytes, from, p, hash), from);
        lineIsEmpty = false;
        continue;
      }
      if (kindOfByte === LONE) {
        const token = into.push(c, -1, p++);
        lineIsEmpty = false;
        if (macro) continue;
        if (isOpening(c)) branches.brackets.push(token);
        else if (isClosing(c)) closeBracket(into, branches.brackets, token);
        continue;
      }
      if (c === SLASH) {
        const next = bytes[p + 1]!;
        if (next === STAR) {
          p = behindBlockComment(bytes, p, end, lines);
          continue;
        }
        if (next === SLASH) {
          p = behindLineComment(bytes, p, end, lines);
          continue;
        }
      }
      if (c === HASH && lineIsEmpty) {
        p = this.directive(p + 1);
        continue;
      }
      lineIsEmpty = false;
      if (kindOfByte === DIGIT) {
        into.push(NUMBER, -1, p);
        do p++;
        while (classOf[bytes[p]!]! >= LETTER || bytes[p] === DOT);
      } else if (c === QUOTE || c === APOSTROPHE) {
        into.push(c === QUOTE ? STRING : CHARACTER, -1, p);
        p = behindLiteral(bytes, p, end, lines);
      } else if (c === 0) p++;
      else {
        const operator = operatorAt(bytes, p, c);
        into.push(operator & 0xff, -1, p);
        p += operator >> 8;
      }
    }
    return p;
  }

  /** Reads the directive behind whose `#` `at` stands; gives the byte to go on at. */
  private directive(at: number): number {
    const { file, branches } = this;
    const from = behindBlanks(file.bytes, at);
    let to = from;
    while (classOf[file.bytes[to]!] === LETTER) to++;
    // Four of five directives: no text is made of the word.
    if (to - from === 6 && startsWith(file.bytes, from, 'define')) return this.define(to);
    return readDirective(file, branches, from, to);
  }

  /** Reads the macro behind whose `#define` `at` stands; gives the end of its line. */
  private define(at: number): number {
    const { file, names } = this;
    const { bytes, end } = file;
    const condition = file.conditions.last;
    const nameFrom = behindBlanks(bytes, at);
    const nameTo = behindWord(bytes, nameFrom);
    if (nameTo === nameFrom) return behindDirective(bytes, nameTo, end, file.lines);
    const functionLike = bytes[nameTo] === LPAREN;
    if (!functionLike && isNumberBody(bytes, nameTo, end)) {
      let bodyTo = nameTo;
      while (bodyTo < end && bytes[bodyTo] !== NEWLINE) bodyTo++;
      file.constantMacros++;
      file.constants?.push({ nameFrom, nameTo, bodyTo, condition });
      return bodyTo;
    }
    const parameters: number[] = [];
    const sourceFrom = functionLike ? readMacroParameters(file, names, nameTo + 1, parameters) : nameTo;
    const tokenFrom = file.macroTokens.length;
    const sourceTo = this.scan(file.macroTokens, sourceFrom, true);
    file.macros.push({
      name: internWord(names, bytes, nameFrom, nameTo),
      functionLike,
      parameters,
      tokenFrom,
      tokenTo: file.macroTokens.length,
      sourceFrom,
      sourceTo,
      condition,
      at: file.tokens.length,
    });
    return sourceTo;
  }
}

/** The byte behind the string or character at `at`. It ends in its line, unless a backslash stands at the line's end. */
function behindLiteral(bytes: Uint8Array, at: number, end: number, lines: LineTable): number {
  const quote = bytes[at];
  let p = at + 1;
  while (p < end && bytes[p] !== quote && bytes[p] !== NEWLINE) {
    const joined = continuationAt(bytes, p);
    if (joined > 0) {
      p += joined;
      lines.push(p);
    } else p += bytes[p] === BACKSLASH ? 2 : 1;
  }
  if (p >= end) return end;
  return bytes[p] === quote ? p + 1 : p;
}
