/** Words that only say how a thing is stored or checked, and types that macros make. */
import {
  ASSIGN,
  CLOSE,
  CLOSE_BRACE,
  CLOSE_SQUARE,
  COMMA,
  type DialectTokens,
  OPEN,
  SEMICOLON,
  STAR,
} from './dialectTokens';
import { ATTRIBUTE_WORDS, BEFORE_EXPRESSION, KEYWORDS, looksLikeAttribute, TAGS, TYPE_WORDS } from './dialectWords';
import { folded } from './rewriting';

interface AttributePlace {
  /** Behind a type, a star or a declared name. */
  readonly isBehind: boolean;
  /** Before a name, or before the star of a type. */
  readonly isBefore: boolean;
}

/** Blanks a word that only says how something is stored or checked; gives true where it was one. */
export function dropAttribute(
  code: DialectTokens,
  i: number,
  previous: number,
  word: string,
  heads: ReadonlySet<number>,
): boolean {
  const hasList = code.code(i + 1) === OPEN && code.partner[i + 1]! > 0;
  const listEnd = hasList ? code.partner[i + 1]! : i;
  if (ATTRIBUTE_WORDS.has(word)) {
    code.drop(i, listEnd);
    return true;
  }
  if (TYPE_WORDS.has(word)) return false;
  const place = placeOf(code, i, previous, listEnd + 1, heads);
  if (place === null) return false;
  const shape = code.names.shapeOf(word);
  switch (shape) {
    case 'static':
      if (!code.substitute(i, i, 'static')) code.drop(i, i);
      return true;
    case 'attribute':
      code.drop(i, i);
      return true;
    case 'attribute list':
      if (hasList) code.drop(i, listEnd);
      return hasList;
    case 'type':
      if (!hasList || !place.isBefore) return false;
      substituteType(code, i);
      return true;
    case null:
      if (!looksLikeAttribute(word) || !standsAsAttribute(code, previous, listEnd + 1, place)) return false;
      code.drop(i, listEnd);
      return true;
    default:
      return false;
  }
}

/** Where a word stands that may be an attribute; null where it can't be one. */
function placeOf(
  code: DialectTokens,
  i: number,
  previous: number,
  next: number,
  heads: ReadonlySet<number>,
): AttributePlace | null {
  const before = code.code(previous);
  const isBehind = code.isWord(previous)
    ? !BEFORE_EXPRESSION.has(code.word(previous))
    : before === STAR ||
      before === CLOSE_SQUARE ||
      (before === CLOSE_BRACE && code.code(i + 1) === STAR) ||
      (before === CLOSE && !heads.has(previous));
  const isBefore =
    (code.isWord(next) && !KEYWORDS.has(code.word(next))) ||
    (code.code(next) === STAR && (isBehind || before === OPEN || before === COMMA));
  return isBehind || isBefore ? { isBehind, isBefore } : null;
}

/** By its place alone: behind a type or a declared name, or before a type that is followed by a name. */
function standsAsAttribute(
  code: DialectTokens,
  previous: number,
  next: number,
  { isBehind, isBefore }: AttributePlace,
): boolean {
  const c = code.code(next);
  if (isBehind) {
    if (TAGS.has(code.word(previous))) return false;
    if (isBefore) return code.isWord(previous);
    const declaresOther =
      (code.isWord(previous - 1) && !TAGS.has(code.word(previous - 1))) || code.code(previous - 1) === STAR;
    const isEnd = c === SEMICOLON || c === ASSIGN || c === COMMA || c === CLOSE;
    return isEnd && declaresOther && code.isWord(previous) && !TYPE_WORDS.has(code.word(previous));
  }
  return isBefore && (code.isWord(next + 1) || code.code(next + 1) === STAR || code.code(next + 1) === CLOSE);
}

/** `typeof(x)`, or a macro that makes a type, at token `i`: `int`, with a mark of what it was. */
export function substituteType(code: DialectTokens, i: number): void {
  const close = code.code(i + 1) === OPEN ? code.partner[i + 1]! : -1;
  if (close < 0) return;
  const text = folded(code.text(i, close));
  const start = code.start(i);
  if (code.substitute(i, close, 'int')) code.rewriting.mark(start, { kind: 'type', end: code.end(close), text });
}
