/** Evaluates C integer constant expressions: masks, macro bodies, `#if` conditions. */
import { inEnglish, type Say } from '../text/say';
import { BINARY_PRECEDENCE, type CToken, integerLiteral, tokenizeC } from './cTokens';

/** How an expression gets at the world around it. */
export interface ExpressionScope {
  /** Value of a name, or undefined where there is none. */
  readonly valueOf: (name: string) => bigint | undefined;
  /** Value of `name(argument)`, the argument as text, or undefined where no such function is known. */
  readonly valueOfCall?: (name: string, argument: string) => bigint | undefined;
  /** `~` complements in 64 bits whatever the operand. */
  readonly isWide?: boolean;
  /** What errors are said in; English unless told. */
  readonly say?: Say;
}

export type ExpressionError =
  /** Not an expression; `at` is the UTF-16 offset where reading stopped. */
  | { readonly kind: 'syntax'; readonly at: number; readonly why: string }
  | { readonly kind: 'undefinedName'; readonly name: string }
  /** A value or shift that does not fit in 64 bits. */
  | { readonly kind: 'tooWide'; readonly text: string };

export type ExpressionResult =
  | { readonly ok: true; readonly value: bigint }
  | { readonly ok: false; readonly error: ExpressionError };

/** Nesting of parentheses and unary operators that is read; no header comes near it, a hostile input would. */
const MAX_DEPTH = 200;

/** Words that can stand in a cast in front of a mask. */
const CAST_WORDS = new Set(
  '__force const volatile unsigned signed int long short char gfp_t __bitwise u8 u16 u32 u64 __u32 __u64 s32 s64 uint32_t uint64_t size_t'.split(
    ' ',
  ),
);

class Failure extends Error {
  constructor(readonly detail: ExpressionError) {
    super(detail.kind);
  }
}

/**
 * Value of a C integer expression: `| & ^ ~ ! + - * / % << >>`, comparisons, `&& ||`, `?:`, casts, parentheses, integer
 * literals, names and calls that the scope knows.
 *
 * Values are unsigned. `~` complements in 32 bits (gfp_t is `unsigned int`), in 64 where the operand needs more.
 */
export function evaluateExpression(text: string, scope: ExpressionScope): ExpressionResult {
  try {
    return { ok: true, value: new ExpressionReader(text, scope).readAll() };
  } catch (failure) {
    if (failure instanceof Failure) return { ok: false, error: failure.detail };
    throw failure;
  }
}

class ExpressionReader {
  private readonly tokens: readonly CToken[];
  private next = 0;
  private depth = 0;
  private readonly say: Say;

  constructor(
    private readonly text: string,
    private readonly scope: ExpressionScope,
  ) {
    this.tokens = tokenizeC(text);
    this.say = scope.say ?? inEnglish;
  }

  readAll(): bigint {
    const value = this.conditional();
    const rest = this.tokens[this.next];
    if (rest !== undefined) throw this.syntax(this.say('"{0}" is not expected here', rest.text));
    return value;
  }

  private conditional(): bigint {
    const condition = this.binary(1);
    if (!this.take('?')) return condition;
    const whenTrue = this.conditional();
    this.expect(':');
    const whenFalse = this.conditional();
    return condition !== 0n ? whenTrue : whenFalse;
  }

  private binary(weakest: number): bigint {
    let left = this.unary();
    for (;;) {
      const operator = this.tokens[this.next];
      const strength = operator?.kind === 'operator' ? BINARY_PRECEDENCE.get(operator.text) : undefined;
      if (operator === undefined || strength === undefined || strength < weakest) return left;
      this.next++;
      left = this.fit(this.apply(operator.text, left, this.binary(strength + 1)), operator.text);
    }
  }

  private unary(): bigint {
    if (++this.depth > MAX_DEPTH) throw this.syntax(this.say('it is nested too deeply'));
    try {
      if (this.take('~')) return complement(this.unary(), this.scope.isWide);
      if (this.take('!')) return this.unary() === 0n ? 1n : 0n;
      if (this.take('-')) return wrap(-this.unary());
      if (this.take('+')) return this.unary();
      if (this.takeCast()) return this.unary();
      return this.primary();
    } finally {
      this.depth--;
    }
  }

