import { behindGroup, isClosing, skipTo } from './brackets';
import type { ConditionRuns } from './conditionRuns';
import { readInitializer, type StorePlace, storedNames } from './initializer';
import { declareLocals } from './localDeclarations';
import {
  castType,
  columnOf,
  isMemberMark,
  isPlainName,
  lineOf,
  type Reading,
  typeEndingAt,
  typeInside,
} from './reading';
import { CallRow, GUARD_CLAUSE } from './rows';
import {
  AMPERSAND,
  ASSIGN,
  COLON,
  COMMA,
  HASH,
  IDENT,
  isAggregateWord,
  isUnevaluatedWord,
  KEYWORD_COUNT,
  keyword,
  LBRACE,
  LBRACKET,
  LPAREN,
  PASTE,
  QUESTION,
  RBRACE,
  RBRACKET,
  RPAREN,
  SEMICOLON,
} from './tokens';
import { TypeOp } from './typeExprs';

/** What a body belongs to. */
export interface BodyPlace {
  /** Row of the definition. */
  readonly def: number;
  /** First call row of the definition: `aux` of arguments counts from it. */
  readonly firstCall: number;
  /** True in a macro's body: parameters may be called, `#x` and `a##b` are no names. */
  readonly macro: boolean;
  /** Conditions of the file's tokens; null in a macro's body or generated text: the definition's own. */
  readonly conditions: ConditionRuns | null;
  readonly condition: number;
}

interface OpenCall {
  readonly row: number;
  readonly open: number;
  readonly close: number;
  readonly depth: number;
  argument: number;
  /** Token of the comma behind the first argument, -1 before it. */
  firstEnd: number;
}

/** Reads tokens [from, to) as statements: calls, uses, functions stored and passed become rows. */
export function readBody(reading: Reading, from: number, to: number, place: BodyPlace): void {
  const { tokens, locals } = reading;
  const calls: OpenCall[] = [];
  let depth = 0;
  let statementStart = true;
  // Tokens before it stand in a branch that leaves the function.
  let guardEnd = from;
  const { conditions } = place;
  let nextRun = conditions?.runBehind(from) ?? 0;
  let condition = conditions?.at(from) ?? place.condition;

  const pushCall = (token: number, name: number, kind: number, base: number, aux: number): number => {
    const rows = reading.tables.rows.calls;
    const line = lineOf(reading, token);
    rows.def.push(place.def);
    rows.line.push(line);
    rows.column.push(columnOf(reading, token, line));
    rows.kind.push(kind);
    rows.base.push(base);
    const isArgument = kind === CallRow.Argument || kind === CallRow.ParameterArgument;
    rows.aux.push(isArgument || token >= guardEnd ? aux : GUARD_CLAUSE);
    rows.condition.push(condition);
    return rows.name.push(name);
  };
  const openCall = (row: number, paren: number): void => {
    const close = tokens.match[paren]!;
    if (close > paren) calls.push({ row, open: paren, close, depth: depth + 1, argument: 0, firstEnd: -1 });
  };
  const storePlace = (): StorePlace => ({ def: place.def, condition });

  for (let i = from; i < to; i++) {
    while (conditions && nextRun < conditions.from.length && conditions.from[nextRun]! <= i)
      condition = conditions.condition[nextRun++]!;
    const kind = tokens.kind[i]!;
    if (kind !== IDENT) {
      switch (kind) {
        case LPAREN: {
          depth++;
          const previous = i > from ? tokens.kind[i - 1]! : 0;
          if (previous === RPAREN || previous === RBRACKET) {
            const row = callThroughPointer(reading, i, from, pushCall);
            if (row >= 0) openCall(row, i);
          }
          statementStart = i > from && tokens.kind[i - 1] === IDENT && tokens.name[i - 1] === keyword.for;
          continue;
        }
        case LBRACKET:
          depth++;
          break;
        case LBRACE:
          depth++;
          if (tokens.match[i]! > guardEnd && isGuardBlock(reading, i, from)) guardEnd = tokens.match[i]!;
          if (i > from && tokens.kind[i - 1] === RPAREN) {
            const literal = literalType(reading, tokens.match[i - 1]!, i - 1);
            if (literal !== 0) readInitializer(reading, i, literal, false, storePlace());
          }
          statementStart = true;
          continue;
        case RPAREN:
        case RBRACKET:
          depth--;
          while (calls.length > 0 && calls.at(-1)!.close <= i) calls.pop();
          // `if (x) type y` is no C, `macro_loop(x) statement` is; what follows is never a declaration's start.
          break;
        case RBRACE:
          depth--;
          statementStart = true;
          continue;
        case SEMICOLON:
          statementStart = true;
          continue;
        case COMMA: {
          const top = calls.at(-1);
          if (top && top.depth === depth) {
            if (top.argument++ === 0) top.firstEnd = i;
          }
          break;
        }
        case ASSIGN:
          readAssignment(reading, i, from, to, storePlace());
          break;
        case COLON:
          // Behind a label or `case x:`; `?:` and bit-fields do not start a declaration that matters.
          statementStart = depth === 0 || tokens.kind[i - 1] === IDENT;
          continue;
      }
      statementStart = false;
      continue;
    }

    const name = tokens.name[i]!;
    if (statementStart) {
      statementStart = false;
      const next = declareLocals(reading, i, to, condition);
      if (next > i) {
        i = next - 1;
        continue;
      }
    }
    const next = i + 1 < to ? tokens.kind[i + 1]! : 0;
    if (name < KEYWORD_COUNT) {
      if (isUnevaluatedWord(name) && next === LPAREN && tokens.match[i + 1]! > i) i = tokens.match[i + 1]!;
      else if (isAggregateWord(name) && next === IDENT) i++;
      else if (name === keyword.goto) i++;
      else if (
        (name === keyword.__attribute__ || name === keyword.__attribute) &&
        next === LPAREN &&
        tokens.match[i + 1]! > i
      )
        i = tokens.match[i + 1]!;
      else if (name === keyword.return && i >= guardEnd && isBranch(reading, i, from))
        guardEnd = skipTo(tokens, i, to, SEMICOLON);
      else if (name === keyword.else || name === keyword.do) statementStart = true;
      continue;
    }
    const previous = i > from ? tokens.kind[i - 1]! : 0;
    if (isMemberMark(previous)) {
      if (next === LPAREN && i - 2 >= from) {
        openCall(pushCall(i, name, CallRow.Ops, typeEndingAt(reading, i - 2, from), 0), i + 1);
      }
      continue;
    }
    if (place.macro && (previous === HASH || previous === PASTE || next === PASTE)) continue;
    const parameter = place.macro ? locals.parameterOf(name) : -1;
    if (next === LPAREN) {
      if (parameter >= 0) {
        openCall(pushCall(i, parameter, CallRow.ParameterCall, 0, 0), i + 1);
      } else if (locals.isLocal(name)) {
        const held = locals.heldField(name);
        if (held) openCall(pushCall(i, held.field, CallRow.LocalOps, held.base, 0), i + 1);
      } else {
        openCall(pushCall(i, name, CallRow.Call, 0, 0), i + 1);
      }
      continue;
    }
    if (
      next === COLON &&
      previous !== QUESTION &&
      (previous === SEMICOLON || previous === RBRACE || previous === LBRACE || previous === COLON)
    )
      continue;
    if (parameter < 0 && locals.isLocal(name)) continue;
    const top = calls.at(-1);
    if (top !== undefined && top.argument < 32 && isWholeArgument(reading, i, depth - top.depth)) {
      const aux = (top.row - place.firstCall) * 32 + top.argument;
      // What is handed over beside an object may be stored in it: `INIT_WORK(&p->work, f)`.
      const object = top.firstEnd < 0 ? 0 : typeInside(reading, top.open + 1, top.firstEnd);
      if (parameter >= 0) pushCall(i, parameter, CallRow.ParameterArgument, object, aux);
      else pushCall(i, name, CallRow.Argument, object, aux);
    } else if (parameter < 0 && !isMemberMark(next) && locals.firstUse(name)) {
      pushCall(i, name, CallRow.Use, 0, 0);
    } else if (parameter < 0 && isMemberMark(next) && locals.firstUse(name)) {
      // `current->mm`: an object-like macro may stand in front of a member.
      pushCall(i, name, CallRow.Use, 0, 0);
    }
  }
}

