import type { FunctionSyntax } from './ast';
import { keepBranches } from './branches';
import { rewriteCode } from './dialect';
import { CLOSE_BRACE, type DialectNames, DialectTokens } from './dialectTokens';
import type { ConditionJudge } from './directives';
import { readHead } from './functionHead';
import { lex } from './lexer';
import { Lowering } from './lowering';
import { lowerBlock } from './lowerStatement';
import type { CParser } from './parser';
import { Rewriting } from './rewriting';

/** What reading code needs beside the code. */
export interface ReadingOptions {
  readonly parser: CParser;
  readonly names: DialectNames;
  readonly isOff: ConditionJudge;
}

/** A larger body is not read: it would be generated code, and it would hold up everything else. In UTF-16 units. */
const MAX_BODY = 400_000;

/**
 * The function `name` whose definition lies in `text` from `from` to `to` (whole lines; what else stands on them does no harm). Null where
 * there is no body, or one too large to be read. Text half typed is read as far as it goes.
 */
export function readFunction(
  text: string,
  from: number,
  to: number,
  name: string,
  options: ReadingOptions,
): FunctionSyntax | null {
  if (to - from > MAX_BODY) return null;
  const rewriting = new Rewriting(text, from, to);
  const code = new DialectTokens(keepBranches(lex(text, from, to), rewriting, options.isOff), rewriting, options.names);
  const head = readHead(code, name);
  if (head === null) return null;
  const open = head.bodyOpen;
  const close = bodyClose(code, open);
  rewriteCode(code, open, close + 1);
  const start = code.start(open);
  const end = code.end(close);
  const parsed = rewriting.slice(start, end);
  const tree = options.parser.parse(parsed);
  if (tree === null) return null;
  const lowering = new Lowering(tree, text, parsed, start, rewriting.marks);
  const block = lowerBlock(lowering, outermostBlock(lowering));
  return {
    start: code.start(0),
    end,
    name: head.name,
    nameStart: head.nameStart,
    returnType: head.returnType,
    parameters: head.parameters,
    isVariadic: head.isVariadic,
    body: { ...block, start, end },
    problems: lowering.problems,
  };
}

/** The brace that closes a body; where it is missing, the first one at the start of a line, which ends a definition in kernel code. */
function bodyClose(code: DialectTokens, open: number): number {
  if (code.partner[open]! > 0) return code.partner[open]!;
  for (let i = open + 1; i < code.count; i++) {
    const at = code.start(i);
    if (code.code(i) === CLOSE_BRACE && (at === 0 || code.tokens.text.charCodeAt(at - 1) === 10)) return i;
  }
  return code.count - 1;
}

/** The body's node; the root where the text was too broken for one. */
function outermostBlock(lowering: Lowering): number {
  const { next, count } = lowering.tree;
  if (count === 0) return 0;
  for (let child = 1; child < next[0]!; child = next[child]!) {
    if (lowering.type(child) === 'compound_statement') {
      // What stands beside it could not be read.
      for (let other = 1; other < next[0]!; other = next[other]!) if (other !== child) lowering.isReadable(other);
      return child;
    }
  }
  if (lowering.type(0) === 'ERROR') lowering.problem(0);
  return 0;
}
