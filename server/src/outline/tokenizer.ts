import { decodeBytes, type NameTable } from '../text/nameTable';
import { branchFate, type ConditionTable, negated } from './conditions';
import {
  ARROW,
  CHARACTER,
  COMPARE,
  ELLIPSIS,
  IDENT,
  LBRACE,
  LBRACKET,
  LOGICAL,
  LPAREN,
  NUMBER,
  OP_ASSIGN,
  OTHER_OPERATOR,
  PASTE,
  RBRACE,
  RBRACKET,
  RPAREN,
  STRING,
  Tokens,
} from './tokens';

/** One `#define`: its parameters and where its body's tokens stand in `Tokenizer.macroTokens`. */
export interface MacroText {
  readonly name: number;
  readonly functionLike: boolean;
  readonly parameters: readonly number[];
  readonly tokenFrom: number;
  readonly tokenTo: number;
  readonly sourceFrom: number;
  readonly sourceTo: number;
  readonly condition: number;
  /** How many tokens of the file stand before it: orders it among the file's includes and code. */
  readonly at: number;
}

/** An object-like macro whose body is a number: byte offsets of name and body. */
export interface ConstantText {
  readonly nameFrom: number;
  readonly nameTo: number;
  readonly bodyTo: number;
  readonly condition: number;
}

export interface IncludeText {
  readonly target: string;
  readonly angle: boolean;
  readonly condition: number;
  readonly at: number;
}

interface Branch {
  /** Condition outside the `#if`. */
  readonly outer: number;
  readonly stackAtIf: readonly number[];
  /** Bracket stack at the end of the first branch that is code. */
  firstEnd: readonly number[] | null;
  branchStart: number;
  chain: string[];
  skipping: boolean;
  /** A branch that is always taken has been seen: the rest is no code. */
  decided: boolean;
}

// Character classes: one table look-up per byte in the hot loop.
const SPACE = 1;
const LETTER = 2;
const DIGIT = 3;
const classOf = new Uint8Array(256);
for (const c of ' \t\r\f\v\\') classOf[c.charCodeAt(0)] = SPACE;
for (let c = 0; c < 256; c++) {
  const text = String.fromCharCode(c);
  if (/[A-Za-z_$]/.test(text) || c >= 128) classOf[c] = LETTER;
  else if (/[0-9]/.test(text)) classOf[c] = DIGIT;
}

const NEWLINE = 10;

/**
 * Splits one file into tokens, in one pass over its bytes, and takes the preprocessor's lines out of the way:
 * macros into a token buffer of their own, includes and conditions into lists. This is the hot loop of the whole
 * product: no string per token, no regular expression except in `#if` and `#include` lines.
 *
 * The buffer must have a zero byte after its last one.
 */
export class Tokenizer {
  readonly tokens = new Tokens();
  readonly macroTokens = new Tokens();
  macros: MacroText[] = [];
  includes: IncludeText[] = [];
  /** Object-like macros whose body is a plain number: counted, not kept (graphics headers hold millions). */
  constantMacros = 0;
  /** Where somebody wants to know them: those macros. */
  constants: ConstantText[] | null = null;
  /** Token index from which `conditionId` holds; parallel arrays. */
  conditionAt: number[] = [];
  conditionId: number[] = [];
  lineStarts = new Int32Array(1 << 12);
  lineCount = 0;
  problems: string[] = [];

  private bytes: Uint8Array = new Uint8Array(1);
  private end = 0;
  private condition = 0;
  private branches: Branch[] = [];
  private stack: number[] = [];
  private neutralised = false;

  constructor(
    readonly names: NameTable,
    readonly conditions: ConditionTable,
  ) {}

