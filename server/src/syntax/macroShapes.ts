/** What a macro's body makes of the code around it: learned from the tree's own definitions. */
import {
  ATTRIBUTE_WORDS,
  KEYWORDS,
  looksLikeAttribute,
  STATEMENT_WORDS,
  TYPE_WORDS,
  TYPEOF_WORDS,
} from './dialectWords';
import { lex, PUNCTUATION, punctuation, type Tokens, WORD } from './lexer';

/**
 * `attribute`: nothing, or something that says how a thing is stored (`__user`, `__init`, `noinline`); `attribute list`: the same with
 * arguments (`__aligned(8)`, `__free(kfree)`). `static`: an attribute with `static` in it (XFS's `STATIC`). `type`: a type, and nothing else
 * (`typeof_member(struct foo, m)`). `each`: the head of a loop. `scope`: the head of a block that runs once in a scope that the macro
 * opens. `test`: the head of an `if`. `statement`: whole statements, so that no `;` need follow. `none`: anything else.
 */
export type MacroShape =
  | 'attribute'
  | 'attribute list'
  | 'static'
  | 'type'
  | 'each'
  | 'scope'
  | 'test'
  | 'statement'
  | 'none';

/** A macro's text: `(args) body` behind its name, continuation lines as they are. */
export interface MacroText {
  readonly text: string;
  /** Offset behind the name. */
  readonly from: number;
  readonly to: number;
}

/** Definitions of a name as macros, none where it means something else; null where nothing defines it. */
export type MacroTexts = (name: string) => readonly MacroText[] | null;

/** Shapes by name, each looked up once. */
export class MacroShapes {
  private readonly known = new Map<string, MacroShape | null>();

  constructor(private readonly texts: MacroTexts) {}

  /** Shape of a name; null where nothing of that name is known. */
  shapeOf(name: string): MacroShape | null {
    let shape = this.known.get(name);
    if (shape === undefined) {
      // Macros that lead back to themselves come to an end here.
      this.known.set(name, null);
      const texts = this.texts(name);
      shape = texts === null ? null : texts.length === 0 ? 'none' : this.common(name, texts);
      this.known.set(name, shape);
    }
    return shape;
  }

  /**
   * Definitions for other configurations often are empty: a shape that has something to say wins. Not so for a name that is spelled as
   * attributes are, which assembler code may define as something else (`__percpu`, arch/x86/include/asm/percpu.h).
   */
  private common(name: string, texts: readonly MacroText[]): MacroShape {
    const shapes = texts.map((text) => this.shapeOfText(text));
    const other = shapes.find((shape) => !isAttribute(shape));
    const attribute = shapes.find(isAttribute);
    return attribute !== undefined && (other === undefined || looksLikeAttribute(name)) ? attribute : other!;
  }

  private shapeOfText({ text, from, to }: MacroText): MacroShape {
    const tokens = lex(text, from, to, false);
    const { start, kind, code } = tokens;
    const hasParameters = tokens.count > 0 && start[0] === from && code[0] === OPEN;
    let first = 0;
    if (hasParameters) {
      while (first < tokens.count && code[first] !== CLOSE) first++;
      first++;
    }
    const attribute = first >= tokens.count ? 'attribute' : this.attributeShape(tokens, first);
    if (attribute !== null) return attribute === 'attribute' && hasParameters ? 'attribute list' : attribute;
    if (kind[first] === WORD) {
      const word = wordAt(tokens, first);
      if (this.isType(tokens, first, word)) return 'type';
      const head = this.headShape(tokens, first, word);
      if (head !== null) return head;
    }
    const last = tokens.count - 1;
    return code[last] === SEMICOLON || (code[last] === CLOSE_BRACE && isBlock(tokens, first)) ? 'statement' : 'none';
  }

  /** Only attributes and qualifiers: `inline __attribute__((x))`, `__section(".init.text") __cold`. */
  private attributeShape(tokens: Tokens, first: number): MacroShape | null {
    let isStatic = false;
    let only = 0;
    for (let i = first; i < tokens.count; i++) {
      if (tokens.kind[i] !== WORD) {
        // [[fallthrough]] and its kind.
        if (tokens.code[i] === OPEN_SQUARE && tokens.code[i + 1] === OPEN_SQUARE) {
          i = closing(tokens, i);
          only++;
          continue;
        }
        return null;
      }
      const word = wordAt(tokens, i);
      if (word === 'static') isStatic = true;
      else if (!ATTRIBUTE_WORDS.has(word) && !QUALIFIERS.has(word)) {
        const isPlain = KEYWORDS.has(word) || TYPE_WORDS.has(word);
        // A name that nothing defines is guessed at; one with arguments may as well be a function of the compiler.
        const guess = tokens.code[i + 1] !== OPEN && looksLikeAttribute(word) ? 'attribute' : 'none';
        const shape = isPlain ? 'none' : (this.shapeOf(word) ?? guess);
        if (!isAttribute(shape)) return null;
        isStatic ||= shape === 'static';
      }
      if (tokens.code[i + 1] === OPEN && i + 1 < tokens.count) i = closing(tokens, i + 1);
      only++;
    }
    return only === 0 ? null : isStatic ? 'static' : 'attribute';
  }

