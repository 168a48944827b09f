import { attributeFlag } from './attributes';
import { behindGroup, skipTo } from './brackets';
import { readAggregate } from './declaredTypes';
import type { ExternalDeclaration } from './externalDeclaration';
import { readFunction } from './functionDefinition';
import { behindBodies, oldStyleBody, sharedBody } from './functionHead';
import { pushFileLevelUse } from './invocations';
import { pointerName } from './pointerName';
import { isPlainName, type Reading } from './reading';
import { DefFlag } from './rows';
import {
  ASSIGN,
  COLON,
  COMMA,
  IDENT,
  isAggregateWord,
  isQualifierWord,
  isTypeofWord,
  isTypeWord,
  KEYWORD_COUNT,
  keyword,
  LBRACE,
  LBRACKET,
  LPAREN,
  SEMICOLON,
  STAR,
  STRING,
} from './tokens';
import { readTypedef } from './typedefs';
import { readVariables } from './variables';

/** Reads tokens [0, length) as the text of a file: definitions, tables, types and file-level macro uses become rows. */
export function readTopLevel(reading: Reading, extraFlags: number): void {
  const { tokens } = reading;
  let i = 0;
  while (i < tokens.length) {
    try {
      i = Math.max(readExternal(reading, i, extraFlags), i + 1);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      reading.file.problems.push('nested too deeply to be read');
      i = behindExternal(reading, i);
    }
  }
}

/** The token behind the declaration at `start`, found by its brackets alone. */
function behindExternal(reading: Reading, start: number): number {
  const { tokens } = reading;
  let i = start;
  while (i < tokens.length && tokens.kind[i] !== SEMICOLON) {
    if (tokens.kind[i] === LBRACE) return behindGroup(tokens, i);
    i = behindGroup(tokens, i);
  }
  return i + 1;
}

/** One external declaration at `start`; gives the token behind it. */
function readExternal(reading: Reading, start: number, extraFlags: number): number {
  const { tokens, file } = reading;
  const end = tokens.length;
  const kind = tokens.kind[start]!;
  if (kind === LBRACE) return behindGroup(tokens, start);
  if (kind !== IDENT) return start + 1;
  const first = tokens.name[start]!;
  if (first === keyword.typedef) return readTypedef(reading, start, end, file.conditions.at(start));
  if (first === keyword.extern && tokens.kind[start + 1] === STRING) return start + 2;
  if (first === keyword._Static_assert || first === keyword.static_assert)
    return skipTo(tokens, start, end, SEMICOLON) + 1;

  const declaration: ExternalDeclaration = { start, groups: [], flags: extraFlags, typed: false, aggregate: 0 };
  let i = start;
  while (i < end) {
    const here = tokens.kind[i]!;
    if (here === SEMICOLON) {
      // With a group it is a prototype.
      if (declaration.groups.length === 0) readVariables(reading, declaration, i);
      return i + 1;
    }
    if (here === LBRACE) {
      if (declaration.groups.length === 0) return behindGroup(tokens, i);
      readFunction(reading, declaration, i);
      return behindBodies(reading, i);
    }
    if (here === ASSIGN || here === COMMA) return readVariables(reading, declaration, i);
    if (here === LPAREN) {
      const behind = tokens.match[i]! < 0 ? -1 : readGroup(reading, declaration, i);
      if (behind >= 0) return behind;
      i = behindGroup(tokens, i);
    } else if (here === LBRACKET) i = behindGroup(tokens, i);
    else if (here === IDENT) i = readWord(reading, declaration, i);
    else i++;
  }
  return end;
}

/**
 * The parentheses at `open` in the head of a declaration: parameters, an attribute's or a macro's arguments, a pointer's name.
 * Gives the token behind the declaration where it ends with them, else -1.
 */
function readGroup(reading: Reading, declaration: ExternalDeclaration, open: number): number {
  const { tokens } = reading;
  const { start, groups, typed } = declaration;
  const close = tokens.match[open]!;
  const name = open - 1;
  if (name < start || !isPlainName(tokens, name)) {
    if (pointerName(reading, open + 1, close) < 0 && tokens.kind[open + 1] !== STAR) return -1;
    // `int (*f(int a))(long) {`: the name stands inside.
    for (let j = open + 1; j < close; j++) {
      if (tokens.kind[j] !== LPAREN || !isPlainName(tokens, j - 1)) continue;
      groups.push({ name: j - 1, open: j, close: tokens.match[j]!, typed: true });
      break;
    }
    return -1;
  }
  const oldStyle = oldStyleBody(reading, close + 1);
  if (oldStyle >= 0) {
    // The type may be missing in such a head: it is `int`.
    readFunction(reading, { ...declaration, groups: [{ name, open, close, typed: true }] }, oldStyle);
    return behindBodies(reading, oldStyle);
  }
  const group = { name, open, close, typed: typed && name > start };
  groups.push(group);
  if (!typed && isInvocation(reading, start, name, close) && tokens.kind[close + 1] !== LBRACE) {
    const shared = sharedBody(reading, name, close + 1);
    if (shared >= 0) {
      readFunction(reading, { ...declaration, groups: [group] }, shared);
      return close + 1;
    }
    if (tokens.kind[close + 1] !== ASSIGN) {
      pushFileLevelUse(reading, group, -1);
      return close + 1;
    }
  }
  declaration.typed = true;
  return -1;
}

/** A macro used at file level: nothing but storage words in front, and what follows starts something new. */
function isInvocation(reading: Reading, start: number, name: number, close: number): boolean {
  const { tokens } = reading;
  for (let i = start; i < name; i++) {
    if (tokens.kind[i] !== IDENT || !isQualifierWord(tokens.name[i]!)) return false;
  }
  const after = tokens.kind[close + 1];
  return !(after === LPAREN || after === COLON || after === LBRACKET || after === COMMA);
}

/** The word at `at` in the head of a declaration; gives the token behind it and what belongs to it. */
function readWord(reading: Reading, declaration: ExternalDeclaration, at: number): number {
  const { tokens, file } = reading;
  const word = tokens.name[at]!;
  const isCall = tokens.kind[at + 1] === LPAREN;
  if (word >= KEYWORD_COUNT) {
    declaration.flags |= attributeFlag(reading, at);
    if (!isCall) declaration.typed = true;
  } else if (word === keyword.static) declaration.flags |= DefFlag.Static;
  else if (word === keyword.inline || word === keyword.__inline || word === keyword.__inline__)
    declaration.flags |= DefFlag.Inline;
  else if (isAggregateWord(word)) {
    const declared = readAggregate(reading, at, tokens.length, file.conditions.at(at));
    declaration.aggregate = declared.type;
    declaration.typed = true;
    return declared.next;
  } else if (isTypeofWord(word)) {
    declaration.typed = true;
    if (isCall) return behindGroup(tokens, at + 1);
  } else if (isTypeWord(word)) declaration.typed = true;
  else if (isCall && (word === keyword.__attribute__ || word === keyword.asm || word === keyword.__asm__))
    return behindGroup(tokens, at + 1);
  return at + 1;
}
