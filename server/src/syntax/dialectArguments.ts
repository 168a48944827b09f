/** Arguments of calls that are no expressions: types, operators, statements, nothing at all. */
import {
  CLOSE,
  CLOSE_BRACE,
  CLOSE_SQUARE,
  COLON,
  COMMA,
  type DialectTokens,
  DOT,
  OPEN,
  OPEN_BRACE,
  OPEN_SQUARE,
  SEMICOLON,
  STAR,
} from './dialectTokens';
import { KEYWORDS, STATEMENT_WORDS, TYPE_WORDS, TYPEOF_WORDS } from './dialectWords';
import { NUMBER, PUNCTUATION, STRING } from './lexer';
import { folded } from './rewriting';

/** Rewrites what stands between `open` and its bracket, argument by argument. */
export function rewriteArguments(code: DialectTokens, open: number): void {
  const close = code.partner[open]!;
  if (close < 0 || close === open + 1) return;
  let first = open + 1;
  for (let i = first; i <= close; i++) {
    const c = code.code(i);
    if (i < close && c !== COMMA) {
      if ((c === OPEN || c === OPEN_BRACE || c === OPEN_SQUARE) && code.partner[i]! > i)
        i = Math.min(code.partner[i]!, close - 1);
      continue;
    }
    if (first === i) emptyArgument(code, i, open, close);
    else rewriteArgument(code, first, i - 1);
    first = i + 1;
  }
}

/** Between `(,` or `,,` or `,)` something must stand; a comma without room for it goes. */
function emptyArgument(code: DialectTokens, at: number, open: number, close: number): void {
  const before = at - 1;
  const { rewriting } = code;
  if (rewriting.fillGap(code.end(before), code.start(at), 'e')) {
    for (let i = code.end(before); i < code.start(at); i++) rewriting.mark(i, { kind: 'unknown', end: i + 1 });
  } else if (at === close && before > open) code.blank(before, before);
  else if (at !== close) code.blank(at, at);
}

function rewriteArgument(code: DialectTokens, first: number, last: number): void {
  const { rewriting } = code;
  const start = code.start(first);
  const end = code.end(last);
  if (isTypeArgument(code, first, last)) {
    const text = folded(code.text(first, last));
    if (code.substitute(first, last, 't')) rewriting.mark(start, { kind: 'type', end, text });
    return;
  }
  if (code.code(first) === OPEN_BRACE) {
    // `{ statements }` the grammar knows, `{ 1, 2 }` it does not.
    if (code.partner[first] === last && isInitializer(code, first, last)) hide(code, first, last);
    return;
  }
  if (isNoExpression(code, first, last) || hasBlock(code, first, last)) {
    hide(code, first, last);
    return;
  }
  dropSecondNames(code, first, last);
  // `spin_unlock(&lock); schedule()`: statements that a macro puts into its body.
  for (let i = first; i <= last; i++) {
    const c = code.code(i);
    if ((c === OPEN || c === OPEN_BRACE) && code.partner[i]! > i) i = code.partner[i]!;
    else if (c === SEMICOLON) rewriting.replace(code.start(i), code.end(i), i === last ? ' ' : ',');
  }
}

function hide(code: DialectTokens, first: number, last: number): void {
  const start = code.start(first);
  if (code.substitute(first, last, 'u')) code.rewriting.mark(start, { kind: 'unknown', end: code.end(last) });
}

function isTypeArgument(code: DialectTokens, first: number, last: number): boolean {
  const word = code.word(first);
  if (TYPE_WORDS.has(word)) return true;
  if (TYPEOF_WORDS.has(word)) {
    // `typeof(x)` alone, or with stars; an operand may follow it in an expression only behind a bracket.
    const close = code.code(first + 1) === OPEN ? code.partner[first + 1]! : -1;
    return close >= 0 && onlyStars(code, close + 1, last);
  }
  if (!code.isWord(first) || KEYWORDS.has(word)) return false;
  let i = first;
  while (i <= last && code.isWord(i) && !KEYWORDS.has(code.word(i))) i++;
  if (i > last) return i - first > 1;
  // `foo_t *`, `foo_t **`
  if (code.code(i) === STAR && onlyStars(code, i, last)) return true;
  // Two names in a row, `foo_t *p` apart (that may be a product): a declaration.
  return i - first > 1 && (code.code(i) === STAR || code.code(i) === OPEN_SQUARE);
}