  /** Reads `bytes[0, end)`. */
  run(bytes: Uint8Array, end: number): void {
    this.bytes = bytes;
    this.end = end;
    this.tokens.length = 0;
    this.macroTokens.length = 0;
    this.macros = [];
    this.includes = [];
    this.constantMacros = 0;
    if (this.constants !== null) this.constants = [];
    this.conditionAt = [0];
    this.conditionId = [0];
    this.condition = 0;
    this.branches = [];
    this.stack = [];
    this.neutralised = false;
    this.problems = [];
    this.lineCount = 1;
    this.lineStarts[0] = 0;
    const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    this.scan(this.tokens, from, false);
    if (this.branches.length > 0) this.problems.push('#if without #endif');
    if (this.neutralised) this.compact();
    if (this.neutralised || this.stack.length > 0) this.rematch(this.stack.length > 0);
    // Who looks one token ahead at the end must not see the file before.
    if (this.tokens.length + 4 > this.tokens.kind.length) this.tokens.grow();
    this.tokens.kind.fill(0, this.tokens.length, this.tokens.length + 4);
    this.tokens.match.fill(-1, this.tokens.length, this.tokens.length + 4);
  }

  /** 0-based line of a byte offset. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.lineCount - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private newLine(offset: number): void {
    if (this.lineCount === this.lineStarts.length) {
      const next = new Int32Array(this.lineCount * 2);
      next.set(this.lineStarts);
      this.lineStarts = next;
    }
    this.lineStarts[this.lineCount++] = offset;
  }

  /** Tokenizes from `at` on; in a macro body until the line ends, else to the end of the file. Gives the offset behind. */
  private scan(into: Tokens, at: number, macro: boolean): number {
    const bytes = this.bytes;
    const end = this.end;
    let lineIsEmpty = !macro;
    let p = at;
    while (p < end) {
      const c = bytes[p]!;
      const kindOfByte = classOf[c]!;
      if (kindOfByte === SPACE) {
        if (c === 92) {
          // A backslash joins the next line, whatever stands around it.
          let q = p + 1;
          if (bytes[q] === 13) q++;
          if (bytes[q] === NEWLINE) {
            p = q + 1;
            this.newLine(p);
            continue;
          }
        }
        p++;
        continue;
      }
      if (c === NEWLINE) {
        if (macro) return p;
        p++;
        this.newLine(p);
        lineIsEmpty = true;
        continue;
      }
      const n = into.length;
      if (n >= into.kind.length) into.grow();
      if (kindOfByte === LETTER) {
        const from = p;
        let hash = 0x811c9dc5;
        let next = c;
        do {
          hash = Math.imul(hash ^ next, 0x01000193);
          next = bytes[++p]!;
        } while (classOf[next]! >= LETTER && p < end);
        // L"..." and u8"..." belong to the string.
        if ((next === 34 || next === 39) && p - from <= 2 && (c === 76 || c === 117 || c === 85)) continue;
        into.kind[n] = IDENT;
        into.name[n] = this.names.intern(bytes, from, p, hash);
        into.start[n] = from;
        into.length = n + 1;
        lineIsEmpty = false;
        continue;
      }
      if (kindOfByte === DIGIT) {
        into.kind[n] = NUMBER;
        into.name[n] = -1;
        into.start[n] = p;
        into.length = n + 1;
        do p++;
        while (classOf[bytes[p]!]! >= LETTER || bytes[p] === 46);
        lineIsEmpty = false;
        continue;
      }
      if (c === 47) {
        const next = bytes[p + 1]!;
        if (next === 42) {
          p += 2;
          while (p < end && !(bytes[p] === 42 && bytes[p + 1] === 47)) {
            if (bytes[p] === NEWLINE) this.newLine(p + 1);
            p++;
          }
          p = Math.min(p + 2, end);
          continue;
        }
        if (next === 47) {
          while (p < end && bytes[p] !== NEWLINE) {
            if (bytes[p] === 92 && bytes[p + 1] === NEWLINE) {
              p += 2;
              this.newLine(p);
            } else p++;
          }
          continue;
        }
      }
      if (c === 34 || c === 39) {
        into.kind[n] = c === 34 ? STRING : CHARACTER;
        into.name[n] = -1;
        into.start[n] = p;
        into.length = n + 1;
        p++;
        while (p < end && bytes[p] !== c && bytes[p] !== NEWLINE) {
          if (bytes[p] === 92) {
            p++;
            if (bytes[p] === 13 && bytes[p + 1] === NEWLINE) p++;
            if (bytes[p] === NEWLINE) this.newLine(p + 1);
          }
          p++;
        }
        if (p >= end) p = end;
        else if (bytes[p] === c) p++;
        lineIsEmpty = false;
        continue;
      }
      if (c === 35 && !macro && lineIsEmpty) {
        p = this.directive(p + 1);
        continue;
      }
      lineIsEmpty = false;
      let kind = c;
      const from = p++;
      const next = bytes[p]!;
      switch (c) {
        case 45: // -
          if (next === 62) {
            kind = ARROW;
            p++;
          } else if (next === 61) {
            kind = OP_ASSIGN;
            p++;
          } else if (next === 45) {
            kind = OTHER_OPERATOR;
            p++;
          }
          break;
        case 43:
        case 42:
        case 47:
        case 37:
        case 94: // + * / % ^
          if (next === 61) {
            kind = OP_ASSIGN;
            p++;
          } else if (c === 43 && next === 43) {
            kind = OTHER_OPERATOR;
            p++;
          }
          break;
        case 38:
        case 124: // & |
          if (next === c) {
            kind = LOGICAL;
            p++;
          } else if (next === 61) {
            kind = OP_ASSIGN;
            p++;
          }
          break;
        case 61:
        case 33: // = !
          if (next === 61) {
            kind = COMPARE;
            p++;
          }
          break;
        case 60:
        case 62: // < >
          if (next === c) {
            p++;
            kind = OTHER_OPERATOR;
            if (bytes[p] === 61) {
              kind = OP_ASSIGN;
              p++;
            }
          } else if (next === 61) {
            kind = COMPARE;
            p++;
          }
          break;
        case 46:
          if (next === 46 && bytes[p + 1] === 46) {
            kind = ELLIPSIS;
            p += 2;
          }
          break;
        case 35:
          if (next === 35) {
            kind = PASTE;
            p++;
          }
          break;
        case 0:
          continue;
      }
      into.kind[n] = kind;
      into.name[n] = -1;
      into.start[n] = from;
      into.match[n] = -1;
      into.length = n + 1;
      if (!macro) {
        if (kind === LPAREN || kind === LBRACE || kind === LBRACKET) this.stack.push(n);
        else if (kind === RPAREN || kind === RBRACE || kind === RBRACKET) closeBracket(into, this.stack, n);
      }
    }
    return p;
  }

