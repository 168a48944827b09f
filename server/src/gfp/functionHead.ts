/** The head of a function or macro as it stands in the source: which of its parameters is the gfp mask. */
import { type CToken, tokenizeC } from './cTokens';

export interface HeadParameter {
  /** As it is spelled, on one line: `gfp_t flags`. */
  readonly text: string;
  readonly isMask: boolean;
}

export type Head =
  | { readonly kind: 'function'; readonly parameters: readonly HeadParameter[] }
  /** `names`: of the parameters, `...` for the rest. `body` on one line. */
  | { readonly kind: 'macro'; readonly names: readonly string[]; readonly body: string }
  /** A macro without parameters that is another name. */
  | { readonly kind: 'alias'; readonly of: string };

/** Longest head that is read, in UTF-16 units; the longest of the kernel are macros of some thousand. */
const LONGEST_HEAD = 8192;

/**
 * Reads the head of `name` that begins in `text` (which starts at the first line of the definition, or a little before it).
 *
 * @returns null where none is found
 */
export function readHead(text: string, name: string): Head | null {
  const window = text.slice(0, LONGEST_HEAD);
  const macro = new RegExp(`^[ \\t]*#[ \\t]*define[ \\t]+${name}(?![\\w])(\\()?`, 'm').exec(window);
  const start = macro === null ? new RegExp(`\\b${name}\\s*\\(`).exec(window) : macro;
  if (start === null) return null;
  const behind = start.index + start[0].length;
  if (macro !== null && macro[1] === undefined) {
    const body = logicalLine(window, behind).trim();
    return /^[A-Za-z_]\w*$/.test(body) ? { kind: 'alias', of: body } : null;
  }
  const parameters = argumentsIn(window, behind);
  if (parameters === null) return null;
  if (macro !== null) {
    return {
      kind: 'macro',
      names: parameters.texts.map((each) => (each.endsWith('...') ? '...' : each)),
      body: logicalLine(window, parameters.end),
    };
  }
  return {
    kind: 'function',
    parameters: parameters.texts.map((each) => ({ text: each, isMask: /\bgfp_t\b(?!\s*\*)/.test(each) })),
  };
}

export interface ArgumentTexts {
  readonly texts: readonly string[];
  /** Offset behind the closing parenthesis. */
  readonly end: number;
}

/** The arguments behind an opening parenthesis that ends at `from`, each on one line; null where it is never closed. */
export function argumentsIn(text: string, from: number): ArgumentTexts | null {
  const texts: string[] = [];
  let depth = 0;
  let current: CToken[] = [];
  const take = (): void => {
    const [first, last] = [current[0], current.at(-1)];
    // Without its comments, and a blank where there was any.
    if (first !== undefined && last !== undefined) texts.push(spelled(current));
    current = [];
  };
  for (const token of tokenizeC(text.slice(from))) {
    if (token.text === ')' && depth === 0) {
      take();
      return { texts, end: from + token.end };
    }
    if ('([{'.includes(token.text)) depth++;
    if (')]}'.includes(token.text)) depth--;
    if (token.text === ',' && depth === 0) take();
    else current.push(token);
  }
  return null;
}

/** Tokens with one blank where the source had blanks or comments. */
function spelled(tokens: readonly CToken[]): string {
  return tokens
    .filter((token) => token.text !== '\\')
    .map((token, i, all) => `${i > 0 && token.start > all[i - 1]!.end ? ' ' : ''}${token.text}`)
    .join('');
}

/** To the end of the line, or of the last one that a backslash joins to it. */
function logicalLine(text: string, from: number): string {
  const end = /(?<!\\)\r?\n/g;
  end.lastIndex = from;
  return text.slice(from, end.exec(text)?.index ?? text.length).replace(/\\\r?\n/g, ' ');
}
