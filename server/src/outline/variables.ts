import { isVariableAttribute } from './attributes';
import { skipTo } from './brackets';
import { readTypeWords } from './declaredTypes';
import type { ExternalDeclaration, Group } from './externalDeclaration';
import { isMadeByMacro, readInitializer } from './initializer';
import { pushFileLevelUse } from './invocations';
import { pointerName } from './pointerName';
import { isPlainName, lineOf, type Reading } from './reading';
import { DefFlag, VARIABLE_ARRAY, VARIABLE_STATIC } from './rows';
import { withWord } from './scalarTypes';
import {
  ASSIGN,
  COMMA,
  IDENT,
  isAggregateWord,
  isTypeWord,
  KEYWORD_COUNT,
  keyword,
  LBRACE,
  LBRACKET,
  LPAREN,
  SEMICOLON,
} from './tokens';
import { TypeOp } from './typeExprs';

/** One declared variable. */
interface Variable {
  /** -1 where none was found. */
  readonly name: number;
  /** Type node; 0 where it has none or is a number. */
  readonly type: number;
  readonly isArray: boolean;
}

/**
 * Reads `struct foo a = { ... }, *b[] = { ... };` with its first `=`, `,` or `;` at `stop`: a row for each variable, and
 * what their values store. Gives the token behind the `;`.
 */
export function readVariables(reading: Reading, declaration: ExternalDeclaration, stop: number): number {
  const { tokens } = reading;
  const { start, groups, flags } = declaration;
  const end = skipTo(tokens, stop, tokens.length, SEMICOLON);
  const condition = reading.site?.condition ?? reading.file.conditions.at(start);
  const group = groups.at(-1);
  const isMade = group !== undefined && !group.typed && tokens.kind[stop] === ASSIGN;
  const first = isMade
    ? variableMadeByMacro(reading, group, condition)
    : firstVariable(reading, start, stop, declaration.aggregate);
  const { name, type } = first;
  if (name < 0) return end + 1;
  const isExtern = tokens.name[start] === keyword.extern;
  const isStatic = flags & DefFlag.Static ? VARIABLE_STATIC : 0;
  const declared = type === 0 ? reading.scalars.node(wordsIn(reading, start, stop)) : type;
  if (!isExtern || type !== 0)
    pushVariable(reading, name, declared, isStatic | (first.isArray ? VARIABLE_ARRAY : 0), start);
  const place = { def: -1, condition };
  let { isArray } = first;
  let i = stop;
  while (i < end) {
    if (tokens.kind[i] === ASSIGN) {
      let value = i + 1;
      if (tokens.kind[value] === LPAREN && tokens.match[value]! > 0 && tokens.kind[tokens.match[value]! + 1] === LBRACE)
        value = tokens.match[value]! + 1;
      reading.locals.enter(reading.names.size + 1024);
      i = skipTo(tokens, value, end, COMMA);
      if (tokens.kind[value] === LBRACE) readInitializer(reading, value, type, isArray, place);
      else if (!isArray) isMadeByMacro(reading, value, i, type, place);
    } else if (tokens.kind[i] === COMMA) {
      i++;
      isArray = false;
      let next = -1;
      while (i < end && tokens.kind[i] !== COMMA && tokens.kind[i] !== ASSIGN) {
        if (isPlainName(tokens, i) && tokens.kind[i + 1] !== LPAREN && next < 0) next = tokens.name[i]!;
        if (tokens.kind[i] === LBRACKET) isArray = true;
        const match = tokens.kind[i] === LPAREN || tokens.kind[i] === LBRACKET ? tokens.match[i]! : -1;
        i = match > i ? match + 1 : i + 1;
      }
      if (next >= 0) pushVariable(reading, next, declared, isStatic, start);
    } else i++;
  }
  return end + 1;
}

function pushVariable(reading: Reading, name: number, type: number, flags: number, token: number): void {
  const rows = reading.tables.rows.variables;
  rows.name.push(name);
  rows.type.push(type);
  rows.flags.push(flags);
  rows.line.push(lineOf(reading, token));
}

/** `DEFINE_PER_CPU(struct foo, bar) = { ... }`: the last argument is the variable, the first one its type. */
function variableMadeByMacro(reading: Reading, group: Group, condition: number): Variable {
  const { tokens } = reading;
  const type = readTypeWords(reading, group.open + 1, group.close, condition)?.type ?? 0;
  let last = group.close - 1;
  while (last > group.open && !isPlainName(tokens, last)) last--;
  pushFileLevelUse(reading, group, -1);
  return { name: last > group.open ? tokens.name[last]! : -1, type, isArray: false };
}

/** The variable that tokens [start, stop) declare; `aggregate` is the type node of the struct that they name. */
function firstVariable(reading: Reading, start: number, stop: number, aggregate: number): Variable {
  const { tokens, types } = reading;
  let type = aggregate;
  let name = -1;
  let isArray = false;
  let last = -1;
  let count = 0;
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
      // Behind a type alone it is the name: `gfp_t __own_mask = ..`.
      if (last >= 0 && isVariableAttribute(reading, i) && (count > 1 || !isTypeAlone(reading, start, last))) continue;
      if (type === 0 && last >= 0 && !hasTypeWord(reading, start, last))
        type = types.node(TypeOp.Typedef, 0, tokens.name[last]!);
      last = i;
      count++;
      if (name < 0 || tokens.kind[i - 1] !== LPAREN) name = tokens.name[i]!;
    }
  }
  return { name, type, isArray };
}

/** True where the first name of a declaration is that of its type: a typedef, or a tag. */
function isTypeAlone(reading: Reading, start: number, name: number): boolean {
  const { tokens } = reading;
  const isTag = name > start && tokens.kind[name - 1] === IDENT && isAggregateWord(tokens.name[name - 1]!);
  return isTag || !(hasTypeWord(reading, start, name) || isBehindBody(reading, start, name));
}

/** `struct { .. } name`. */
function isBehindBody({ tokens }: Reading, start: number, name: number): boolean {
  for (let i = start; i < name; i++) if (tokens.kind[i] === LBRACE) return true;
  return false;
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
