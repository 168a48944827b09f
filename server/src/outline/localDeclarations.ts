import { isAttributeLike } from './attributes';
import { behindGroup, skipTo } from './brackets';
import { readTypeWords, startsType } from './declaredTypes';
import { pointerName } from './pointerName';
import { isPlainName, type Reading } from './reading';
import {
  ASSIGN,
  COLON,
  COMMA,
  IDENT,
  isQualifierWord,
  KEYWORD_COUNT,
  LBRACKET,
  LPAREN,
  RBRACE,
  RPAREN,
  SEMICOLON,
  STAR,
} from './tokens';

/** Declares the parameters in tokens (open, close) as locals. */
export function declareParameters(reading: Reading, open: number, close: number): void {
  const { tokens, locals } = reading;
  let i = open + 1;
  while (i < close) {
    const end = skipTo(tokens, i, close, COMMA);
    const declared = readTypeWords(reading, i, end, 0);
    let name = -1;
    for (let j = declared?.next ?? i; j < end; j++) {
      if (tokens.kind[j] === LPAREN) {
        const match = tokens.match[j]!;
        if (name < 0 && match > 0) name = pointerName(reading, j + 1, match);
        if (match > j) j = match;
      } else if (tokens.kind[j] === LBRACKET && tokens.match[j]! > j) j = tokens.match[j]!;
      else if (isPlainName(tokens, j) && tokens.kind[j + 1] !== LPAREN && (name < 0 || !isAttributeLike(reading, j)))
        name = tokens.name[j]!;
    }
    // `foo_t` alone is a type without a name.
    if (name >= 0) locals.declare(name, declared?.type ?? 0);
    i = end + 1;
  }
}

/**
 * A declaration of locals at statement start: declares them and gives the token behind the type's words (so that the
 * initialisers are read as code), or -1 where the statement is no declaration.
 */
export function declareLocals(reading: Reading, from: number, to: number, condition: number): number {
  const { tokens, locals } = reading;
  if (tokens.kind[from] !== IDENT) return -1;
  const first = tokens.name[from]!;
  if (first >= KEYWORD_COUNT) {
    // `foo_t x`, `foo_t *x =`: two names in a row, or a star and a name that is declared.
    let j = from + 1;
    // Macro bodies share one token buffer: never look behind the end.
    if (j >= to) return -1;
    if (tokens.kind[j] === IDENT) {
      if (tokens.name[j]! < KEYWORD_COUNT && !startsType(tokens.name[j]!)) return -1;
    } else {
      if (tokens.kind[j] !== STAR) return -1;
      while (tokens.kind[j] === STAR || (tokens.kind[j] === IDENT && isQualifierWord(tokens.name[j]!))) j++;
      if (j >= to || !isPlainName(tokens, j)) return -1;
      const after = tokens.kind[j + 1];
      if (after !== ASSIGN && after !== SEMICOLON && after !== COMMA && after !== LBRACKET) return -1;
    }
  } else if (!startsType(first)) return -1;
  const declared = readTypeWords(reading, from, to, condition);
  if (!declared) return -1;
  let i = declared.next;
  while (i < to && tokens.kind[i] !== SEMICOLON && tokens.kind[i] !== RBRACE && tokens.kind[i] !== RPAREN) {
    // One declarator, up to its `,`
    let named = false;
    while (
      i < to &&
      tokens.kind[i] !== COMMA &&
      tokens.kind[i] !== SEMICOLON &&
      tokens.kind[i] !== ASSIGN &&
      tokens.kind[i] !== RPAREN &&
      tokens.kind[i] !== COLON
    ) {
      const kind = tokens.kind[i]!;
      if (kind === LPAREN && tokens.match[i]! > 0) {
        if (!named) {
          const name = pointerName(reading, i + 1, tokens.match[i]!);
          if (name >= 0) locals.declare(name, declared.type);
          named = name >= 0;
        }
        i = tokens.match[i]! + 1;
      } else if (kind === LBRACKET && tokens.match[i]! > 0) i = tokens.match[i]! + 1;
      else {
        if (isPlainName(tokens, i) && !named && tokens.kind[i + 1] !== IDENT) {
          // `type name(args);` declares a function, which is no local.
          if (tokens.kind[i + 1] !== LPAREN) locals.declare(tokens.name[i]!, declared.type);
          named = true;
        }
        i++;
      }
    }
    if (tokens.kind[i] === ASSIGN || tokens.kind[i] === COLON) {
      while (i < to && tokens.kind[i] !== COMMA && tokens.kind[i] !== SEMICOLON && tokens.kind[i] !== RPAREN)
        i = behindGroup(tokens, i);
    }
    if (tokens.kind[i] === COMMA) i++;
    else break;
  }
  return declared.next;
}
