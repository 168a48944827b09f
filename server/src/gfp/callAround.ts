/** The call that a person is writing: which function, and which argument the cursor is in. */
import { type CToken, tokenizeC } from './cTokens';

export interface CallAround {
  readonly name: string;
  /** Offset of the name in the text that was given. */
  readonly start: number;
  /** 0-based. */
  readonly argument: number;
  /** What is written of that argument so far, blanks at its end included. */
  readonly written: string;
}

/** How far back is looked, in UTF-16 units: a call of more lines is rare, and a text may be without end. */
const WINDOW = 4096;

const KEYWORDS = new Set(['if', 'while', 'for', 'switch', 'return', 'sizeof', 'typeof', '__typeof__', 'do', 'else']);

interface Open {
  readonly name: CToken | null;
  readonly isBrace: boolean;
  argument: number;
  /** Where the argument begins. */
  from: number;
}

/**
 * The innermost call that is open at the end of `before`, the text in front of the cursor. Parentheses of an expression
 * are passed through: in `f(a, (B | ` it is `f`. Null outside of calls, and for a call through a field.
 */
export function callAround(before: string): CallAround | null {
  const cut = Math.max(0, before.length - WINDOW);
  const text = before.slice(cut);
  const open: Open[] = [];
  const tokens = tokenizeC(text);
  tokens.forEach((token, i) => {
    const top = open.at(-1);
    if (token.text === '(') open.push({ name: calledName(tokens, i), isBrace: false, argument: 0, from: token.end });
    else if (token.text === '{') open.push({ name: null, isBrace: true, argument: 0, from: token.end });
    else if (token.text === ')') {
      if (top?.isBrace === false) open.pop();
    } else if (token.text === '}') {
      // A brace closes whatever was left open in it: half-written code.
      const brace = open.findLastIndex(({ isBrace }) => isBrace);
      open.length = Math.max(brace, 0);
    } else if (token.text === ';') {
      while (open.length > 0 && !open.at(-1)!.isBrace) open.pop();
    } else if (token.text === ',' && top !== undefined) {
      top.argument++;
      top.from = token.end;
    }
  });
  for (let i = open.length - 1; i >= 0 && !open[i]!.isBrace; i--) {
    const { name, argument, from } = open[i]!;
    if (name !== null)
      return { name: name.text, start: cut + name.start, argument, written: text.slice(from).trimStart() };
    // A comma in parentheses of an expression, or a keyword's: no argument of a call further out.
    if (argument > 0) return null;
  }
  return null;
}

function calledName(tokens: readonly CToken[], parenthesis: number): CToken | null {
  const name = tokens[parenthesis - 1];
  if (name?.kind !== 'name' || KEYWORDS.has(name.text)) return null;
  const before = tokens[parenthesis - 2]?.text;
  return before === '->' || before === '.' ? null : name;
}
