/** Finds expressions made of gfp names in a line of C or of a log. */

import { evaluateExpression } from './constantExpression';
import { BINARY_PRECEDENCE, type CToken, tokenizeC } from './cTokens';

export interface GfpExpression {
  /** UTF-16 offsets in the line, 0-based; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** More tokens than this in a row are no line that a person wrote; the search for the largest part is quadratic. */
const LONGEST_RUN = 120;

/** True for `GFP_X`, `__GFP_X` and `___GFP_X`. */
export function isGfpName(name: string): boolean {
  return /^_{0,3}GFP_[A-Z0-9_]*[A-Z0-9]$/.test(name) && !/^_GFP/.test(name);
}

/**
 * The largest expression of gfp names, numbers, `| & ^ ~`, parentheses and casts around a column, as C would group it: in
 * `x & __GFP_IO | __GFP_FS` neither side's `|` reaches over the `&`. It holds at least one gfp name.
 *
 * @param columnUtf16 0-based; a name is also touched by the column right behind it
 * @returns null where no gfp name's expression is there
 */
export function gfpExpressionAt(lineText: string, columnUtf16: number): GfpExpression | null {
  const tokens = tokenizeC(lineText);
  const touched = (token: CToken): boolean => token.start <= columnUtf16 && columnUtf16 <= token.end;
  const under = tokens.findIndex((token) => touched(token) && token.kind === 'name');
  const at = under >= 0 ? under : tokens.findIndex(touched);
  return at < 0 ? null : largestAround(tokens, at, lineText);
}

/** The first largest expression of a line, or null; for a line of C that is decoded as a whole. */
export function firstGfpExpression(lineText: string): GfpExpression | null {
  const tokens = tokenizeC(lineText);
  const at = tokens.findIndex((token) => token.kind === 'name' && isGfpName(token.text));
  return at < 0 ? null : largestAround(tokens, at, lineText);
}

function largestAround(tokens: readonly CToken[], at: number, text: string): GfpExpression | null {
  if (!belongs(tokens, at)) return null;
  let first = at;
  let last = at;
  while (first > 0 && belongs(tokens, first - 1)) first--;
  while (last < tokens.length - 1 && belongs(tokens, last + 1)) last++;
  if (last - first > LONGEST_RUN) return null;
  let best: GfpExpression | null = null;
  for (let from = first; from <= at; from++) {
    for (let to = last; to >= at; to--) {
      const start = tokens[from]?.start ?? 0;
      const end = tokens[to]?.end ?? 0;
      if (best !== null && end - start <= best.end - best.start) break;
      if (isWhole(tokens, from, to) && parses(text.slice(start, end)))
        best = { start, end, text: text.slice(start, end) };
    }
  }
  return best;
}

/** Whether a token can be part of a mask expression. A call's parenthesis cannot: `kmalloc(GFP_KERNEL)`. */
function belongs(tokens: readonly CToken[], i: number): boolean {
  const token = tokens[i];
  if (token === undefined) return false;
  if (token.kind === 'number') return true;
  if (token.kind === 'name') return isGfpName(token.text) || isCastWord(tokens, i);
  if (token.text === '(') {
    const before = tokens[i - 1];
    return before?.kind !== 'name' || before.text === 'return';
  }
  return token.kind === 'operator' && '|&^~)'.includes(token.text) && token.text.length === 1;
}

/** True for the words in `(__force gfp_t)` and `(unsigned long)`. */
function isCastWord(tokens: readonly CToken[], i: number): boolean {
  return (
    /^(?:__force|gfp_t|unsigned|int|long|u32|u64|__bitwise)$/.test(tokens[i]?.text ?? '') &&
    tokens[i - 1]?.kind !== 'other'
  );
}

/** No operator beside the range binds tighter than, or as tight from outside as, the loosest operator inside it. */
function isWhole(tokens: readonly CToken[], from: number, to: number): boolean {
  let level = 0;
  let loosest = Number.POSITIVE_INFINITY;
  let hasName = false;
  for (let i = from; i <= to; i++) {
    const token = tokens[i];
    if (token === undefined) return false;
    if (token.text === '(') level++;
    if (token.text === ')') level--;
    if (level < 0) return false;
    if (token.kind === 'name' && isGfpName(token.text)) hasName = true;
    if (level === 0 && i > from && endsOperand(tokens[i - 1])) {
      loosest = Math.min(loosest, BINARY_PRECEDENCE.get(token.text) ?? Number.POSITIVE_INFINITY);
    }
  }
  return level === 0 && hasName && bindsBefore(tokens, from) <= loosest && bindsBehind(tokens, to) <= loosest;
}

/** How tightly what stands before the range holds on to it: 0 not at all, 11 as a unary operator or a cast does. */
function bindsBefore(tokens: readonly CToken[], from: number): number {
  const before = tokens[from - 1];
  if (before === undefined || before.kind !== 'operator') return 0;
  if (before.text === '~' || before.text === '!') return 11;
  const binary = BINARY_PRECEDENCE.get(before.text) ?? 0;
  return binary > 0 && !endsOperand(tokens[from - 2]) ? 11 : binary;
}

function bindsBehind(tokens: readonly CToken[], to: number): number {
  return BINARY_PRECEDENCE.get(tokens[to + 1]?.text ?? '') ?? 0;
}

function endsOperand(token: CToken | undefined): boolean {
  return token !== undefined && (token.kind !== 'operator' || token.text === ')') && token.text !== 'return';
}

function parses(text: string): boolean {
  return evaluateExpression(text, { valueOf: (name) => (isGfpName(name) ? 0n : undefined) }).ok;
}