  private directive(at: number): number {
    const bytes = this.bytes;
    let p = at;
    while (bytes[p] === 32 || bytes[p] === 9) p++;
    const from = p;
    while (classOf[bytes[p]!] === LETTER) p++;
    // Four of five directives: no text is made of the word.
    if (p - from === 6 && bytes[from] === 100 && startsWith(bytes, from, 'define')) return this.define(p);
    const word = decodeBytes(bytes, from, Math.min(p, from + 12));
    switch (word) {
      case 'include':
      case 'include_next':
        this.include(this.logicalLine(p), word === 'include_next');
        break;
      case 'if':
        this.open(this.logicalLine(p));
        break;
      case 'ifdef':
      case 'ifndef': {
        const name = /\w+/.exec(this.logicalLine(p))?.[0] ?? '';
        if (word === 'ifndef' && this.isIncludeGuard(name, p)) this.open('1');
        else this.open(word === 'ifdef' ? `defined(${name})` : `!defined(${name})`);
        break;
      }
      case 'elif':
        this.alternative(this.logicalLine(p));
        break;
      case 'elifdef':
        this.alternative(`defined(${this.logicalLine(p)})`);
        break;
      case 'else':
        this.alternative(null);
        break;
      case 'endif':
        this.close();
        break;
    }
    p = this.skipLine(p);
    const top = this.branches.at(-1);
    return top?.skipping ? this.skipBranch(p) : p;
  }

