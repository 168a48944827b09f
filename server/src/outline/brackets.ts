import { LBRACE, LBRACKET, LPAREN, RBRACE, RBRACKET, RPAREN, type Tokens } from './tokens';

/** True for a token that opens a bracket. */
export const isOpening = (kind: number): boolean => kind === LPAREN || kind === LBRACE || kind === LBRACKET;
/** True for a token that closes a bracket. */
export const isClosing = (kind: number): boolean => kind === RPAREN || kind === RBRACE || kind === RBRACKET;

/**
 * Matches the closing bracket at token `n` with its partner, which is taken off `stack`: the open brackets, as tokens. A `}`
 * closes what was left open behind its `{`; a bracket that fits nothing is left alone.
 */
export function closeBracket(tokens: Tokens, stack: number[], n: number): void {
  const opener = tokens.kind[n] === RPAREN ? LPAREN : tokens.kind[n] === RBRACE ? LBRACE : LBRACKET;
  if (opener === LBRACE) {
    let top = stack.length - 1;
    while (top >= 0 && tokens.kind[stack[top]!] !== LBRACE) top--;
    if (top >= 0) stack.length = top + 1;
  }
  const top = stack.at(-1);
  if (top === undefined || tokens.kind[top] !== opener) return;
  stack.pop();
  tokens.match[top] = n;
  tokens.match[n] = top;
}

/** The token behind the one at `at`, or behind its partner where it opens a bracket that is closed. */
export function behindGroup(tokens: Tokens, at: number): number {
  const match = isOpening(tokens.kind[at]!) ? tokens.match[at]! : -1;
  return match > at ? match + 1 : at + 1;
}

/** The first token of kind `wanted` in [from, to) outside of brackets that open there; `to` or a token behind it where there is none. */
export function skipTo(tokens: Tokens, from: number, to: number, wanted: number): number {
  let i = from;
  while (i < to && tokens.kind[i] !== wanted) i = behindGroup(tokens, i);
  return i;
}
