import { PUNCTUATION, punctuation, type Tokens, WORD } from './lexer';
import type { MacroShape } from './macroShapes';
import type { Rewriting } from './rewriting';

/** What the dialect asks about names. */
export interface DialectNames {
  /** Shape of a macro; null where no macro of that name is known. */
  shapeOf(name: string): MacroShape | null;
  /** Whether a name is a type; null where that is not known. */
  isType(name: string): boolean | null;
}

/** Knows nothing: the dialect then goes by how code looks. */
export const NO_NAMES: DialectNames = { shapeOf: () => null, isType: () => null };

export const OPEN = punctuation('(');
export const CLOSE = punctuation(')');
export const OPEN_BRACE = punctuation('{');
export const CLOSE_BRACE = punctuation('}');
export const OPEN_SQUARE = punctuation('[');
export const CLOSE_SQUARE = punctuation(']');
export const SEMICOLON = punctuation(';');
export const COMMA = punctuation(',');
export const COLON = punctuation(':');
export const STAR = punctuation('*');
export const ASSIGN = punctuation('=');
export const DOT = punctuation('.');
export const ELLIPSIS = punctuation('...');

/**
 * The tokens of one function or macro while it is rewritten: brackets in pairs, and stretches that were given another spelling taken as
 * one word.
 */
export class DialectTokens {
  /** Token of the bracket that belongs to a bracket, -1 where it has none. */
  readonly partner: Int32Array;
  /** Behind a stretch that is one word now, by its first token; 0 for all others. */
  private readonly behind: Int32Array;

  constructor(
    readonly tokens: Tokens,
    readonly rewriting: Rewriting,
    readonly names: DialectNames,
  ) {
    this.partner = pairs(tokens);
    this.behind = new Int32Array(tokens.count);
  }

  get count(): number {
    return this.tokens.count;
  }

  /** The token behind `i`. */
  after(i: number): number {
    return this.behind[i] === 0 ? i + 1 : this.behind[i]!;
  }

  isWord(i: number): boolean {
    return i >= 0 && i < this.count && this.tokens.kind[i] === WORD;
  }

  kind(i: number): number {
    return i >= 0 && i < this.count ? this.tokens.kind[i]! : 0;
  }

  /** Punctuation's number, 0 for other tokens and beyond the ends. */
  code(i: number): number {
    return i >= 0 && i < this.count ? this.tokens.code[i]! : 0;
  }

  word(i: number): string {
    return this.tokens.kind[i] === WORD ? this.text(i, i) : '';
  }

  /** Text from token `first` to token `last`, both included. */
  text(first: number, last: number): string {
    return this.tokens.text.slice(this.tokens.start[first]!, this.tokens.end[last]!);
  }

  start(i: number): number {
    return this.tokens.start[i]!;
  }

  end(i: number): number {
    return this.tokens.end[i]!;
  }

  blank(first: number, last: number): void {
    this.rewriting.blank(this.start(first), this.end(last));
  }

  /** Blanks tokens and takes them out of sight: the first one becomes a place without a meaning. */
  drop(first: number, last: number): void {
    this.blank(first, last);
    this.behind[first] = last + 1;
    this.tokens.kind[first] = 0;
    this.tokens.code[first] = 0;
  }

  /** One word in place of tokens `first` to `last`; false, and nothing done, where it does not fit. */
  substitute(first: number, last: number, word: string): boolean {
    if (!this.rewriting.replace(this.start(first), this.end(last), word)) return false;
    this.behind[first] = last + 1;
    this.tokens.kind[first] = WORD;
    this.tokens.code[first] = 0;
    return true;
  }

  /** True for a stretch that was substituted or dropped. */
  isSubstituted(i: number): boolean {
    return this.behind[i] !== 0;
  }

  /** Puts a character into the gap between token `i` and the next; false where there is none. */
  insertAfter(i: number, character: string): boolean {
    const end = i + 1 < this.count ? this.start(i + 1) : this.rewriting.to;
    return this.rewriting.fillGap(this.end(i), end, character);
  }
}

function pairs(tokens: Tokens): Int32Array {
  const { count, kind, code } = tokens;
  const partner = new Int32Array(count).fill(-1);
  const open: number[] = [];
  for (let i = 0; i < count; i++) {
    if (kind[i] !== PUNCTUATION) continue;
    const c = code[i]!;
    if (c === OPEN || c === OPEN_BRACE || c === OPEN_SQUARE) open.push(i);
    else if (c === CLOSE || c === CLOSE_BRACE || c === CLOSE_SQUARE) {
      const wanted = c === CLOSE ? OPEN : c === CLOSE_BRACE ? OPEN_BRACE : OPEN_SQUARE;
      // In a text half typed a brace closes what was left open inside of it; a round bracket closes only its own kind.
      let at = open.length - 1;
      if (c === CLOSE_BRACE) while (at >= 0 && code[open[at]!] !== OPEN_BRACE) at--;
      if (at < 0 || code[open[at]!] !== wanted) continue;
      partner[open[at]!] = i;
      partner[i] = open[at]!;
      open.length = at;
    }
  }
  return partner;
}