  /** `#ifndef X` before any code, followed by `#define X`: no condition, every header has one. */
  private isIncludeGuard(name: string, at: number): boolean {
    if (this.tokens.length > 0 || this.branches.length > 0) return false;
    const { bytes } = this;
    const end = Math.min(this.end, at + 400);
    let p = at;
    while (p < end && bytes[p] !== NEWLINE) p++;
    for (;;) {
      while (p < end && isBlank(bytes[p]!)) p++;
      if (bytes[p] !== 47 || bytes[p + 1] !== 42) break;
      p += 2;
      while (p < end && !(bytes[p] === 42 && bytes[p + 1] === 47)) p++;
      p += 2;
    }
    if (bytes[p++] !== 35) return false;
    while (p < end && isBlank(bytes[p]!)) p++;
    if (!startsWith(bytes, p, 'define') || !isBlank(bytes[p + 6]!)) return false;
    p += 7;
    while (p < end && isBlank(bytes[p]!)) p++;
    return p + name.length <= end && startsWith(bytes, p, name) && classOf[bytes[p + name.length]!]! < LETTER;
  }

  /** To the first byte behind the directive's line, continuations and block comments included. */
  private skipLine(at: number): number {
    const bytes = this.bytes;
    let p = at;
    let lineComment = false;
    while (p < this.end && bytes[p] !== NEWLINE) {
      if (bytes[p] === 92 && (bytes[p + 1] === NEWLINE || (bytes[p + 1] === 13 && bytes[p + 2] === NEWLINE))) {
        p += bytes[p + 1] === 13 ? 3 : 2;
        this.newLine(p);
      } else if (!lineComment && bytes[p] === 47 && bytes[p + 1] === 47) {
        // A slash and a star behind it open nothing: `//*` is a line comment.
        lineComment = true;
        p += 2;
      } else if (!lineComment && bytes[p] === 47 && bytes[p + 1] === 42) {
        p += 2;
        while (p < this.end && !(bytes[p] === 42 && bytes[p + 1] === 47)) {
          if (bytes[p] === NEWLINE) this.newLine(p + 1);
          p++;
        }
        p = Math.min(p + 2, this.end);
      } else p++;
    }
    return Math.min(p, this.end);
  }

  /** Text of the directive's line with continuations joined and comments removed. */
  private logicalLine(at: number): string {
    const bytes = this.bytes;
    let p = at;
    while (p < this.end && bytes[p] !== NEWLINE && bytes[p] !== 92 && bytes[p] !== 47) p++;
    // Neither continued nor commented, as most are.
    if (p >= this.end || bytes[p] === NEWLINE) return decodeBytes(bytes, at, Math.min(p, this.end)).trim();
    while (p < this.end && bytes[p] !== NEWLINE) {
      if (bytes[p] === 92 && (bytes[p + 1] === NEWLINE || bytes[p + 1] === 13)) p += bytes[p + 1] === 13 ? 3 : 2;
      else if (bytes[p] === 47 && bytes[p + 1] === 42) {
        p += 2;
        while (p < this.end && !(bytes[p] === 42 && bytes[p + 1] === 47)) p++;
        p += 2;
      } else p++;
    }
    return decodeBytes(bytes, at, Math.min(p, this.end))
      .replace(/\\\r?\n/g, ' ')
      .replace(/\/\*[\s\S]*?\*\//g, ' ')
      .replace(/\/\/.*/, '')
      .trim();
  }

  private include(line: string, next: boolean): void {
    const match = /^(?:"([^"]+)"|<([^>]+)>)/.exec(line);
    if (match && !next) {
      this.includes.push({
        target: match[1] ?? match[2]!,
        angle: match[2] !== undefined,
        condition: this.condition,
        at: this.tokens.length,
      });
    }
  }

  private enter(condition: number): void {
    this.condition = condition;
    this.conditionAt.push(this.tokens.length);
    this.conditionId.push(condition);
  }

  private open(text: string): void {
    const fate = branchFate(text);
    const outer = this.condition;
    this.branches.push({
      outer,
      stackAtIf: this.stack.slice(),
      firstEnd: null,
      branchStart: this.tokens.length,
      chain: [text],
      skipping: fate === 'skip',
      decided: fate === 'always',
    });
    if (fate === 'conditional') this.enter(this.conditions.child(outer, text));
  }

