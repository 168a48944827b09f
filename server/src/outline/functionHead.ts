import type { Group } from './externalDeclaration';
import { isPlainName, type Reading } from './reading';
import { withWord } from './scalarTypes';
import {
  COMMA,
  ELLIPSIS,
  IDENT,
  isAggregateWord,
  isTypeWord,
  KEYWORD_COUNT,
  keyword,
  LBRACE,
  LBRACKET,
  LPAREN,
  SEMICOLON,
  STAR,
} from './tokens';
import { TypeOp } from './typeExprs';

/** The `{` behind the parameters' declarations of an old-style head, `f(a, b) int a; long *b; {`, which begin at `from`; else -1. */
export function oldStyleBody(reading: Reading, from: number): number {
  const { tokens } = reading;
  if (tokens.kind[from] !== IDENT) return -1;
  for (let i = from; i < tokens.length; i++) {
    const kind = tokens.kind[i]!;
    if (kind === LBRACE) return tokens.kind[i - 1] === SEMICOLON ? i : -1;
    if (kind === LBRACKET && tokens.match[i]! > i) i = tokens.match[i]!;
    else if (kind !== IDENT && kind !== STAR && kind !== COMMA && kind !== SEMICOLON) return -1;
    else if (kind === SEMICOLON && tokens.kind[i + 1] !== IDENT && tokens.kind[i + 1] !== LBRACE) return -1;
  }
  return -1;
}

/**
 * `#ifdef A / HEAD(a) / #else / OTHER_HEAD(b) / #endif / {`: the body that the head `name` shares with the heads of the
 * other branches, which begin at `from`; else -1.
 */
export function sharedBody(reading: Reading, name: number, from: number): number {
  const { tokens, file } = reading;
  if (reading.site) return -1;
  const condition = file.conditions.at(name);
  let i = from;
  while (isPlainName(tokens, i) && tokens.kind[i + 1] === LPAREN && tokens.match[i + 1]! > 0) {
    if (file.conditions.at(i) === condition) return -1;
    i = tokens.match[i + 1]! + 1;
  }
  const isBody = i > from && i < tokens.length && tokens.kind[i] === LBRACE;
  return isBody && file.conditions.at(i) !== condition ? i : -1;
}

/** The body behind the one at `open`, where another branch of `#if` gives the same head a second one; else -1. */
export function nextBody(reading: Reading, open: number): number {
  const next = reading.tokens.match[open]! + 1;
  return next > 0 && reading.tokens.kind[next] === LBRACE && next < reading.tokens.length ? next : -1;
}

/** The token behind the body at `open` and the bodies of other branches. */
export function behindBodies(reading: Reading, open: number): number {
  let last = open;
  for (let next = nextBody(reading, last); next >= 0; next = nextBody(reading, last)) last = next;
  const close = reading.tokens.match[last]!;
  return close > 0 ? close + 1 : last + 1;
}

/** Looks like parameters rather than an attribute's arguments: empty, `void`, two words in a row, `...`. */
function isParameterList(reading: Reading, open: number, close: number): boolean {
  const { tokens } = reading;
  if (close === open + 1) return true;
  for (let i = open + 1; i < close; i++) {
    if (tokens.kind[i] === ELLIPSIS) return true;
    if (tokens.kind[i] === LPAREN && tokens.match[i]! > i) {
      if (i > open + 1 && tokens.kind[i + 1] === STAR) return true;
      i = tokens.match[i]!;
      continue;
    }
    if (tokens.kind[i] !== IDENT) continue;
    const word = tokens.name[i]!;
    if (word < KEYWORD_COUNT && (isTypeWord(word) || isAggregateWord(word) || word === keyword.const)) return true;
    if (tokens.kind[i + 1] === IDENT) return true;
    if (
      tokens.kind[i + 1] === STAR &&
      (tokens.kind[i + 2] === IDENT || tokens.kind[i + 2] === STAR || tokens.kind[i + 2] === COMMA || i + 2 === close)
    )
      return true;
  }
  return false;
}

/** The group with the function's name and parameters, of those in front of the body at `brace`: attributes may have arguments, too. */
export function chooseGroup(reading: Reading, groups: readonly Group[], brace: number): Group {
  const parameters = groups.filter((group) => isParameterList(reading, group.open, group.close));
  return (
    parameters.find((group) => group.typed) ??
    groups.find((group) => group.close === brace - 1 && group.typed) ??
    groups.find((group) => group.typed) ??
    groups[0]!
  );
}

/** Type node of what the function gives. */
export function resultType(reading: Reading, start: number, name: number): number {
  const { tokens, types } = reading;
  let typedef = 0;
  let words = 0;
  for (let i = start; i < name; i++) {
    if (tokens.kind[i] !== IDENT) continue;
    const word = tokens.name[i]!;
    if (word < KEYWORD_COUNT) {
      if (word === keyword.enum) return 0;
      if (words === 0 && isAggregateWord(word) && isPlainName(tokens, i + 1))
        return types.node(TypeOp.Tag, 0, tokens.name[i + 1]!);
      words = withWord(words, word);
      if (word === keyword.void) return 0;
      continue;
    }
    if (typedef === 0 && tokens.kind[i + 1] !== LPAREN) {
      const text = reading.names.text(word);
      if (!text.startsWith('__') && !/^[A-Z_]+$/.test(text)) typedef = types.node(TypeOp.Typedef, 0, word);
    }
  }
  return words === 0 ? typedef : reading.scalars.node(words);
}
