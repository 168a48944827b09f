import type { NameTable } from '../text/nameTable';
import type { RowTables } from './rows';
import type { ScalarTypes } from './scalarTypes';
import type { LocalScope } from './scope';
import type { TokenizedFile } from './tokenizedFile';
import {
  AMPERSAND,
  ARROW,
  COMMA,
  DOT,
  IDENT,
  isAggregateWord,
  isTypeofWord,
  isTypeWord,
  KEYWORD_COUNT,
  keyword,
  LBRACKET,
  LPAREN,
  RBRACKET,
  RPAREN,
  STAR,
  type Tokens,
} from './tokens';
import { TypeOp, type TypeTable } from './typeExprs';

/** Where generated text stands: the place of the macro's use, and the condition there. */
export interface Site {
  readonly line: number;
  readonly column: number;
  readonly condition: number;
}

/** Everything that the functions which read one file share. */
export interface Reading {
  readonly names: NameTable;
  readonly types: TypeTable;
  readonly tables: RowTables;
  readonly file: TokenizedFile;
  readonly locals: LocalScope;
  readonly scalars: ScalarTypes;
  /** The tokens being read: the file's, or its macro bodies'. */
  tokens: Tokens;
  bytes: Uint8Array;
  /** Where rows of a generated text belong: line and column of the macro's use. Null in a file. */
  site: Site | null;
  /** Gives anonymous structs a name that no other file has. */
  fileKey: string;
}

/** 1-based line of a token, in a generated text that of the macro's use. */
export function lineOf(reading: Reading, token: number): number {
  if (reading.site) return reading.site.line;
  return reading.file.lines.lineOf(reading.tokens.start[token]!) + 1;
}

/** 1-based column in UTF-16 units. */
export function columnOf(reading: Reading, token: number, line: number): number {
  if (reading.site) return reading.site.column;
  const start = reading.tokens.start[token]!;
  const lineStart = reading.file.lines.starts[line - 1]!;
  let column = start - lineStart + 1;
  for (let i = lineStart; i < start; i++) {
    const byte = reading.bytes[i]!;
    if (byte >= 0x80) column -= (byte & 0xc0) === 0x80 ? 1 : 0;
    if (byte >= 0xf0) column += 1;
  }
  return column;
}

/** `.` or `->` */
export const isMemberMark = (kind: number | undefined): boolean => kind === DOT || kind === ARROW;

/** True for an identifier that is no keyword. */
export function isPlainName(tokens: Tokens, token: number): boolean {
  return tokens.kind[token] === IDENT && tokens.name[token]! >= KEYWORD_COUNT;
}

/** Type node of a name that stands for a variable here. */
function variableType(reading: Reading, name: number): number {
  if (reading.locals.isLocal(name)) return reading.locals.typeOf(name);
  return reading.types.node(TypeOp.Variable, 0, name);
}

/** Type of the postfix expression whose last token is `last`: `a->b[i].c`, `f(x)->d`, `((struct foo *)p)`. */
export function typeEndingAt(reading: Reading, last: number, floor = 0): number {
  const { tokens, types } = reading;
  if (last < floor) return 0;
  const kind = tokens.kind[last]!;
  if (kind === IDENT) {
    const name = tokens.name[last]!;
    if (name < KEYWORD_COUNT) return 0;
    if (last - 1 >= floor && isMemberMark(tokens.kind[last - 1])) {
      return types.node(TypeOp.Member, typeEndingAt(reading, last - 2, floor), name);
    }
    return variableType(reading, name);
  }
  if (kind === RBRACKET) {
    const open = tokens.match[last]!;
    return open < 0 ? 0 : typeEndingAt(reading, open - 1, floor);
  }
  if (kind === RPAREN) {
    const open = tokens.match[last]!;
    if (open < 0) return 0;
    const before = open - 1;
    if (before >= floor && tokens.kind[before] === IDENT) {
      const callee = tokens.name[before]!;
      if (callee >= KEYWORD_COUNT) {
        if (isMemberMark(tokens.kind[before - 1]))
          return types.node(TypeOp.Result, typeEndingAt(reading, before, floor), 0);
        return types.node(TypeOp.Result, argumentHint(reading, open, last), callee);
      }
      if (isTypeofWord(callee)) return typeInside(reading, open + 1, last);
    }
    return typeInside(reading, open + 1, last);
  }
  return 0;
}

/** What the arguments say of a macro's value: the struct that they name, else the type of the first one. */
function argumentHint(reading: Reading, open: number, close: number): number {
  const { tokens, types } = reading;
  for (let i = open + 1; i < close; i++) {
    if (tokens.kind[i] === IDENT && isAggregateWord(tokens.name[i]!) && tokens.kind[i + 1] === IDENT) {
      return types.node(TypeOp.Tag, 0, tokens.name[i + 1]!);
    }
  }
  let end = open + 1;
  while (end < close && tokens.kind[end] !== COMMA) {
    const match = tokens.kind[end] === LPAREN || tokens.kind[end] === LBRACKET ? tokens.match[end]! : -1;
    end = match > end ? match + 1 : end + 1;
  }
  return end > open + 1 ? typeInside(reading, open + 1, end) : 0;
}

/** Type of the expression, or the type name, in tokens [from, to). */
export function typeInside(reading: Reading, from: number, to: number): number {
  const { tokens, types } = reading;
  let i = from;
  while (i < to && (tokens.kind[i] === STAR || tokens.kind[i] === AMPERSAND)) i++;
  if (i >= to) return 0;
  if (tokens.kind[i] === IDENT && tokens.name[i]! < KEYWORD_COUNT) {
    while (i < to && tokens.kind[i] === IDENT && tokens.name[i] === keyword.const) i++;
    const word = tokens.name[i]!;
    if (isAggregateWord(word) && tokens.kind[i + 1] === IDENT) return types.node(TypeOp.Tag, 0, tokens.name[i + 1]!);
    if (isTypeofWord(word) && tokens.kind[i + 1] === LPAREN) return typeInside(reading, i + 2, tokens.match[i + 1]!);
    if (isTypeWord(word)) return 0;
  }
  // A cast in front decides.
  if (tokens.kind[i] === LPAREN) {
    const close = tokens.match[i]!;
    if (close > i && close < to - 1) {
      const cast = castType(reading, i + 1, close);
      if (cast !== 0) return cast;
    }
  }
  // `type *` alone: a type name as an argument or operand of typeof.
  if (isPlainName(tokens, i) && tokens.kind[to - 1] === STAR) return types.node(TypeOp.Typedef, 0, tokens.name[i]!);
  return typeEndingAt(reading, to - 1, from);
}

/** Type named by the tokens of a cast, 0 where they are no type with fields. */
export function castType(reading: Reading, from: number, to: number): number {
  const { tokens, types } = reading;
  let i = from;
  while (
    i < to &&
    tokens.kind[i] === IDENT &&
    (tokens.name[i] === keyword.const || tokens.name[i] === keyword.volatile)
  )
    i++;
  if (tokens.kind[i] !== IDENT) return 0;
  const word = tokens.name[i]!;
  if (isAggregateWord(word) && tokens.kind[i + 1] === IDENT) return types.node(TypeOp.Tag, 0, tokens.name[i + 1]!);
  if (isTypeofWord(word) && tokens.kind[i + 1] === LPAREN) return typeInside(reading, i + 2, tokens.match[i + 1]!);
  if (word >= KEYWORD_COUNT && tokens.kind[to - 1] === STAR) return types.node(TypeOp.Typedef, 0, word);
  return 0;
}
