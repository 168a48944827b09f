/**
 * The kernel's dialect of C, rewritten at the same length into C that tree-sitter's grammar knows. It works on tokens, once from
 * front to back; what a place meant before is kept as a mark at its offset.
 */
import { rewriteArguments } from './dialectArguments';
import { dropAttribute, substituteType } from './dialectAttributes';
import { closeLabel, rewriteBlockMacro, rewriteDeclaringMacro, separateItems, settleCast } from './dialectBlocks';
import {
  ASSIGN,
  CLOSE,
  CLOSE_BRACE,
  CLOSE_SQUARE,
  COLON,
  COMMA,
  type DialectTokens,
  ELLIPSIS,
  OPEN,
  OPEN_BRACE,
  OPEN_SQUARE,
  SEMICOLON,
  STAR,
} from './dialectTokens';
import {
  ASM_QUALIFIERS,
  ASM_WORDS,
  BEFORE_EXPRESSION,
  KEYWORDS,
  SIZEOF_WORDS,
  TAGS,
  TYPE_WORDS,
  TYPEOF_WORDS,
} from './dialectWords';
import { PUNCTUATION, punctuation, STRING } from './lexer';

/** Rewrites the tokens from `first` to `last` (exclusive): a function's body, or a macro's. */
export function rewriteCode(code: DialectTokens, first: number, last: number): void {
  new DialectPass(code).run(first, last);
}

const AND_AND = punctuation('&&');
const QUESTION = punctuation('?');
const PASTE = punctuation('##');
const HASH = punctuation('#');

const CONTROL: ReadonlySet<string> = new Set(['if', 'while', 'for', 'switch']);

class DialectPass {
  /** Closing brackets of `if (...)` and its kind: a statement begins behind them. */
  private readonly heads = new Set<number>();
  /** Open braces, innermost last: true for a block, false for an initialiser. */
  private readonly blocks: boolean[] = [];
  /** Colons of `case`. */
  private readonly caseColons = new Set<number>();
  private openQuestions = 0;

  constructor(private readonly code: DialectTokens) {}

  run(first: number, last: number): void {
    const { code } = this;
    this.cleanGaps(first, last);
    let previous = -1;
    for (let i = first; i < last; ) {
      if (code.kind(i) === 0) {
        i = code.after(i);
        continue;
      }
      if (!code.isSubstituted(i)) {
        if (code.isWord(i)) this.word(i, previous, last);
        else if (code.kind(i) === PUNCTUATION) this.punctuation(i, previous, last);
        else if (code.kind(i) === STRING) this.string(i, previous);
      }
      if (code.kind(i) !== 0) previous = i;
      i = code.after(i);
    }
  }

  /** Comments and joined lines between tokens: a gap must be blank, since it may get a character. */
  private cleanGaps(first: number, last: number): void {
    const { code } = this;
    const { text } = code.tokens;
    for (let i = first + 1; i < last; i++) {
      const from = code.end(i - 1);
      const to = code.start(i);
      for (let at = from; at < to; at++) {
        const c = text.charCodeAt(at);
        if (c === 47 || c === 92) {
          code.rewriting.blank(from, to);
          break;
        }
      }
    }
  }

  private get inBlock(): boolean {
    return this.blocks.at(-1) ?? true;
  }

  private isStatementStart(previous: number): boolean {
    if (!this.inBlock) return false;
    const { code } = this;
    if (previous < 0) return true;
    const c = code.code(previous);
    if (c === SEMICOLON || c === OPEN_BRACE || c === CLOSE_BRACE || (c === COLON && this.openQuestions === 0))
      return true;
    if (c === CLOSE) return this.heads.has(previous);
    if (this.heads.has(previous)) return true;
    const word = code.word(previous);
    return word === 'else' || word === 'do';
  }

