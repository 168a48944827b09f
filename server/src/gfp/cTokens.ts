/** Tokens of the small part of C that constant expressions and lines around a mask are made of. */

export interface CToken {
  readonly kind: 'name' | 'number' | 'operator' | 'other';
  readonly text: string;
  /** UTF-16 offsets in the text that was split; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

// Every alternative consumes at least one character and none can backtrack into another: linear in the text.
const TOKEN =
  /(?<blank>\s+|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?|\/\/[^\n]*)|(?<name>[A-Za-z_]\w*)|(?<number>\d\w*)|(?<literal>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)|(?<operator><<=|>>=|<<|>>|&&|\|\||[=!<>]=|[|&^+\-*/%]=|->|[|&^~!+\-*/%()?:<>=])|(?<other>[\s\S])/gy;

/** Splits text into tokens; comments and blanks separate, string and character literals are one token of kind `other`. */
export function tokenizeC(text: string): CToken[] {
  const tokens: CToken[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const groups = match.groups ?? {};
    if (groups.blank !== undefined) continue;
    const kind =
      groups.name !== undefined
        ? 'name'
        : groups.number !== undefined
          ? 'number'
          : groups.operator !== undefined
            ? 'operator'
            : 'other';
    tokens.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

/**
 * Value of a C integer literal: decimal, hexadecimal, octal or binary, with u/l suffixes.
 *
 * @returns undefined where the token is none (`12ab`, `089`, `1.5`)
 */
export function integerLiteral(text: string): bigint | undefined {
  const digits = /^(0[xX][\da-fA-F]+|0[bB][01]+|\d+)[uUlL]{0,3}$/.exec(text)?.[1];
  if (digits === undefined || digits.length > 80) return undefined;
  if (/^0\d/.test(digits)) return /^[0-7]+$/.test(digits) ? BigInt(`0o${digits}`) : undefined;
  return BigInt(digits);
}

/** Binding strength of C's binary operators; higher binds tighter. */
export const BINARY_PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ['||', 1],
  ['&&', 2],
  ['|', 3],
  ['^', 4],
  ['&', 5],
  ['==', 6],
  ['!=', 6],
  ['<', 7],
  ['>', 7],
  ['<=', 7],
  ['>=', 7],
  ['<<', 8],
  ['>>', 8],
  ['+', 9],
  ['-', 9],
  ['*', 10],
  ['/', 10],
  ['%', 10],
]);
