import { type BodyPlace, readBody } from './body';
import {
  declareLocals,
  declareParameters,
  pointerName,
  readAggregate,
  readTypedef,
  readTypeWords,
  skipTo,
} from './declarations';
import { isMadeByMacro, readInitializer } from './initializer';
import { pushInvocation } from './invocations';
import { isMemberMark, isPlainName, lineOf, type Reading } from './reading';
import { CallRow, DefFlag, VARIABLE_ARRAY, VARIABLE_STATIC } from './rows';
import { withWord } from './scalarTypes';
import {
  ASSIGN,
  COLON,
  COMMA,
  COMPARE,
  ELLIPSIS,
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
  QUESTION,
  RBRACE,
  SEMICOLON,
  STAR,
  STRING,
} from './tokens';
import { TypeOp } from './typeExprs';

/** A `name ( ... )` group in front of a body or semicolon. */
interface Group {
  readonly name: number;
  readonly open: number;
  readonly close: number;
  /** A type stands in front of it. */
  readonly typed: boolean;
}

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
    const match = tokens.match[i]!;
    const opens = tokens.kind[i] === LPAREN || tokens.kind[i] === LBRACKET || tokens.kind[i] === LBRACE;
    if (tokens.kind[i] === LBRACE) return match > i ? match + 1 : i + 1;
    i = opens && match > i ? match + 1 : i + 1;
  }
  return i + 1;
}

/** One external declaration at `start`; gives the token behind it. */
function readExternal(reading: Reading, start: number, extraFlags: number): number {
  const { tokens } = reading;
  const end = tokens.length;
  const kind = tokens.kind[start]!;
  if (kind === SEMICOLON || kind === RBRACE) return start + 1;
  if (kind === LBRACE) return tokens.match[start]! > 0 ? tokens.match[start]! + 1 : start + 1;
  if (kind !== IDENT) return start + 1;
  const first = tokens.name[start]!;
  if (first === keyword.typedef) return readTypedef(reading, start, end, reading.file.conditions.at(start));
  if (first === keyword.extern && tokens.kind[start + 1] === STRING) return start + 2;
  if (first === keyword._Static_assert || first === keyword.static_assert)
    return skipTo(reading, start, end, SEMICOLON) + 1;

  const groups: Group[] = [];
  let flags = extraFlags;
  let typed = false;
  let aggregate = 0;
  let i = start;
  while (i < end) {
    const here = tokens.kind[i]!;
    if (here === SEMICOLON) return endOfDeclaration(reading, start, i, groups, flags, aggregate);
    if (here === LBRACE) {
      if (groups.length === 0) return tokens.match[i]! > 0 ? tokens.match[i]! + 1 : i + 1;
      readFunction(reading, start, i, groups, flags);
      return behindBodies(reading, i);
    }
    if (here === ASSIGN || here === COMMA) return readVariables(reading, start, i, groups, flags, aggregate);
    if (here === LPAREN) {
      const close = tokens.match[i]!;
      if (close < 0) {
        i++;
        continue;
      }
      const before = i - 1;
      if (before >= start && isPlainName(tokens, before)) {
        const oldStyle = oldStyleBody(reading, close + 1);
        if (oldStyle >= 0) {
          // The type may be missing in such a head: it is `int`.
          readFunction(reading, start, oldStyle, [{ name: before, open: i, close, typed: true }], flags);
          return behindBodies(reading, oldStyle);
        }
        const group = { name: before, open: i, close, typed: typed && before > start };
        groups.push(group);
        if (!typed && isInvocation(reading, start, before, close)) {
          const body = tokens.kind[close + 1] === LBRACE;
          const shared = body ? -1 : sharedBody(reading, before, close + 1);
          if (shared >= 0) {
            readFunction(reading, start, shared, [group], flags);
            return close + 1;
          }
          if (!body && tokens.kind[close + 1] !== ASSIGN) {
            readInvocation(reading, before, i, close, -1);
            return close + 1;
          }
        }
        typed = true;
      } else if (pointerName(reading, i + 1, close) >= 0 || tokens.kind[i + 1] === STAR) {
        // `int (*f(int a))(long) {`: the name stands inside.
        for (let j = i + 1; j < close; j++) {
          if (tokens.kind[j] === LPAREN && isPlainName(tokens, j - 1)) {
            groups.push({ name: j - 1, open: j, close: tokens.match[j]!, typed: true });
            break;
          }
        }
      }
      i = close + 1;
      continue;
    }
    if (here === LBRACKET && tokens.match[i]! > 0) {
      i = tokens.match[i]! + 1;
      continue;
    }
    if (here === IDENT) {
      const word = tokens.name[i]!;
      if (word < KEYWORD_COUNT) {
        if (word === keyword.static) flags |= DefFlag.Static;
        else if (word === keyword.inline || word === keyword.__inline || word === keyword.__inline__)
          flags |= DefFlag.Inline;
        else if (isAggregateWord(word)) {
          const declared = readAggregate(reading, i, end, reading.file.conditions.at(i));
          aggregate = declared.type;
          typed = true;
          i = declared.next;
          continue;
        } else if (isTypeWord(word) || isTypeofWord(word)) {
          typed = true;
          if (tokens.kind[i + 1] === LPAREN && isTypeofWord(word) && tokens.match[i + 1]! > 0) {
            i = tokens.match[i + 1]! + 1;
            continue;
          }
        } else if (
          (word === keyword.__attribute__ || word === keyword.asm || word === keyword.__asm__) &&
          tokens.kind[i + 1] === LPAREN &&
          tokens.match[i + 1]! > 0
        ) {
          i = tokens.match[i + 1]! + 1;
          continue;
        }
      } else {
        flags |= attributeFlag(reading, word);
        if (tokens.kind[i + 1] !== LPAREN) typed = true;
      }
    }
    i++;
  }
  return end;
}