/** True where an argument is the name at `at` alone: `f`, `&f`, `(cast)f`, or `(f)` one parenthesis deeper than the call. */
function isWholeArgument(reading: Reading, at: number, deeper: number): boolean {
  const { tokens } = reading;
  const next = tokens.kind[at + 1];
  const previous = tokens.kind[at - 1];
  if (deeper === 1) {
    if (previous !== LPAREN || next !== RPAREN) return false;
    const after = tokens.kind[at + 2];
    return isArgumentStart(tokens.kind[at - 2]) && (after === COMMA || after === RPAREN);
  }
  if (deeper !== 0 || (next !== COMMA && next !== RPAREN)) return false;
  return (
    isArgumentStart(previous) ||
    (previous === AMPERSAND && isArgumentStart(tokens.kind[at - 2])) ||
    (previous === RPAREN && isCast(reading, at - 1))
  );
}

const isArgumentStart = (kind: number | undefined): boolean => kind === COMMA || kind === LPAREN;

/** True where what begins at `at` is the branch of an `if` or `else`. */
function isBranch(reading: Reading, at: number, from: number): boolean {
  const { tokens } = reading;
  const before = at - 1;
  if (before < from) return false;
  if (tokens.kind[before] === IDENT) return tokens.name[before] === keyword.else;
  const open = tokens.kind[before] === RPAREN ? tokens.match[before]! : -1;
  return open > from && tokens.kind[open - 1] === IDENT && tokens.name[open - 1] === keyword.if;
}