  private word(i: number, previous: number, last: number): void {
    const { code } = this;
    const word = code.word(i);
    if (CONTROL.has(word)) {
      if (code.code(i + 1) === OPEN && code.partner[i + 1]! > 0) this.heads.add(code.partner[i + 1]!);
      return;
    }
    if (word === 'case') {
      this.caseLabel(i, last);
      return;
    }
    if (word === 'goto') {
      if (code.code(i + 1) === STAR) this.computedGoto(i + 1, last);
      return;
    }
    if (KEYWORDS.has(word) && word !== 'sizeof') return;
    if (ASM_WORDS.has(word)) {
      this.asm(i, previous);
      return;
    }
    if (word === '__label__') {
      this.dropTo(i, SEMICOLON, last);
      return;
    }
    if (TYPEOF_WORDS.has(word)) {
      substituteType(code, i);
      return;
    }
    if (SIZEOF_WORDS.has(word)) {
      this.sizeOf(i);
      return;
    }
    if (word === '_Generic') {
      this.hide(i);
      return;
    }
    if (word === 'struct' || word === 'union' || word === 'enum') {
      this.typeBody(i);
      return;
    }
    if (word === 'auto' && code.isWord(i + 1) && code.code(i + 2) === ASSIGN) {
      // C23's, as GCC's `__auto_type` (include/linux/compiler_types.h, 6.19 on).
      if (code.substitute(i, i, 'int'))
        code.rewriting.mark(code.start(i), { kind: 'type', end: code.end(i), text: '__auto_type' });
      return;
    }
    if (dropAttribute(code, i, previous, word, this.heads)) return;
    const starts = this.isStatementStart(previous);
    if (word === 'static' || word === 'const' || word === 'extern') {
      if (starts && code.isWord(i + 1) && !TYPE_WORDS.has(code.word(i + 1))) rewriteDeclaringMacro(code, i, i + 1);
      return;
    }
    if (!starts && code.isWord(i + 1) && this.leadsToString(i + 1)) {
      // `KERN_INFO NAME "text"`: the grammar knows one name before a string.
      code.drop(i, i);
      return;
    }
    if (
      !this.inBlock &&
      code.isWord(i + 1) &&
      code.code(i + 1) === 0 &&
      !TYPE_WORDS.has(word) &&
      !TAGS.has(code.word(previous))
    ) {
      // Names of an initialiser that bring their commas along.
      code.insertAfter(i, ',');
    }
    if (code.kind(previous) === STRING && code.code(i + 1) === OPEN && code.partner[i + 1]! > 0) {
      // `"a" __stringify(B) "c"`
      code.drop(i, code.partner[i + 1]!);
      return;
    }
    if (starts && this.declaresByMacro(i)) {
      substituteType(code, i);
      return;
    }
    if (starts && !TYPE_WORDS.has(word)) {
      if (rewriteDeclaringMacro(code, i, i)) return;
      const head = rewriteBlockMacro(code, i);
      if (head >= 0) this.heads.add(head);
    } else if (!this.inBlock && code.code(i + 1) === OPEN && code.partner[i + 1]! > 0)
      separateItems(code, code.partner[i + 1]!);
    if (code.code(i + 1) === OPEN && !code.isSubstituted(i) && !TYPE_WORDS.has(word)) rewriteArguments(code, i + 1);
  }

  /** `DARRAY(struct foo, 4) list;`: a macro as a type, the name on the same line. */
  private declaresByMacro(i: number): boolean {
    const { code } = this;
    const close = code.code(i + 1) === OPEN ? code.partner[i + 1]! : -1;
    if (close < 0 || !code.isWord(close + 1) || KEYWORDS.has(code.word(close + 1))) return false;
    const next = code.code(close + 2);
    const isDeclared = next === SEMICOLON || next === ASSIGN || next === COMMA || next === OPEN_SQUARE;
    return isDeclared && !code.tokens.text.slice(code.end(close), code.start(close + 1)).includes('\n');
  }

  private leadsToString(i: number): boolean {
    const { code } = this;
    let at = i;
    while (code.isWord(at) && !KEYWORDS.has(code.word(at)) && !TYPE_WORDS.has(code.word(at))) at++;
    return code.kind(at) === STRING;
  }

  private punctuation(i: number, previous: number, last: number): void {
    const { code } = this;
    switch (code.code(i)) {
      case OPEN:
        if (code.isWord(i + 1) && this.isOperandPlace(previous)) settleCast(code, i);
        return;
      case OPEN_BRACE:
        this.blocks.push(this.isBlockBrace(previous));
        return;
      case CLOSE_BRACE:
        this.blocks.pop();
        return;
      case QUESTION:
        this.openQuestions++;
        return;
      case COLON:
        if (this.openQuestions > 0 && !this.caseColons.has(i)) this.openQuestions--;
        else if (this.inBlock) closeLabel(code, i);
        return;
      case SEMICOLON:
        this.openQuestions = 0;
        return;
      case AND_AND:
        // GNU's address of a label.
        if (code.isWord(i + 1) && this.isOperandPlace(previous))
          code.rewriting.replace(code.start(i), code.end(i), '&');
        return;
      case PASTE:
        this.paste(i, previous, last);
        return;
      case HASH:
        // A macro's argument as a string.
        if (code.isWord(i + 1) && code.substitute(i, i + 1, '""')) code.tokens.kind[i] = STRING;
        return;
    }
  }

