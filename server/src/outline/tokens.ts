import type { NameTable } from '../text/nameTable';

/** Token kinds: a single punctuation character is its own code; the rest have the numbers below. */
export const IDENT = 1;
export const NUMBER = 2;
export const STRING = 3;
export const CHARACTER = 4;
/** `->` */
export const ARROW = 200;
/** `+=`, `-=`, `|=`, ...: assigns, but stores no function. */
export const OP_ASSIGN = 201;
/** `==`, `!=`, `<=`, `>=` */
export const COMPARE = 202;
/** `&&`, `||` */
export const LOGICAL = 203;
/** `##` in a macro body. */
export const PASTE = 204;
/** `...` */
export const ELLIPSIS = 205;
/** `<<`, `>>`, `++`, `--` */
export const OTHER_OPERATOR = 206;

export const LPAREN = 40;
export const RPAREN = 41;
export const STAR = 42;
export const COMMA = 44;
export const DOT = 46;
export const COLON = 58;
export const SEMICOLON = 59;
export const ASSIGN = 61;
export const QUESTION = 63;
export const LBRACKET = 91;
export const RBRACKET = 93;
export const AMPERSAND = 38;
export const HASH = 35;
export const LBRACE = 123;
export const RBRACE = 125;

/** Tokens of one file or of all macro bodies of one file, as parallel arrays that are reused from file to file. */
export class Tokens {
  kind = new Uint8Array(1 << 14);
  /** Name id of an identifier, -1 otherwise. */
  name = new Int32Array(1 << 14);
  /** Byte offset of the token's first byte. */
  start = new Int32Array(1 << 14);
  /** For a bracket: the index of its partner; -1 where it has none, and for all other tokens. */
  match = new Int32Array(1 << 14);
  length = 0;

  /** One token more, `name` as in the column; gives its index. It has no partner yet. */
  push(kind: number, name: number, start: number): number {
    const token = this.length;
    if (token === this.kind.length) this.grow();
    this.kind[token] = kind;
    this.name[token] = name;
    this.start[token] = start;
    this.match[token] = -1;
    this.length = token + 1;
    return token;
  }

  grow(): void {
    const size = this.kind.length * 2;
    const kind = new Uint8Array(size);
    kind.set(this.kind);
    this.kind = kind;
    for (const key of ['name', 'start', 'match'] as const) {
      const next = new Int32Array(size);
      next.set(this[key]);
      this[key] = next;
    }
  }
}

/**
 * The words of C that are no name of a function, type or variable. They are interned first, so that a name id below
 * `KEYWORD_COUNT` is a keyword and the comparison is one `<`.
 */
const keywordText = [
  'if',
  'else',
  'for',
  'while',
  'do',
  'switch',
  'case',
  'default',
  'break',
  'continue',
  'return',
  'goto',
  'sizeof',
  'typeof',
  '__typeof__',
  '__typeof',
  'typeof_unqual',
  '__alignof__',
  '_Alignof',
  'alignof',
  '_Generic',
  'asm',
  '__asm__',
  '__asm',
  'volatile',
  '__volatile__',
  '__volatile',
  'const',
  '__const',
  'restrict',
  '__restrict',
  'static',
  'extern',
  'inline',
  '__inline',
  '__inline__',
  'register',
  'auto',
  '__auto_type',
  'typedef',
  'struct',
  'union',
  'enum',
  'void',
  'char',
  'short',
  'int',
  'long',
  'float',
  'double',
  'signed',
  'unsigned',
  '__signed__',
  '_Bool',
  '__int128',
  '__attribute__',
  '__attribute',
  '__extension__',
  '_Static_assert',
  'static_assert',
  '__label__',
  'defined',
  '__builtin_types_compatible_p',
  '__builtin_offsetof',
  '_Atomic',
  '_Thread_local',
  '_Noreturn',
] as const;

export type Keyword = (typeof keywordText)[number];
export const KEYWORD_COUNT = keywordText.length;
export const keyword = Object.fromEntries(keywordText.map((word, id) => [word, id])) as Record<Keyword, number>;

/** Interns the keywords; the table must be empty. */
export function internKeywords(names: NameTable): void {
  for (const word of keywordText) names.internText(word);
}

const inRange = (from: Keyword, to: Keyword) => (id: number) => id >= keyword[from] && id <= keyword[to];
export const isTypeWord = inRange('void', '__int128');
export const isAggregateWord = inRange('struct', 'enum');
const isStorage = inRange('volatile', 'typedef');
export const isQualifierWord = (id: number): boolean => isStorage(id) || id === keyword.__extension__;
export const isTypeofWord = inRange('typeof', 'typeof_unqual');
/** Operators whose operand is not evaluated: calls in it are no calls. */
export const isUnevaluatedWord = inRange('sizeof', 'alignof');
