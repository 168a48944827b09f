import { readBody } from './body';
import { closeBracket, isClosing, isOpening } from './brackets';
import { pushDefinition } from './definitionRows';
import { isPlainName, type Reading, typeInside } from './reading';
import { CallRow, DefFlag } from './rows';
import type { MacroText } from './tokenizedFile';
import { LBRACE } from './tokens';
import { TypeOp } from './typeExprs';

/** How many bytes of a macro's text are kept: what is longer is a table and makes no function. */
const MAX_TEXT = 32768;
/** How many tokens the body of a macro that is one expression has at most. */
const MAX_EXPRESSION = 199;

/** Reads the macros of the file: definitions, parameters, what their bodies call and store become rows. */
export function readMacroBodies(reading: Reading): void {
  const { file } = reading;
  reading.tokens = file.macroTokens;
  for (const macro of file.macros) readMacro(reading, macro);
  reading.tokens = file.tokens;
}

function readMacro(reading: Reading, macro: MacroText): void {
  const { tokens, tables, names, locals, types, file, bytes } = reading;
  const { tokenFrom, tokenTo, sourceFrom, sourceTo, functionLike, condition } = macro;
  const { calls, defs, macroParameters } = tables.rows;
  const isEmpty = tokenTo === tokenFrom;
  let flags = DefFlag.Macro | (functionLike ? DefFlag.FunctionLike : 0);
  if (matchBrackets(reading, tokenFrom, tokenTo)) flags |= DefFlag.HasBrace;
  const keepText = functionLike || !isEmpty;
  const textFrom = keepText ? tables.text.append(bytes, sourceFrom, Math.min(sourceTo, sourceFrom + MAX_TEXT)) : 0;
  const line = file.lines.lineOf(sourceFrom) + 1;
  const firstCall = calls.name.length;
  const def = pushDefinition(reading, {
    name: macro.name,
    line,
    endLine: isEmpty ? line : file.lines.lineOf(Math.max(sourceFrom, sourceTo - 1)) + 1,
    flags,
    condition,
    type: 0,
    at: macro.at,
    textFrom,
    textTo: keepText ? tables.text.length : 0,
  });
  locals.enter(names.size + 1024);
  macro.parameters.forEach((name, position) => {
    locals.declareMacroParameter(name, position, types.node(TypeOp.Parameter, 0, position));
    macroParameters.def.push(def);
    macroParameters.name.push(name);
  });
  readBody(reading, tokenFrom, tokenTo, { def, firstCall, macro: true, conditions: null, condition });
  const isExpression = !isEmpty && tokenTo - tokenFrom <= MAX_EXPRESSION;
  defs.type.values[def] = isExpression ? typeInside(reading, tokenFrom, tokenTo) : 0;
  // An object-like macro that is another name of a function: using it calls that function.
  if (!functionLike && tokenTo - tokenFrom === 1 && isPlainName(tokens, tokenFrom))
    for (let row = firstCall; row < calls.name.length; row++) calls.kind.values[row] = CallRow.Alias;
  if (calls.name.length === firstCall) defs.flags.values[def]! |= DefFlag.Empty;
}

/** Matches the brackets among tokens [from, to); true where one of them is a `{`. */
function matchBrackets({ tokens }: Reading, from: number, to: number): boolean {
  const stack: number[] = [];
  let hasBrace = false;
  for (let i = from; i < to; i++) {
    const kind = tokens.kind[i]!;
    if (isOpening(kind)) {
      stack.push(i);
      if (kind === LBRACE) hasBrace = true;
    } else if (isClosing(kind)) closeBracket(tokens, stack, i);
  }
  return hasBrace;
}
