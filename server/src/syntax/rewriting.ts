import type { Expression, Span } from './ast';

/** What stands at a place where the text was rewritten, so that the tree's node there gets its meaning back. */
export type Mark =
  /** A type, as spelled: `struct foo *`. */
  | { readonly kind: 'type'; readonly end: number; readonly text: string }
  /** Code that is no C expression (`asm`, an operator as an argument), or one that is not looked into. */
  | { readonly kind: 'unknown' | 'sizeof'; readonly end: number }
  /** A name under another spelling. */
  | { readonly kind: 'name'; readonly end: number; readonly name: string }
  /** A block macro (now `while`); `argsEnd` is the offset behind its closing bracket. */
  | {
      readonly kind: 'each' | 'scope' | 'test';
      readonly end: number;
      readonly macro: string;
      readonly hasArgs: boolean;
    }
  /** The name between the brackets of a cast, where there was no room for another spelling. */
  | { readonly kind: 'cast'; readonly end: number; readonly text: string }
  /** The operator that stands for the `...` of a case range. */
  | { readonly kind: 'range'; readonly end: number }
  /** A block that was a branch of an `#if`, with the edge at which it begins; `end` is that of the directive, `condition` null for `#else`. */
  | {
      readonly kind: 'choice';
      readonly end: number;
      readonly edge: 'open' | 'elif' | 'else' | 'close';
      readonly condition: string | null;
    }
  /** The place that a computed goto leads to. */
  | { readonly kind: 'computed'; readonly end: number };

const BLANK = 32;

/**
 * A stretch of text that is rewritten at the same length: line ends stay where they are, and offsets keep their meaning.
 * Offsets are those of the whole text that the stretch is from.
 */
export class Rewriting {
  readonly marks = new Map<number, Mark>();
  private readonly units: Uint16Array;

  constructor(
    readonly text: string,
    readonly from: number,
    readonly to: number,
  ) {
    this.units = new Uint16Array(to - from);
    for (let i = from; i < to; i++) this.units[i - from] = text.charCodeAt(i);
  }

  /** Puts blanks for everything from `start` to `end` but line ends. */
  blank(start: number, end: number): void {
    const { units, from } = this;
    for (let i = start - from; i < end - from; i++) if (units[i] !== 10) units[i] = BLANK;
  }

  /** Writes `text`, which has no line ends, at `start`, over what is there: the caller knows that it fits and covers no line end. */
  put(start: number, text: string): void {
    const { units, from } = this;
    for (let i = 0; i < text.length; i++) units[start - from + i] = text.charCodeAt(i);
  }

  /** Puts `word` at `start` and blanks up to `end`; false where that is too little room. */
  replace(start: number, end: number, word: string): boolean {
    if (start + word.length > end || this.text.slice(start, start + word.length).includes('\n')) return false;
    this.blank(start, end);
    this.put(start, word);
    return true;
  }

  /** Writes one character over the first blank of a gap; false where it has none. */
  fillGap(start: number, end: number, character: string): boolean {
    const { units, from } = this;
    for (let i = start - from; i < Math.min(end, this.to) - from; i++) {
      const unit = units[i];
      if (unit === 32 || unit === 9) {
        units[i] = character.charCodeAt(0);
        return true;
      }
    }
    return false;
  }

  mark(start: number, mark: Mark): void {
    this.marks.set(start, mark);
  }

  /** The rewritten text from `start` to `end`. */
  slice(start = this.from, end = this.to): string {
    return DECODER.decode(this.units.subarray(start - this.from, end - this.from));
  }
}

const DECODER = new TextDecoder('utf-16le', { ignoreBOM: true });

/** A span's text, white space folded to one blank. */
export function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** An expression that says nothing but where it stands. */
export function unknownAt({ start, end }: Span): Expression {
  return { kind: 'unknown', start, end };
}