  /** `typeof(((T *)0)->m)`, `struct foo *`, `unsigned int`. */
  private isType(tokens: Tokens, first: number, word: string): boolean {
    let i = first + 1;
    const hasList = tokens.code[i] === OPEN && i < tokens.count;
    if (TYPEOF_WORDS.has(word) || (hasList && this.shapeOf(word) === 'type')) i = hasList ? closing(tokens, i) + 1 : i;
    else if (TYPE_WORDS.has(word)) while (i < tokens.count && tokens.kind[i] === WORD) i++;
    else return false;
    while (i < tokens.count && tokens.code[i] === STAR) i++;
    return i >= tokens.count;
  }

  /** Bodies that end where a statement must follow. */
  private headShape(tokens: Tokens, first: number, word: string): MacroShape | null {
    const { count, code } = tokens;
    const last = count - 1;
    if (word === 'for' || word === 'while') return isHead(tokens, first) ? loopOrScope(tokens, first) : null;
    if (word === 'if') {
      if (!isHead(tokens, first)) return null;
      for (let i = first; i < count; i++) {
        if (tokens.kind[i] !== WORD) continue;
        const inner = wordAt(tokens, i);
        if (inner === 'for' || inner === 'while') return 'each';
        if (!KEYWORDS.has(inner) && code[i + 1] === OPEN && this.isBlockHead(inner)) return this.shapeOf(inner);
      }
      return 'test';
    }
    if (word === 'do') return wordCount(tokens, 'do') > wordCount(tokens, 'while') ? 'each' : null;
    if (KEYWORDS.has(word) || TYPE_WORDS.has(word) || code[first + 1] !== OPEN) return null;
    if (!this.isBlockHead(word)) return null;
    const close = closing(tokens, first + 1);
    if (close === last) return this.shapeOf(word);
    return isHead(tokens, first) ? this.shapeOf(word) : null;
  }

  private isBlockHead(name: string): boolean {
    const shape = this.shapeOf(name);
    return shape === 'each' || shape === 'scope' || shape === 'test';
  }
}

const OPEN = punctuation('(');
const CLOSE = punctuation(')');
const OPEN_SQUARE = punctuation('[');
const OPEN_BRACE = punctuation('{');
const CLOSE_BRACE = punctuation('}');
const SEMICOLON = punctuation(';');
const STAR = punctuation('*');
const QUALIFIERS: ReadonlySet<string> = new Set([
  'inline',
  'const',
  'volatile',
  'register',
  'extern',
  'restrict',
  'noreturn',
]);

/** True for what stands beside a type or a name without changing what it means. */
export function isAttribute(shape: MacroShape | null): boolean {
  return shape === 'attribute' || shape === 'attribute list' || shape === 'static';
}

function wordAt(tokens: Tokens, i: number): string {
  return tokens.text.slice(tokens.start[i]!, tokens.end[i]!);
}

function wordCount(tokens: Tokens, word: string): number {
  let count = 0;
  for (let i = 0; i < tokens.count; i++) if (tokens.kind[i] === WORD && wordAt(tokens, i) === word) count++;
  return count;
}

/** Token that closes the bracket at `open`; the last token where it stays open. */
function closing(tokens: Tokens, open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.count; i++) {
    if (tokens.kind[i] !== PUNCTUATION) continue;
    const c = String.fromCharCode(tokens.code[i]! & 0xff);
    if (tokens.code[i]! > 0xff) continue;
    if (c === '(' || c === '[' || c === '{') depth++;
    else if ((c === ')' || c === ']' || c === '}') && --depth === 0) return i;
  }
  return tokens.count - 1;
}

/**
 * True where a body is heads only, `for (...)`, `if (...)`, with whole blocks between them, so that a statement must follow: ends with the
 * bracket of a head or with `else`.
 */
function isHead(tokens: Tokens, first: number): boolean {
  const last = tokens.count - 1;
  if (tokens.kind[last] === WORD) return wordAt(tokens, last) === 'else';
  if (tokens.code[last] !== CLOSE) return false;
  for (let i = first; i <= last; i++) {
    if (tokens.kind[i] === WORD && tokens.code[i + 1] === OPEN && i + 1 <= last) {
      const close = closing(tokens, i + 1);
      if (close === last) {
        const word = wordAt(tokens, i);
        // A call at the end is a head only where it begins the body; what it is decides the caller.
        return i === first || word === 'for' || word === 'while' || word === 'if' || !STATEMENT_WORDS.has(word);
      }
      i = close;
    } else if (tokens.code[i] === OPEN_BRACE) i = closing(tokens, i);
  }
  return false;
}

/** `scoped_guard` is a `for` around an object with a destructor, which runs once (include/linux/cleanup.h, 6.5 on). */
function loopOrScope(tokens: Tokens, first: number): MacroShape {
  const close = closing(tokens, first + 1);
  for (let i = first + 1; i < close; i++) if (tokens.kind[i] === WORD && wordAt(tokens, i) === 'CLASS') return 'scope';
  return 'each';
}

function isBlock(tokens: Tokens, first: number): boolean {
  if (tokens.code[first] === OPEN_BRACE) return closing(tokens, first) === tokens.count - 1;
  return tokens.kind[first] === WORD && STATEMENT_WORDS.has(wordAt(tokens, first));
}