  /** True where an operand is expected, so that a bracket is no call's and `&&` no conjunction. */
  private isOperandPlace(previous: number): boolean {
    const { code } = this;
    if (previous < 0) return true;
    if (code.isWord(previous)) return BEFORE_EXPRESSION.has(code.word(previous));
    const c = code.code(previous);
    if (c === CLOSE) return this.heads.has(previous);
    return code.kind(previous) === PUNCTUATION && c !== CLOSE_SQUARE;
  }

  private isBlockBrace(previous: number): boolean {
    const { code } = this;
    if (previous < 0) return true;
    if (!this.inBlock) {
      // Inside of an initialiser only a statement expression has a block.
      return code.code(previous) === OPEN;
    }
    const c = code.code(previous);
    if (c === CLOSE) return this.heads.has(previous);
    if (c === ASSIGN || c === COMMA || c === OPEN_SQUARE || c === CLOSE_SQUARE) return false;
    return true;
  }

  /** `case 1 ... 3:` */
  private caseLabel(i: number, last: number): void {
    const { code } = this;
    let questions = 0;
    for (let at = i + 1; at < last; at++) {
      const c = code.code(at);
      if (c === OPEN && code.partner[at]! > 0) at = code.partner[at]!;
      else if (c === QUESTION) questions++;
      else if (c === ELLIPSIS) {
        code.rewriting.replace(code.start(at), code.end(at), '||');
        code.rewriting.mark(code.start(at), { kind: 'range', end: code.end(at) });
      } else if (c === COLON && questions-- === 0) {
        this.caseColons.add(at);
        return;
      } else if (c === SEMICOLON || c === OPEN_BRACE) return;
    }
  }

  private computedGoto(star: number, last: number): void {
    const { code } = this;
    let end = star;
    while (end + 1 < last && code.code(end + 1) !== SEMICOLON) end++;
    const start = code.start(star);
    if (code.substitute(star, end, 'g')) code.rewriting.mark(start, { kind: 'computed', end: code.end(end) });
  }

  private asm(i: number, previous: number): void {
    const { code } = this;
    let open = i + 1;
    while (code.isWord(open) && ASM_QUALIFIERS.has(code.word(open))) open++;
    const close = code.code(open) === OPEN ? code.partner[open]! : -1;
    if (close < 0) return;
    const c = code.code(previous);
    // `register long x asm("rax")` names a register.
    const isOfDeclarator =
      (code.isWord(previous) && !BEFORE_EXPRESSION.has(code.word(previous))) ||
      c === CLOSE_SQUARE ||
      (c === CLOSE && !this.heads.has(previous));
    if (isOfDeclarator) code.drop(i, close);
    else this.substituteUnknown(i, close);
  }

  private sizeOf(i: number): void {
    const { code } = this;
    const close = code.code(i + 1) === OPEN ? code.partner[i + 1]! : -1;
    if (close < 0) return;
    const start = code.start(i);
    if (code.substitute(i, close, 's')) code.rewriting.mark(start, { kind: 'sizeof', end: code.end(close) });
  }

  private hide(i: number): void {
    const close = this.code.code(i + 1) === OPEN ? this.code.partner[i + 1]! : -1;
    if (close > 0) this.substituteUnknown(i, close);
  }

  private substituteUnknown(first: number, last: number): void {
    const { code } = this;
    const start = code.start(first);
    if (code.substitute(first, last, 'u')) code.rewriting.mark(start, { kind: 'unknown', end: code.end(last) });
  }

  private dropTo(i: number, until: number, last: number): void {
    let end = i;
    while (end + 1 < last && this.code.code(end) !== until) end++;
    this.code.drop(i, end);
  }

  /** `struct { ... }`: members are no statements, and macros may make them. */
  private typeBody(i: number): void {
    const { code } = this;
    let open = i + 1;
    while (code.isWord(open)) open++;
    const close = code.code(open) === OPEN_BRACE ? code.partner[open]! : -1;
    if (close > open + 1) code.drop(open + 1, close - 1);
    // Its braces are no block.
  }

  /** `a##b` is one name, which is not known here. */
  private paste(i: number, previous: number, last: number): void {
    const { code } = this;
    if (previous < 0 || !code.isWord(previous) || !code.isWord(i + 1) || i + 1 >= last) {
      code.drop(i, i);
      return;
    }
    this.substituteUnknown(previous, i + 1);
    code.drop(i, i + 1);
    this.code.rewriting.put(code.start(previous), 'u');
  }

  /** `__stringify(A) "b"`: the string says enough. */
  private string(_i: number, previous: number): void {
    const { code } = this;
    if (code.code(previous) !== CLOSE || this.heads.has(previous)) return;
    const open = code.partner[previous]!;
    if (open > 0 && code.isWord(open - 1) && !KEYWORDS.has(code.word(open - 1))) code.blank(open - 1, previous);
  }
}
