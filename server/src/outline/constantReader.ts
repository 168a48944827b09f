import { decodeBytes, NameTable } from '../text/nameTable';
import { skipTo } from './brackets';
import { ConditionTable } from './conditions';
import type { TokenizedFile } from './tokenizedFile';
import { Tokenizer } from './tokenizer';
import { ASSIGN, COMMA, IDENT, internKeywords, KEYWORD_COUNT, keyword, LBRACE, LPAREN, type Tokens } from './tokens';

/** An enumerator, or a macro that is a plain number; the outline of a file has neither (graphics headers hold millions). */
export interface NamedConstant {
  readonly name: string;
  /** What stands behind `=`, or the macro's body; null: one more than the enumerator before. */
  readonly expression: string | null;
  /** Place in the list of the enumerator before it in its `enum`; -1: it is the first one, or a macro. */
  readonly previous: number;
  /** The `#if` stack that it stands in, outermost first. */
  readonly conditions: readonly string[];
}

/** Reads the named constants of texts, one after the other. Never throws: what is no enumerator is passed over. */
export class ConstantReader {
  private readonly names = new NameTable(1 << 12);
  private readonly conditions: ConditionTable;
  private readonly tokenizer: Tokenizer;

  constructor() {
    internKeywords(this.names);
    this.conditions = new ConditionTable(this.names);
    this.tokenizer = new Tokenizer(this.names, this.conditions);
    this.tokenizer.file.constants = [];
  }

  /** Constants of C in `bytes[0, length)`, in the order of the text but macros first; `bytes[length]` must be 0. */
  read(bytes: Uint8Array, length: number): NamedConstant[] {
    const { file } = this.tokenizer;
    this.tokenizer.run(bytes, length);
    const found: NamedConstant[] = (file.constants ?? []).map(({ nameFrom, nameTo, bodyTo, condition }) => ({
      name: decodeBytes(bytes, nameFrom, nameTo),
      expression: withoutComment(decodeBytes(bytes, nameTo, bodyTo)),
      previous: -1,
      conditions: this.stackOf(condition),
    }));
    const { tokens } = file;
    for (let i = 0; i < tokens.length; i++) {
      if (tokens.kind[i] !== IDENT || tokens.name[i] !== keyword.enum) continue;
      const open = braceOf(tokens, i + 1);
      if (open < 0) continue;
      this.readEnum(file, open, found);
      i = open;
    }
    return found;
  }

  private readEnum({ bytes, tokens, conditions }: TokenizedFile, open: number, found: NamedConstant[]): void {
    const close = tokens.match[open]!;
    let previous = -1;
    for (let i = open + 1; i < close; ) {
      const end = Math.min(skipTo(tokens, i, close, COMMA), close);
      if (tokens.kind[i] === IDENT && tokens.name[i]! >= KEYWORD_COUNT) {
        let assign = i + 1;
        while (assign < end && tokens.kind[assign] !== ASSIGN) assign++;
        const expression =
          assign < end && end > assign + 1
            ? withoutComment(decodeBytes(bytes, tokens.start[assign]! + 1, tokens.start[end]!))
            : null;
        const name = this.names.text(tokens.name[i]!);
        previous = found.push({ name, expression, previous, conditions: this.stackOf(conditions.at(i)) }) - 1;
      }
      i = end + 1;
    }
  }

  private stackOf(condition: number): readonly string[] {
    const stack: string[] = [];
    for (let node = condition; node > 0; node = this.conditions.parent.values[node]!)
      stack.unshift(this.names.text(this.conditions.text.values[node]!));
    return stack;
  }
}

/** The `{` of an `enum` behind whose word `at` stands: attributes and a tag may come first; -1 where there is none. */
function braceOf(tokens: Tokens, at: number): number {
  let i = at;
  while (i < tokens.length) {
    if (tokens.kind[i] === LBRACE) return tokens.match[i]! > i ? i : -1;
    if (tokens.kind[i] === LPAREN && tokens.match[i]! > i && i > at) i = tokens.match[i]! + 1;
    else if (tokens.kind[i] === IDENT) i++;
    else return -1;
  }
  return -1;
}

/** Comments blanked out, and `#if` lines that stand between a value and the next comma. */
function withoutComment(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ')
    .replace(/^[ \t]*#.*$/gm, ' ')
    .trim();
}