function onlyStars(code: DialectTokens, first: number, last: number): boolean {
  for (let i = first; i <= last; i++) if (code.code(i) !== STAR && !code.isWord(i)) return false;
  return code.code(last) === STAR || last < first;
}

/** `code, addr TRAPNO(trapno)`: a name behind a value brings its own comma along, or nothing. */
function dropSecondNames(code: DialectTokens, first: number, last: number): void {
  for (let i = first; i < last; i++) {
    if (code.partner[i]! > i) i = code.partner[i]!;
    if (i >= last || !code.isWord(i + 1)) continue;
    const isValue =
      (code.isWord(i) && !KEYWORDS.has(code.word(i)) && !TYPE_WORDS.has(code.word(i))) || code.code(i) === CLOSE_SQUARE;
    if (!isValue || TYPE_WORDS.has(code.word(i + 1)) || code.kind(i + 2) === STRING) continue;
    let end = i;
    while (end < last && code.isWord(end + 1))
      end = code.code(end + 2) === OPEN && code.partner[end + 2]! > 0 ? code.partner[end + 2]! : end + 1;
    if (end > last) return;
    code.drop(i + 1, end);
    i = end;
  }
}

/** `list_for_each_entry(...) { ... }` as an argument: a block that is neither a compound literal's nor a statement expression's. */
function hasBlock(code: DialectTokens, first: number, last: number): boolean {
  for (let i = first; i <= last; i++) {
    const c = code.code(i);
    if (c === OPEN_BRACE && code.code(i - 1) === CLOSE && code.isWord(code.partner[i - 1]! - 1)) return true;
    if (code.partner[i]! > i) i = code.partner[i]!;
  }
  return false;
}

function isInitializer(code: DialectTokens, first: number, last: number): boolean {
  for (let i = first + 1; i < last; i++) {
    const c = code.code(i);
    if (c === SEMICOLON || c === CLOSE_BRACE) return false;
    if ((c === OPEN || c === OPEN_SQUARE) && code.partner[i]! > i) i = code.partner[i]!;
  }
  return true;
}

/** A word of a statement, an operator alone, a designator, an operator without its operand. */
function isNoExpression(code: DialectTokens, first: number, last: number): boolean {
  const word = code.word(first);
  if (STATEMENT_WORDS.has(word)) return true;
  if (code.code(first) === DOT || code.code(first) === COLON) return true;
  let isOnlyPunctuation = true;
  for (let i = first; i <= last; i++) {
    const c = code.code(i);
    if (code.kind(i) !== PUNCTUATION || c === OPEN || c === OPEN_BRACE || c === OPEN_SQUARE) isOnlyPunctuation = false;
    // A number or a string cannot follow a number: pieces that a macro joins.
    if (i > first && code.kind(i) === NUMBER && (code.kind(i - 1) === NUMBER || code.isWord(i - 1))) return true;
    if (i > first && code.isWord(i) && code.kind(i - 1) === NUMBER) return true;
  }
  if (isOnlyPunctuation) return true;
  const lastCode = code.code(last);
  return (
    code.kind(last) === PUNCTUATION &&
    lastCode !== CLOSE &&
    lastCode !== CLOSE_SQUARE &&
    lastCode !== CLOSE_BRACE &&
    lastCode !== SEMICOLON &&
    !(code.text(last, last) === '++' || code.text(last, last) === '--') &&
    code.kind(first) !== STRING
  );
}