/** The `{` behind the parameters' declarations of an old-style head, `f(a, b) int a; long *b; {`, which begin at `from`; else -1. */
function oldStyleBody(reading: Reading, from: number): number {
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
function sharedBody(reading: Reading, name: number, from: number): number {
  const { tokens } = reading;
  if (reading.site) return -1;
  let i = from;
  while (isPlainName(tokens, i) && tokens.kind[i + 1] === LPAREN && tokens.match[i + 1]! > 0) {
    if (reading.file.conditions.at(i) === reading.file.conditions.at(name)) return -1;
    i = tokens.match[i + 1]! + 1;
  }
  return i > from &&
    i < tokens.length &&
    tokens.kind[i] === LBRACE &&
    reading.file.conditions.at(i) !== reading.file.conditions.at(name)
    ? i
    : -1;
}

/** The body behind the one at `open`, where another branch of `#if` gives the same head a second one; else -1. */
function nextBody(reading: Reading, open: number): number {
  const next = reading.tokens.match[open]! + 1;
  return next > 0 && reading.tokens.kind[next] === LBRACE && next < reading.tokens.length ? next : -1;
}

/** The token behind the body at `open` and the bodies of other branches. */
function behindBodies(reading: Reading, open: number): number {
  let last = open;
  for (let next = nextBody(reading, last); next >= 0; next = nextBody(reading, last)) last = next;
  const close = reading.tokens.match[last]!;
  return close > 0 ? close + 1 : last + 1;
}

/** `__always_inline` and `__weak` are macros of the kernel's own compiler headers (include/linux/compiler_types.h, compiler_attributes.h). */
function attributeFlag(reading: Reading, word: number): number {
  const text = reading.names.text(word);
  if (text === '__weak') return DefFlag.Weak;
  if (text === '__always_inline' || text === 'noinline_for_tracing')
    return text === '__always_inline' ? DefFlag.Inline : 0;
  return 0;
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

function readInvocation(reading: Reading, name: number, open: number, close: number, def: number): void {
  if (!reading.site)
    pushInvocation(reading, { name, open, close, def, condition: reading.file.conditions.at(name), type: 0 });
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

function chooseGroup(reading: Reading, groups: readonly Group[], brace: number): Group {
  const parameters = groups.filter((group) => isParameterList(reading, group.open, group.close));
  return (
    parameters.find((group) => group.typed) ??
    groups.find((group) => group.close === brace - 1 && group.typed) ??
    groups.find((group) => group.typed) ??
    groups[0]!
  );
}

/** Type node of what the function gives. */
function resultType(reading: Reading, start: number, name: number): number {
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

export function pushDef(
  reading: Reading,
  def: {
    name: number;
    line: number;
    endLine: number;
    flags: number;
    condition: number;
    type: number;
    at: number;
    textFrom: number;
    textTo: number;
  },
): number {
  const rows = reading.tables.rows.defs;
  rows.name.push(def.name);
  rows.line.push(def.line);
  rows.endLine.push(def.endLine);
  rows.flags.push(def.flags);
  rows.condition.push(def.condition);
  rows.type.push(def.type);
  rows.at.push(def.at);
  rows.textFrom.push(def.textFrom);
  return rows.textTo.push(def.textTo);
}

function readFunction(reading: Reading, start: number, open: number, groups: readonly Group[], flags: number): void {
  const { tokens, tables, locals, names, file } = reading;
  const last = behindBodies(reading, open) - 1;
  // A body that never closes goes on to the end of the file.
  const close = tokens.match[open]! > 0 ? last : tokens.length;
  const group = chooseGroup(reading, groups, open);
  const condition = reading.site?.condition ?? reading.file.conditions.at(group.name);
  const calls = tables.rows.calls;
  const firstCall = calls.name.length;
  const firstAssign = tables.rows.assigns.name.length;
  const def = pushDef(reading, {
    name: tokens.name[group.name]!,
    line: lineOf(reading, group.name),
    endLine: lineOf(reading, Math.min(close, tokens.length - 1)),
    flags,
    condition,
    type: group.typed ? resultType(reading, start, group.name) : 0,
    at: group.name,
    textFrom: 0,
    textTo: 0,
  });
  if (!group.typed) readInvocation(reading, group.name, group.open, group.close, def);
  locals.enter(names.size + 1024);
  declareParameters(reading, group.open, group.close);
  if (!group.typed) declareMacroArguments(reading, group.open, group.close);
  for (let i = group.close + 1; i < open && tokens.kind[open - 1] === SEMICOLON; ) {
    declareLocals(reading, i, open, condition);
    i = skipTo(reading, i, open, SEMICOLON) + 1;
  }
  const place: BodyPlace = {
    def,
    firstCall,
    macro: false,
    conditions: reading.site ? null : file.conditions,
    condition,
  };
  for (let body = open; body >= 0; body = nextBody(reading, body)) {
    readBody(reading, body + 1, tokens.match[body]! > 0 ? tokens.match[body]! : tokens.length, place);
  }
  let empty = tables.rows.assigns.name.length === firstAssign;
  for (let row = firstCall; empty && row < calls.name.length; row++) {
    const kind = calls.kind.values[row];
    if (kind === CallRow.Call || kind === CallRow.Ops || kind === CallRow.LocalOps) empty = false;
  }
  if (empty && !looksAtAnything(reading, open, close)) tables.rows.defs.flags.values[def]! |= DefFlag.Empty;
}

/** True where tokens between the braces compute or read something: `{ return a / b; }` and `{ return p->x; }` are no stubs. */
function looksAtAnything({ tokens }: Reading, open: number, close: number): boolean {
  for (let i = open + 1; i < close; i++) {
    const kind = tokens.kind[i]!;
    if (isMemberMark(kind) || kind === LBRACKET || kind === QUESTION || kind === COMPARE || ARITHMETIC.has(kind))
      return true;
  }
  return false;
}

/** `/ + % | ^` and the angles of shifts; `* & -` may be signs or types. */
const ARITHMETIC: ReadonlySet<number> = new Set(Array.from('/+%|^<>', (sign) => sign.charCodeAt(0)));

/** `SYSCALL_DEFINE3(read, unsigned int, fd, ...) {`: types and names alternate, so the last name of each argument is a local. */
function declareMacroArguments(reading: Reading, open: number, close: number): void {
  const { tokens, locals, types } = reading;
  let type = 0;
  for (let i = open + 1; i < close; i++) {
    if (tokens.kind[i] === IDENT && isAggregateWord(tokens.name[i]!) && tokens.kind[i + 1] === IDENT) {
      type = types.node(TypeOp.Tag, 0, tokens.name[i + 1]!);
    }
    const lastOfArgument = tokens.kind[i + 1] === COMMA || i + 1 === close;
    if (lastOfArgument && isPlainName(tokens, i)) {
      locals.declare(tokens.name[i]!, type);
      type = 0;
    }
  }
}

/** A declaration that ended at a semicolon without a body: variables, prototypes, macro uses. */
function endOfDeclaration(
  reading: Reading,
  start: number,
  semicolon: number,
  groups: readonly Group[],
  flags: number,
  aggregate: number,
): number {
  if (groups.length === 0) readVariables(reading, start, semicolon, groups, flags, aggregate);
  return semicolon + 1;
}

function pushVariable(reading: Reading, name: number, type: number, flags: number, token: number): void {
  const rows = reading.tables.rows.variables;
  rows.name.push(name);
  rows.type.push(type);
  rows.flags.push(flags);
  rows.line.push(lineOf(reading, token));
}

/** `struct foo a = { ... }, *b[] = { ... };` with its first `=`, `,` or `;` at `stop`. */
function readVariables(
  reading: Reading,
  start: number,
  stop: number,
  groups: readonly Group[],
  flags: number,
  aggregate: number,
): number {
  const { tokens, types } = reading;
  const end = skipTo(reading, stop, tokens.length, SEMICOLON);
  const condition = reading.site?.condition ?? reading.file.conditions.at(start);
  const place = { def: -1, condition };
  let type = aggregate;
  let name = -1;
  let isArray = false;
  const group = groups.at(-1);
  if (group && !group.typed && tokens.kind[stop] === ASSIGN) {
    // `DEFINE_PER_CPU(struct foo, bar) = { ... }`: the last argument is the variable, the first one its type.
    const declared = readTypeWords(reading, group.open + 1, group.close, condition);
    for (let i = group.close - 1; i > group.open; i--) {
      if (isPlainName(tokens, i)) {
        name = tokens.name[i]!;
        break;
      }
    }
    type = declared?.type ?? 0;
    readInvocation(reading, group.name, group.open, group.close, -1);
  } else {
    let last = -1;
    for (let i = start; i < stop; i++) {
      const kind = tokens.kind[i]!;
      if (kind === LBRACE && tokens.match[i]! > i) i = tokens.match[i]!;
      else if (kind === LBRACKET && tokens.match[i]! > i) {
        isArray = true;
        i = tokens.match[i]!;
      } else if (kind === LPAREN && tokens.match[i]! > i) {
        const pointer = last < 0 || !isPlainName(tokens, i - 1) ? pointerName(reading, i + 1, tokens.match[i]!) : -1;
        if (pointer >= 0) name = pointer;
        i = tokens.match[i]!;
      } else if (isPlainName(tokens, i) && tokens.kind[i + 1] !== LPAREN) {
        if (last >= 0 && isAttribute(reading, i)) continue;
        if (type === 0 && last >= 0 && aggregate === 0 && !hasTypeWord(reading, start, last))
          type = types.node(TypeOp.Typedef, 0, tokens.name[last]!);
        last = i;
        if (name < 0 || tokens.kind[i - 1] !== LPAREN) name = tokens.name[i]!;
      }
    }
  }
  if (name < 0) return end + 1;
  const isExtern = tokens.name[start] === keyword.extern;
  const variableFlags = (flags & DefFlag.Static ? VARIABLE_STATIC : 0) | (isArray ? VARIABLE_ARRAY : 0);
  const declared = type === 0 ? reading.scalars.node(wordsIn(reading, start, stop)) : type;
  if (!isExtern || type !== 0) pushVariable(reading, name, declared, variableFlags, start);
  let i = stop;
  while (i < end) {
    if (tokens.kind[i] === ASSIGN) {
      let value = i + 1;
      if (tokens.kind[value] === LPAREN && tokens.match[value]! > 0 && tokens.kind[tokens.match[value]! + 1] === LBRACE)
        value = tokens.match[value]! + 1;
      reading.locals.enter(reading.names.size + 1024);
      i = skipTo(reading, value, end, COMMA);
      if (tokens.kind[value] === LBRACE) readInitializer(reading, value, type, isArray, place);
      else if (!isArray) isMadeByMacro(reading, value, i, type, place);
    } else if (tokens.kind[i] === COMMA) {
      i++;
      isArray = false;
      name = -1;
      while (i < end && tokens.kind[i] !== COMMA && tokens.kind[i] !== ASSIGN) {
        if (isPlainName(tokens, i) && tokens.kind[i + 1] !== LPAREN && name < 0) name = tokens.name[i]!;
        if (tokens.kind[i] === LBRACKET) isArray = true;
        const match = tokens.kind[i] === LPAREN || tokens.kind[i] === LBRACKET ? tokens.match[i]! : -1;
        i = match > i ? match + 1 : i + 1;
      }
      if (name >= 0) pushVariable(reading, name, declared, variableFlags & VARIABLE_STATIC, start);
    } else i++;
  }
  return end + 1;
}

function isAttribute(reading: Reading, token: number): boolean {
  return /^__|^____/.test(reading.names.text(reading.tokens.name[token]!));
}

/** Words of an arithmetic type among tokens [from, to), what stands in brackets left out. */
function wordsIn({ tokens }: Reading, from: number, to: number): number {
  let words = 0;
  for (let i = from; i < to; i++) {
    const kind = tokens.kind[i]!;
    if (kind === IDENT) {
      if (tokens.name[i]! < KEYWORD_COUNT) words = withWord(words, tokens.name[i]!);
    } else if (kind === LPAREN || kind === LBRACE || kind === LBRACKET) i = Math.max(i, tokens.match[i]!);
  }
  return words;
}

function hasTypeWord(reading: Reading, from: number, to: number): boolean {
  const { tokens } = reading;
  for (let i = from; i <= to; i++)
    if (tokens.kind[i] === IDENT && tokens.name[i]! < KEYWORD_COUNT && isTypeWord(tokens.name[i]!)) return true;
  return false;
}
