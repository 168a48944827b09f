import type { Expression, MacroSyntax, Statement } from './ast';
import { rewriteCode } from './dialect';
import { DialectTokens, OPEN } from './dialectTokens';
import { lex } from './lexer';
import { Lowering } from './lowering';
import { lowerBlock } from './lowerStatement';
import type { MacroText } from './macroShapes';
import type { ReadingOptions } from './readFunction';
import { Rewriting } from './rewriting';

/** Larger bodies are tables, not code. */
const MAX_MACRO = 100_000;

/**
 * The text of the macro `name` behind its name, where its `#define` stands in `text` at or behind `from`, and before `to`; null where it does
 * not.
 */
export function macroText(text: string, from: number, to: number, name: string): MacroText | null {
  DEFINE.lastIndex = from;
  for (let match = DEFINE.exec(text); match !== null && match.index < to; match = DEFINE.exec(text)) {
    if (match[1] === name) return { text, from: DEFINE.lastIndex, to: lineEnd(text, DEFINE.lastIndex) };
  }
  return null;
}

const DEFINE = /#[ \t]*define[ \t]+(\w+)/g;

/** End of a preprocessor line with its continuation lines, comments that span lines included. */
function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10) return i;
    if (c === 92) i++;
    else if (c === 47 && text.charCodeAt(i + 1) === 42) {
      const close = text.indexOf('*/', i + 2);
      if (close < 0) return text.length;
      i = close + 1;
    }
  }
  return text.length;
}

/** Reads a macro: its parameters, and its body as an expression, else as statements. */
export function readMacro(
  name: string,
  nameStart: number,
  source: MacroText,
  options: ReadingOptions,
): MacroSyntax | null {
  const { text, from, to } = source;
  if (to - from > MAX_MACRO) return null;
  const tokens = lex(text, from, to, false);
  const rewriting = new Rewriting(text, from, to);
  const code = new DialectTokens(tokens, rewriting, options.names);
  const hasParameters = code.code(0) === OPEN && code.start(0) === from && code.partner[0]! > 0;
  const close = hasParameters ? code.partner[0]! : -1;
  const parameters: string[] = [];
  for (let i = 1; i < close; i++) if (code.isWord(i)) parameters.push(code.word(i));
  const isVariadic = hasParameters && code.text(0, close).includes('...');
  const first = close + 1;
  const body = first >= code.count ? ({ kind: 'empty' } as const) : readBody(code, first, options);
  return {
    start: nameStart,
    end: to,
    name,
    parameters: hasParameters ? parameters : null,
    isVariadic,
    body,
  };
}

function readBody(code: DialectTokens, first: number, options: ReadingOptions): MacroSyntax['body'] {
  const last = code.count - 1;
  const start = code.start(first);
  const end = code.end(last);
  rewriteCode(code, first, code.count);
  // As one block: an expression is then a statement in it, and statements are what they are.
  const parsed = `{${code.rewriting.slice(start, end)};}`;
  const tree = options.parser.parse(parsed);
  if (tree === null || tree.count < 2) return { kind: 'other' };
  const lowering = new Lowering(tree, code.tokens.text, parsed, start - 1, code.rewriting.marks);
  if (lowering.type(1) !== 'compound_statement' || tree.next[1] !== tree.next[0]) return { kind: 'other' };
  const block = lowerBlock(lowering, 1);
  if (lowering.problems.length > 0) return { kind: 'other' };
  // The semicolon put behind the body stands alone where the body has its own.
  const statements = block.statements.filter((statement) => statement.start < end);
  const [only] = statements;
  if (only?.kind === 'expression' && statements.length === 1 && only.end > end) {
    return isValue(only.expression) ? { kind: 'expression', expression: only.expression } : { kind: 'other' };
  }
  if (statements.some((statement) => statement.kind === 'unknown')) return { kind: 'other' };
  // A type, an attribute; a head whose statement stands where the macro is used.
  if (statements.length === 0 || isOpenEnded(statements.at(-1)!, end)) return { kind: 'other' };
  return {
    kind: 'statements',
    block: {
      kind: 'block',
      start,
      end,
      statements: statements.map((one) => ({ ...one, end: Math.min(one.end, end) })),
    },
  };
}

/** True for `for (...)` and `if (...)` that took the semicolon behind the body for theirs, and for a label with nothing behind it. */
function isOpenEnded(statement: Statement, end: number): boolean {
  switch (statement.kind) {
    case 'empty':
      return statement.start >= end;
    case 'case':
    case 'label':
      return true;
    case 'if':
      return isOpenEnded(statement.otherwise ?? statement.then, end);
    case 'while':
    case 'for':
    case 'each':
    case 'scope':
      return isOpenEnded(statement.body, end);
    default:
      return false;
  }
}

function isValue(expression: Expression): boolean {
  return expression.kind !== 'type';
}

/** Reads an expression on its own; null where it is none. */
export function readExpression(text: string, options: ReadingOptions): Expression | null {
  if (text.length > MAX_MACRO) return null;
  const tokens = lex(text, 0, text.length, false);
  const rewriting = new Rewriting(text, 0, text.length);
  const code = new DialectTokens(tokens, rewriting, options.names);
  if (code.count === 0) return null;
  const body = readBody(code, 0, options);
  return body.kind === 'expression' ? body.expression : null;
}
