/** Macros that stand where statements stand: heads of blocks, whole statements without a semicolon. */
import {
  ASSIGN,
  CLOSE,
  CLOSE_BRACE,
  COLON,
  COMMA,
  type DialectTokens,
  OPEN,
  OPEN_BRACE,
  SEMICOLON,
} from './dialectTokens';
import { KEYWORDS, looksLikeType } from './dialectWords';
import { CHARACTER, NUMBER, STRING } from './lexer';
import type { MacroShape } from './macroShapes';

/** Shapes whose invocation must be followed by a statement. */
type HeadShape = 'each' | 'scope' | 'test';

/**
 * Rewrites the macro that begins a statement at token `i`. Gives the token of the bracket behind which another statement begins:
 * its own, or the next one; -1 where the expression goes on.
 */
export function rewriteBlockMacro(code: DialectTokens, i: number): number {
  const name = code.word(i);
  if (code.code(i + 1) === OPEN_BRACE) return bareBlock(code, i, name);
  if (code.code(i + 1) !== OPEN) return bareStatement(code, i, name);
  const close = code.partner[i + 1]!;
  if (close < 0) return -1;
  const next = close + 1;
  const shape = code.names.shapeOf(name);
  if (code.word(next) === 'else' && code.insertAfter(close, ';')) {
    // `GET_OPTION(x) else ...`: an `if` with its branch.
    asHead(code, i, close, name, 'test');
    return close;
  }
  const head = headShape(code, i, close, name, shape);
  if (head !== null) return asHead(code, i, close, name, head) ? close : -1;
  if (code.code(next) === OPEN) {
    // `CLASS(fd, f)(fd)`, `guard(mutex)(&lock)`
    const outer = code.partner[next]!;
    return outer > 0 && endStatement(code, i, outer, shape) ? outer : -1;
  }
  return endStatement(code, i, close, shape) ? close : -1;
}

/** `forever { ... }` */
function bareBlock(code: DialectTokens, i: number, name: string): number {
  if (KEYWORDS.has(name)) return -1;
  const start = code.start(i);
  if (code.substitute(i, i, 'while(1)'))
    code.rewriting.mark(start, { kind: 'each', end: code.end(i), macro: name, hasArgs: false });
  else code.drop(i, i);
  return i;
}

/** `TEST_FREE_SPACE` on a line of its own, which brings its semicolon along. */
function bareStatement(code: DialectTokens, i: number, name: string): number {
  const isEnd = code.code(i + 1) === CLOSE_BRACE;
  if (!isEnd && !(startsStatement(code, i + 1) && isOnNewLine(code, i + 1))) return -1;
  const shape = code.names.shapeOf(name);
  const leads = KEYWORDS.has(code.word(i + 1)) || code.code(i + 2) === COLON;
  const isStatement = shape === 'statement' || isEnd || leads || (shape === null && /^[A-Z][A-Z0-9_]*$/.test(name));
  return isStatement && endStatement(code, i, i, 'statement') ? i : -1;
}

function headShape(
  code: DialectTokens,
  i: number,
  close: number,
  name: string,
  shape: MacroShape | null,
): HeadShape | null {
  const next = close + 1;
  if (code.code(next) === OPEN_BRACE) {
    if (shape === 'each' || shape === 'scope' || shape === 'test') return shape;
    return guess(name);
  }
  if (shape === 'each' || shape === 'scope' || shape === 'test') return code.code(next) === CLOSE_BRACE ? null : shape;
  // A macro that is known to be none, or one that stands by itself.
  if (shape !== null || !startsStatement(code, next)) return null;
  const isDeeper = column(code, next) > column(code, i) && isOnNewLine(code, next);
  return /for_?each|_each_|^each_/.test(name) || (isDeeper && isFirstOnLine(code, i)) ? guess(name) : null;
}

function guess(name: string): HeadShape {
  if (/^scoped_|_scoped$|^with_|_guard$/.test(name)) return 'scope';
  return /^(?:else_)?if_|_if$/.test(name) ? 'test' : 'each';
}

/** `for_each_zone(zone) body` becomes `while        (zone) body`. */
function asHead(code: DialectTokens, i: number, close: number, name: string, shape: HeadShape): boolean {
  const { rewriting } = code;
  const start = code.start(i);
  const hasArgs = close > i + 2;
  const keyword = shape === 'test' ? 'if' : 'while';
  const mark = { kind: shape, end: code.end(close), macro: name, hasArgs } as const;
  if (!hasArgs) {
    if (!code.substitute(i, close, `${keyword}(1)`)) return false;
  } else if (keyword.length <= name.length) {
    rewriting.replace(start, code.end(i), keyword);
  } else {
    // A name shorter than `while`: the mark says what it is.
    rewriting.replace(start, code.end(i), name.length >= 2 ? 'if' : ' ');
  }
  rewriting.mark(start, mark);
  // `do ... while_each_thread(g, t);` is a `do` whose condition is the macro's.
  if (hasArgs) rewriting.mark(code.start(i + 1), mark);
  return true;
}