/** True for the brace at `open` of a branch whose last statement is `return` or `goto`. */
function isGuardBlock(reading: Reading, open: number, from: number): boolean {
  const { tokens } = reading;
  const close = tokens.match[open]!;
  if (close < open + 3 || tokens.kind[close - 1] !== SEMICOLON || !isBranch(reading, open, from)) return false;
  let at = close - 2;
  for (; at > open; at--) {
    const kind = tokens.kind[at]!;
    if (kind === SEMICOLON || kind === RBRACE) break;
    if ((kind === RPAREN || kind === RBRACKET) && tokens.match[at]! > open) at = tokens.match[at]!;
  }
  const word = tokens.kind[at + 1] === IDENT ? tokens.name[at + 1]! : -1;
  return word === keyword.return || word === keyword.goto;
}

function isCast(reading: Reading, close: number): boolean {
  const { tokens } = reading;
  const open = tokens.match[close]!;
  return open > 0 && (tokens.kind[open - 1] === COMMA || tokens.kind[open - 1] === LPAREN);
}

/** `(*p->f)(x)`, `(p->f)(x)`, `p->table[i](x)`: a call through a field, with the parenthesis at `paren`. Gives its row or -1. */
function callThroughPointer(
  reading: Reading,
  paren: number,
  floor: number,
  pushCall: (token: number, name: number, kind: number, base: number, aux: number) => number,
): number {
  const { tokens } = reading;
  const close = paren - 1;
  const open = tokens.match[close]!;
  if (open < floor) return -1;
  let last = tokens.kind[close] === RPAREN ? close - 1 : open - 1;
  if (tokens.kind[close] === RPAREN) {
    while (last > open && tokens.kind[last] === RPAREN) last--;
    while (last > open && tokens.kind[last] === RBRACKET) last = tokens.match[last]! - 1;
  }
  if (last <= floor || !isPlainName(tokens, last)) return -1;
  if (isMemberMark(tokens.kind[last - 1])) {
    return pushCall(last, tokens.name[last]!, CallRow.Ops, typeEndingAt(reading, last - 2, floor), 0);
  }
  const held = reading.locals.heldField(tokens.name[last]!);
  return held ? pushCall(last, held.field, CallRow.LocalOps, held.base, 0) : -1;
}

/** `x->op = f;`, `*p = (struct ops) {...}`, `fn = x->op;`, `struct ops o = { ... }` with the `=` at `at`. */
function readAssignment(reading: Reading, at: number, from: number, to: number, place: StorePlace): void {
  const { tokens, types, locals } = reading;
  let left = at - 1;
  let indexed = false;
  while (left > from && tokens.kind[left] === RBRACKET && tokens.match[left]! > 0) {
    left = tokens.match[left]! - 1;
    indexed = true;
  }
  // A pasted name is declared right here or not known: `static struct foo fn##_foo = { .op = fn }`.
  if (place.def >= 0 && tokens.kind[left - 1] === PASTE && tokens.kind[at + 1] === LBRACE) {
    while (left - 2 > from && tokens.kind[left - 1] === PASTE) left -= 2;
    const isTagged = left - 2 >= from && isPlainName(tokens, left - 1) && isAggregateWord(tokens.name[left - 2]!);
    if (isTagged) readInitializer(reading, at + 1, types.node(TypeOp.Tag, 0, tokens.name[left - 1]!), indexed, place);
    return;
  }
  // In a macro the left side may be a bare parameter in parentheses.
  if (left < from || !isPlainName(tokens, left)) return;
  const end = valueEnd(reading, at + 1, to);
  const name = tokens.name[left]!;
  if (isMemberMark(tokens.kind[left - 1])) {
    const before = left - 1 > from ? tokens.kind[left - 2]! : 0;
    if (before === LBRACE || before === COMMA) return; // a designator: the initialiser reads it
    const base = typeEndingAt(reading, left - 2, from);
    if (tokens.kind[at + 1] === LBRACE)
      readInitializer(reading, at + 1, types.node(TypeOp.Member, base, name), indexed, place);
    else storedNames(reading, at + 1, end, base, name, place);
    return;
  }
  if (tokens.kind[at + 1] === LBRACE) {
    if (locals.isLocal(name))
      readInitializer(reading, at + 1, locals.typeOf(name), tokens.kind[at - 1] === RBRACKET, place);
    return;
  }
  if (locals.isLocal(name) && isPlainName(tokens, end - 1) && isMemberMark(tokens.kind[end - 2])) {
    locals.holdField(name, typeEndingAt(reading, end - 3, at + 1), tokens.name[end - 1]!);
  }
}

/** The token behind the value at `from`. */
function valueEnd({ tokens }: Reading, from: number, to: number): number {
  let i = from;
  while (i < to) {
    const kind = tokens.kind[i]!;
    if (kind === SEMICOLON || kind === COMMA || isClosing(kind)) break;
    i = behindGroup(tokens, i);
  }
  return i;
}

/** Type node of the compound literal `(struct foo) {` whose parentheses are given, 0 where there is none. */
function literalType(reading: Reading, open: number, close: number): number {
  const { tokens } = reading;
  if (tokens.kind[open + 1] !== IDENT || !isAggregateWord(tokens.name[open + 1]!)) return 0;
  return castType(reading, open + 1, close);
}