  private primary(): bigint {
    if (this.take('(')) {
      const value = this.conditional();
      this.expect(')');
      return value;
    }
    const token = this.tokens[this.next];
    if (token === undefined) throw this.syntax(this.say('it ends too early'));
    this.next++;
    if (token.kind === 'number') {
      const value = integerLiteral(token.text);
      if (value === undefined) throw this.syntax(this.say('"{0}" is no number', token.text), token.start);
      return this.fit(value, token.text);
    }
    if (token.kind !== 'name') throw this.syntax(this.say('"{0}" is not expected here', token.text), token.start);
    if (this.tokens[this.next]?.text === '(' && this.scope.valueOfCall !== undefined) return this.call(token);
    const value = this.scope.valueOf(token.text);
    if (value === undefined) throw new Failure({ kind: 'undefinedName', name: token.text });
    return value;
  }

  private call(name: CToken): bigint {
    const open = this.tokens[this.next++];
    for (let level = 1; level > 0; ) {
      const token = this.tokens[this.next++];
      if (token === undefined) throw this.syntax(this.say('a parenthesis is not closed'));
      if (token.text === '(') level++;
      if (token.text === ')') level--;
    }
    const argument = this.text.slice(open?.end, this.tokens[this.next - 1]?.start);
    const value = this.scope.valueOfCall?.(name.text, argument);
    if (value === undefined) throw new Failure({ kind: 'undefinedName', name: name.text });
    return value;
  }

  /** Reads `(unsigned long)` and its like; any other parenthesis is left alone. */
  private takeCast(): boolean {
    if (this.tokens[this.next]?.text !== '(') return false;
    let end = this.next + 1;
    while (CAST_WORDS.has(this.tokens[end]?.text ?? '')) end++;
    if (end === this.next + 1 || this.tokens[end]?.text !== ')') return false;
    this.next = end + 1;
    return true;
  }

  private take(operator: string): boolean {
    if (this.tokens[this.next]?.text !== operator) return false;
    this.next++;
    return true;
  }

  private expect(operator: string): void {
    if (!this.take(operator)) throw this.syntax(this.say('"{0}" is missing', operator));
  }

  private apply(operator: string, left: bigint, right: bigint): bigint {
    switch (operator) {
      case '|':
        return left | right;
      case '&':
        return left & right;
      case '^':
        return left ^ right;
      case '+':
        return left + right;
      case '-':
        return wrap(left - right);
      case '*':
        return left * right;
      case '/':
      case '%':
        if (right === 0n) throw this.syntax(this.say('it divides by zero'));
        return operator === '/' ? left / right : left % right;
      case '<<':
      case '>>':
        if (right > 63n) throw new Failure({ kind: 'tooWide', text: `${operator} ${right}` });
        return operator === '<<' ? left << right : left >> right;
      default:
        return compare(operator, left, right) ? 1n : 0n;
    }
  }

  private fit(value: bigint, text: string): bigint {
    if (value >> 64n !== 0n) throw new Failure({ kind: 'tooWide', text });
    return value;
  }

  private syntax(why: string, at = this.tokens[this.next]?.start ?? this.text.length): Failure {
    return new Failure({ kind: 'syntax', at, why });
  }
}

function compare(operator: string, left: bigint, right: bigint): boolean {
  switch (operator) {
    case '||':
      return left !== 0n || right !== 0n;
    case '&&':
      return left !== 0n && right !== 0n;
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    default:
      return left >= right;
  }
}

function complement(value: bigint, isWide = false): bigint {
  return value ^ (value >> 32n === 0n && !isWide ? 0xffffffffn : 0xffffffffffffffffn);
}

/** Brings a negative result back to what `unsigned int`, or a 64-bit type where that is too small, would hold. */
function wrap(value: bigint): bigint {
  if (value >= 0n) return value;
  return BigInt.asUintN(-value >> 32n === 0n ? 32 : 64, value);
}
