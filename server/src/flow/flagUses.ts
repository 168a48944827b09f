/** What the code does with a flag where it names it: told from the tokens around it, so that half a function will do. */
import { lex, punctuation, type Tokens, WORD } from '../syntax/lexer';
import { isFlagName } from './flagName';

export type FlagUse = 'set' | 'clear' | 'test';

export interface UsedFlag {
  readonly name: string;
  /** Offset of the name. */
  readonly start: number;
  readonly use: FlagUse;
}

const [OPEN, CLOSE, TILDE, OR, AND, XOR] = ['(', ')', '~', '|', '&', '^'].map(punctuation) as [
  number,
  number,
  number,
  number,
  number,
  number,
];
const [KEEP, EQUAL, UNEQUAL] = ['&=', '==', '!='].map(punctuation) as [number, number, number];

/** The flags that stand between two offsets, in order; comments, strings and preprocessor lines are passed over. */
export function flagUses(text: string, from: number, to: number): UsedFlag[] {
  const tokens = lex(text, from, to);
  const uses: UsedFlag[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== WORD) continue;
    const name = text.slice(tokens.start[i]!, tokens.end[i]!);
    if (isFlagName(name)) uses.push({ name, start: tokens.start[i]!, use: useOf(tokens, i) });
  }
  return uses;
}

/** Climbs from a name to what its group is an operand of: `~(A | B)`, `x & (A | B)`, `f(A | B)`. */
function useOf(tokens: Tokens, at: number): FlagUse {
  const code = (i: number): number => (i >= 0 && i < tokens.count ? tokens.code[i]! : 0);
  let first = at;
  let last = at;
  for (;;) {
    if (code(first - 1) === TILDE) return 'clear';
    while (code(last + 1) === OR || code(last + 1) === XOR) last = operandEnd(tokens, last + 2);
    while (code(first - 1) === OR || code(first - 1) === XOR) first = operandStart(tokens, first - 2);
    if (code(first - 1) === TILDE) return 'clear';
    const [before, behind] = [code(first - 1), code(last + 1)];
    if (before === KEEP || before === EQUAL || before === UNEQUAL || behind === EQUAL || behind === UNEQUAL)
      return 'test';
    if (behind === AND) return code(last + 2) === TILDE ? 'set' : 'test';
    if (before === AND) return isBinary(tokens, first - 1) ? 'test' : 'set';
    if (before !== OPEN || behind !== CLOSE || isCall(tokens, first - 1)) return 'set';
    first--;
    last++;
  }
}

/** Last token of the operand that begins at a token: a word, or what is in parentheses. */
function operandEnd(tokens: Tokens, at: number): number {
  let i = at;
  while (tokens.code[i] === TILDE && i < tokens.count) i++;
  if (tokens.code[i] !== OPEN) return i;
  for (let level = 0; i < tokens.count; i++) {
    if (tokens.code[i] === OPEN) level++;
    else if (tokens.code[i] === CLOSE && --level === 0) return i;
  }
  return tokens.count - 1;
}

function operandStart(tokens: Tokens, at: number): number {
  let i = at;
  if (tokens.code[i] === CLOSE) {
    for (let level = 0; i >= 0; i--) {
      if (tokens.code[i] === CLOSE) level++;
      else if (tokens.code[i] === OPEN && --level === 0) break;
    }
  }
  return Math.max(i, 0);
}

/** `x & A` rather than `&A`. */
function isBinary(tokens: Tokens, at: number): boolean {
  return at > 0 && (tokens.code[at - 1] === 0 || tokens.code[at - 1] === CLOSE);
}

/** A parenthesis behind a name that is no keyword. */
function isCall({ kind, text, start, end }: Tokens, open: number): boolean {
  if (open === 0 || kind[open - 1] !== WORD) return false;
  return !/^(?:return|if|while|switch|case|sizeof)$/.test(text.slice(start[open - 1]!, end[open - 1]!));
}