  private alternative(text: string | null): void {
    const branch = this.branches.at(-1);
    if (!branch) {
      this.problems.push('#else without #if');
      return;
    }
    this.endBranch(branch);
    this.stack = branch.stackAtIf.slice();
    branch.branchStart = this.tokens.length;
    if (branch.decided) {
      branch.skipping = true;
      return;
    }
    const fate = text === null ? 'conditional' : branchFate(text);
    branch.skipping = fate === 'skip';
    let condition = branch.outer;
    for (const earlier of branch.chain) {
      if (branchFate(earlier) === 'conditional') condition = this.conditions.child(condition, negated(earlier));
    }
    if (text !== null) {
      branch.chain.push(text);
      if (fate === 'always') branch.decided = true;
      if (fate === 'conditional') condition = this.conditions.child(condition, text);
    }
    this.enter(condition);
  }

  private close(): void {
    const branch = this.branches.pop();
    if (!branch) {
      this.problems.push('#endif without #if');
      return;
    }
    this.endBranch(branch);
    if (branch.firstEnd) this.stack = branch.firstEnd.slice();
    this.enter(branch.outer);
  }

  /**
   * Two branches may open (or close) the same brace. The first branch's brackets count; what a later one leaves open,
   * or closes beyond its own start, is taken out, so that the file keeps its shape.
   */
  private endBranch(branch: Branch): void {
    if (branch.skipping) return;
    if (branch.firstEnd === null) {
      branch.firstEnd = this.stack.slice();
      return;
    }
    const tokens = this.tokens;
    if (sameStack(this.stack, branch.stackAtIf)) return;
    const open: number[] = [];
    for (let i = branch.branchStart; i < tokens.length; i++) {
      const kind = tokens.kind[i];
      if (kind === LPAREN || kind === LBRACE || kind === LBRACKET) open.push(i);
      else if (kind === RPAREN || kind === RBRACE || kind === RBRACKET) {
        if (open.length > 0) open.pop();
        else this.neutralise(i);
      }
    }
    for (const i of open) this.neutralise(i);
  }

  private neutralise(token: number): void {
    this.tokens.kind[token] = 0;
    this.neutralised = true;
  }

  private compact(): void {
    const tokens = this.tokens;
    const moved = new Int32Array(tokens.length + 1);
    let to = 0;
    for (let i = 0; i < tokens.length; i++) {
      moved[i] = to;
      if (tokens.kind[i] === 0) continue;
      tokens.kind[to] = tokens.kind[i]!;
      tokens.name[to] = tokens.name[i]!;
      tokens.start[to] = tokens.start[i]!;
      to++;
    }
    moved[tokens.length] = to;
    tokens.length = to;
    this.conditionAt = this.conditionAt.map((at) => moved[at]!);
    this.macros = this.macros.map((macro) => ({ ...macro, at: moved[macro.at]! }));
    this.includes = this.includes.map((include) => ({ ...include, at: moved[include.at]! }));
  }

  /** Matches brackets again. Where the file does not balance, a `}` in the first column closes everything that is open. */
  private rematch(resynchronise: boolean): void {
    const tokens = this.tokens;
    const stack: number[] = [];
    for (let i = 0; i < tokens.length; i++) {
      const kind = tokens.kind[i]!;
      if (kind === LPAREN || kind === LBRACE || kind === LBRACKET) {
        tokens.match[i] = -1;
        stack.push(i);
      } else if (kind === RPAREN || kind === RBRACE || kind === RBRACKET) {
        tokens.match[i] = -1;
        if (resynchronise && kind === RBRACE && stack.length > 1) {
          const start = tokens.start[i]!;
          if (start === 0 || this.bytes[start - 1] === NEWLINE) {
            const bottom = stack.findIndex((open) => tokens.kind[open] === LBRACE);
            if (bottom >= 0) stack.length = bottom + 1;
          }
        }
        closeBracket(tokens, stack, i);
      }
    }
    if (stack.length > 0) this.problems.push('a bracket is never closed');
  }

  /** Skips a branch that is no code, to the directive that ends it. */
  private skipBranch(at: number): number {
    const bytes = this.bytes;
    let depth = 0;
    let p = at;
    while (p < this.end) {
      // p stands at a line's end.
      if (bytes[p] === NEWLINE) {
        p++;
        this.newLine(p);
      }
      let q = p;
      while (bytes[q] === 32 || bytes[q] === 9) q++;
      if (bytes[q] === 35) {
        let r = q + 1;
        while (bytes[r] === 32 || bytes[r] === 9) r++;
        const first = bytes[r];
        if (first === 105 && bytes[r + 1] === 102) depth++;
        else if (first === 101 && bytes[r + 1] === 110 && depth > 0) depth--;
        else if (first === 101 && depth === 0) return q;
      }
      p = this.skipLine(q);
      if (p < this.end && bytes[p] !== NEWLINE) p++;
    }
    return p;
  }

