import type { NameTable } from '../text/nameTable';
import { keyword } from './tokens';
import { TypeOp, type TypeTable } from './typeExprs';

/** Words of arithmetic types as bits, so that reading them costs one look-up each; `long` and `long long` differ. */
const CHAR = 1;
const SHORT = 2;
const INT = 4;
const LONG = 8;
const LONG_LONG = 16;
const UNSIGNED = 32;
const SIGNED = 64;
const FLOAT = 128;
const DOUBLE = 256;
const BOOL = 512;
const INT128 = 1024;

const bitOf = new Map<number, number>([
  [keyword.char, CHAR],
  [keyword.short, SHORT],
  [keyword.int, INT],
  [keyword.long, LONG],
  [keyword.unsigned, UNSIGNED],
  [keyword.signed, SIGNED],
  [keyword.__signed__, SIGNED],
  [keyword.float, FLOAT],
  [keyword.double, DOUBLE],
  [keyword._Bool, BOOL],
  [keyword.__int128, INT128],
]);

/** The words seen so far with one more keyword; keywords that are no word of an arithmetic type change nothing. */
export function withWord(words: number, word: number): number {
  const bit = bitOf.get(word) ?? 0;
  return bit === LONG && words & LONG ? words | LONG_LONG : words | bit;
}

/** How such a type is spelled: `unsigned int` for `unsigned`, `long` for `long int`; empty where there are no words. */
export function scalarText(words: number): string {
  const sign = words & UNSIGNED ? 'unsigned ' : '';
  if (words & BOOL) return '_Bool';
  if (words & FLOAT) return 'float';
  if (words & DOUBLE) return words & LONG ? 'long double' : 'double';
  if (words & CHAR) return words & SIGNED ? 'signed char' : `${sign}char`;
  if (words & SHORT) return `${sign}short`;
  if (words & LONG_LONG) return `${sign}long long`;
  if (words & LONG) return `${sign}long`;
  if (words & INT128) return `${sign}__int128`;
  return words === 0 ? '' : `${sign}int`;
}

/** Type nodes of arithmetic types, each made once. */
export class ScalarTypes {
  private readonly nodes = new Map<number, number>();

  constructor(
    private readonly names: NameTable,
    private readonly types: TypeTable,
  ) {}

  /** Node of the type that these words spell; 0 where there are none. */
  node(words: number): number {
    if (words === 0) return 0;
    let node = this.nodes.get(words);
    if (node === undefined) {
      node = this.types.node(TypeOp.Scalar, 0, this.names.internText(scalarText(words)));
      this.nodes.set(words, node);
    }
    return node;
  }
}