/** A semicolon behind a macro that has its own, or that the writer left out; gives true where one was missing. */
function endStatement(code: DialectTokens, i: number, close: number, shape: MacroShape | null): boolean {
  const next = close + 1;
  const isEnd = code.code(next) === CLOSE_BRACE;
  if (!isEnd && !startsStatement(code, next)) return false;
  if (!isEnd && !isOnNewLine(code, next) && shape !== 'statement') return false;
  if (code.insertAfter(close, ';')) return true;
  // No blank up to the brace: what the macro does is not known then.
  const start = code.start(i);
  if (code.substitute(i, close, 'u;')) code.rewriting.mark(start, { kind: 'unknown', end: code.end(close) });
  return true;
}

/** True where a token can begin a statement, and can't go on with an expression. */
function startsStatement(code: DialectTokens, i: number): boolean {
  if (code.isWord(i)) return true;
  const text = i < code.count ? code.text(i, i) : '';
  return (text === '*' || text === '++' || text === '--' || text === '{') && isOnNewLine(code, i);
}

function isOnNewLine(code: DialectTokens, i: number): boolean {
  return i > 0 && i < code.count && code.tokens.text.slice(code.end(i - 1), code.start(i)).includes('\n');
}

function isFirstOnLine(code: DialectTokens, i: number): boolean {
  const { text } = code.tokens;
  return text.slice(text.lastIndexOf('\n', code.start(i)) + 1, code.start(i)).trim() === '';
}

/** Column of a token, a tab as eight. */
function column(code: DialectTokens, i: number): number {
  const { text } = code.tokens;
  let columns = 0;
  for (let at = text.lastIndexOf('\n', code.start(i) - 1) + 1; at < code.start(i); at++) {
    columns = text.charCodeAt(at) === 9 ? (columns | 7) + 1 : columns + 1;
  }
  return columns;
}

/** `static DECLARE_BITMAP(map, N);`, `DEFINE_X(name) = { ... };`: from the storage class at `i`. Gives true where it was one. */
export function rewriteDeclaringMacro(code: DialectTokens, i: number, macro: number): boolean {
  if (code.code(macro + 1) !== OPEN) return false;
  const close = code.partner[macro + 1]!;
  if (close < 0) return false;
  const next = code.code(close + 1);
  if (next === SEMICOLON) {
    if (macro > i) code.drop(i, macro - 1);
    return macro > i;
  }
  // `per_cpu(x, cpu) = 1` stores; a list in braces only a variable is given.
  if (next !== ASSIGN || code.code(close + 2) !== OPEN_BRACE || !code.isWord(macro + 2)) return false;
  // The variable is the first argument.
  let end = macro + 2;
  while (end < close && code.code(end) !== COMMA) end++;
  const name = macro + 2;
  if (end !== name + 1 || code.end(macro + 1) - code.start(i) < 4) return false;
  code.blank(i, macro + 1);
  code.rewriting.put(code.start(i), 'int');
  code.blank(end, close);
  return true;
}

/** `{ FIRST(a) SECOND(b) }` of an initialiser: commas that the macros bring along. */
export function separateItems(code: DialectTokens, close: number): void {
  const next = close + 1;
  if (code.isWord(next) || code.code(next) === OPEN_BRACE) code.insertAfter(close, ',');
}

/** `label: }` and `default: }`: a label must label something. */
export function closeLabel(code: DialectTokens, colon: number): void {
  if (code.code(colon) === COLON && code.code(colon + 1) === CLOSE_BRACE) code.insertAfter(colon, ';');
}

/** `(name) & x`, `(name)(x)`: a cast where the name is a type, else a value; the grammar can't tell. */
export function settleCast(code: DialectTokens, open: number): void {
  // `(__force gfp_t)(x)`
  let at = open + 1;
  while (code.isWord(at + 1) && code.names.shapeOf(code.word(at)) === 'attribute') at++;
  const name = code.word(at);
  const close = at + 1;
  if (code.code(close) !== CLOSE || code.isSubstituted(at)) return;
  const next = close < code.count - 1 ? code.text(close + 1, close + 1) : '';
  if (!AMBIGUOUS.has(next)) {
    // Anything else that can begin an operand makes it a cast.
    if (!code.isWord(close + 1) && ![NUMBER, STRING, CHARACTER].includes(code.kind(close + 1))) return;
    return;
  }
  const isType = code.names.isType(name) ?? looksLikeType(name);
  const start = code.start(at);
  const end = code.end(at);
  if (!isType) {
    code.rewriting.blank(code.start(open), code.end(open));
    code.rewriting.blank(code.start(close), code.end(close));
  } else if (code.rewriting.replace(start, end, 'int')) {
    code.rewriting.mark(start, { kind: 'type', end, text: name });
  } else code.rewriting.mark(start, { kind: 'cast', end, text: name });
}

const AMBIGUOUS: ReadonlySet<string> = new Set(['&', '*', '-', '+', '(']);