  private define(at: number): number {
    const bytes = this.bytes;
    let p = at;
    while (bytes[p] === 32 || bytes[p] === 9) p++;
    const from = p;
    let hash = 0x811c9dc5;
    while (classOf[bytes[p]!]! >= LETTER) hash = Math.imul(hash ^ bytes[p++]!, 0x01000193);
    if (p === from) return this.skipLine(p);
    const functionLike = bytes[p] === LPAREN;
    const nameEnd = p;
    if (!functionLike && this.isConstant(p)) {
      this.constantMacros++;
      while (p < this.end && bytes[p] !== NEWLINE) p++;
      this.constants?.push({ nameFrom: from, nameTo: nameEnd, bodyTo: p, condition: this.condition });
      return p;
    }
    const parameters: number[] = [];
    if (functionLike) {
      p++;
      while (p < this.end && bytes[p] !== RPAREN && bytes[p] !== NEWLINE) {
        if (bytes[p] === 92 && bytes[p + 1] === NEWLINE) {
          p += 2;
          this.newLine(p);
        } else if (classOf[bytes[p]!] === LETTER) {
          const start = p;
          let h = 0x811c9dc5;
          while (classOf[bytes[p]!]! >= LETTER) h = Math.imul(h ^ bytes[p++]!, 0x01000193);
          parameters.push(this.names.intern(bytes, start, p, h));
        } else if (bytes[p] === 46 && bytes[p + 1] === 46) {
          const previous = p;
          p += 3;
          // `args...` names the rest; a bare `...` is __VA_ARGS__.
          if (
            bytes[previous - 1] === 44 ||
            bytes[previous - 1] === 32 ||
            bytes[previous - 1] === LPAREN ||
            bytes[previous - 1] === 9
          ) {
            parameters.push(this.names.internText('__VA_ARGS__'));
          }
        } else p++;
      }
      if (bytes[p] === RPAREN) p++;
    }
    const sourceFrom = p;
    const tokenFrom = this.macroTokens.length;
    p = this.scan(this.macroTokens, p, true);
    this.macros.push({
      name: this.names.intern(bytes, from, nameEnd, hash),
      functionLike,
      parameters,
      tokenFrom,
      tokenTo: this.macroTokens.length,
      sourceFrom,
      sourceTo: p,
      condition: this.condition,
      at: this.tokens.length,
    });
    return p;
  }

  /** True where the rest of the line is a number and nothing else. */
  private isConstant(at: number): boolean {
    const bytes = this.bytes;
    let p = at;
    let digits = false;
    for (;;) {
      const c = bytes[p]!;
      if (c === NEWLINE || p >= this.end) return digits;
      if (classOf[c] === DIGIT) {
        digits = true;
        do p++;
        while (classOf[bytes[p]!]! >= LETTER);
        continue;
      }
      if (c === 32 || c === 9 || c === 13 || c === 45 || c === LPAREN || c === RPAREN) {
        p++;
        continue;
      }
      if (c === 47 && (bytes[p + 1] === 42 || bytes[p + 1] === 47)) {
        // A comment may follow; one that goes on over the line is left to the slow way.
        let q = p;
        while (q < this.end && bytes[q] !== NEWLINE) q++;
        let last = q - 1;
        while (bytes[last] === 32 || bytes[last] === 13 || bytes[last] === 9) last--;
        if (bytes[p + 1] === 42 && !(bytes[last] === 47 && bytes[last - 1] === 42)) return false;
        return digits;
      }
      return false;
    }
  }
}

/** As `\s` matches it. */
const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

/** True where ASCII `text` stands at `at`. */
function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function sameStack(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** Pops the partner of the closing bracket `n`; one that fits nothing is left alone. */
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
