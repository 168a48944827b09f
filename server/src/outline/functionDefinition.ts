import { type BodyPlace, readBody } from './body';
import { skipTo } from './brackets';
import { pushDefinition } from './definitionRows';
import type { ExternalDeclaration } from './externalDeclaration';
import { behindBodies, chooseGroup, nextBody, resultType } from './functionHead';
import { pushFileLevelUse } from './invocations';
import { declareLocals, declareParameters } from './localDeclarations';
import { isMemberMark, isPlainName, lineOf, type Reading } from './reading';
import { CallRow, DefFlag } from './rows';
import { COMMA, COMPARE, IDENT, isAggregateWord, LBRACKET, QUESTION, SEMICOLON } from './tokens';
import { TypeOp } from './typeExprs';

/** Reads the function whose body begins at `open`, with the bodies that other branches of `#if` give it. */
export function readFunction(reading: Reading, { start, groups, flags }: ExternalDeclaration, open: number): void {
  const { tokens, tables, locals, names, file } = reading;
  const last = behindBodies(reading, open) - 1;
  // A body that never closes goes on to the end of the file.
  const close = tokens.match[open]! > 0 ? last : tokens.length;
  const group = chooseGroup(reading, groups, open);
  const condition = reading.site?.condition ?? file.conditions.at(group.name);
  const calls = tables.rows.calls;
  const firstCall = calls.name.length;
  const firstAssign = tables.rows.assigns.name.length;
  const def = pushDefinition(reading, {
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
  if (!group.typed) pushFileLevelUse(reading, group, def);
  locals.enter(names.size + 1024);
  declareParameters(reading, group.open, group.close);
  if (!group.typed) declareMacroArguments(reading, group.open, group.close);
  for (let i = group.close + 1; i < open && tokens.kind[open - 1] === SEMICOLON; ) {
    declareLocals(reading, i, open, condition);
    i = skipTo(tokens, i, open, SEMICOLON) + 1;
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
