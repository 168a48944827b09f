import { isAttributeLike, isKnownAttribute } from './attributes';
import { skipTo } from './brackets';
import { pointerName } from './pointerName';
import { isPlainName, lineOf, type Reading, typeInside } from './reading';
import { FIELD_ARRAY, FIELD_FUNCTION } from './rows';
import { withWord } from './scalarTypes';
import {
  COLON,
  COMMA,
  IDENT,
  isAggregateWord,
  isQualifierWord,
  isTypeofWord,
  isTypeWord,
  KEYWORD_COUNT,
  keyword,
  LBRACE,
  LBRACKET,
  LPAREN,
  SEMICOLON,
  STAR,
} from './tokens';
import { TypeOp } from './typeExprs';

/** What the words of a declaration in front of its names say. */
export interface DeclaredType {
  /** Type node of what is declared, pointers and arrays taken off. */
  readonly type: number;
  /** Where it is an arithmetic type, its words as `scalarTypes.ts` counts them; else 0. */
  readonly words: number;
  /** First token behind the type's words. */
  readonly next: number;
}

/**
 * Reads the words of a type at `from`: `const struct foo`, `unsigned long`, `foo_t`, `struct { ... }`, `typeof(x)`.
 * Null where the tokens there are no type.
 */
export function readTypeWords(reading: Reading, from: number, to: number, condition: number): DeclaredType | null {
  const { tokens, types } = reading;
  let i = from;
  let type = 0;
  let words = 0;
  let found = false;
  while (i < to && tokens.kind[i] === IDENT) {
    const word = tokens.name[i]!;
    if (word >= KEYWORD_COUNT) {
      if (found) break;
      // `attribute_macro int x`, `attribute_macro struct foo x`: the first name is no type.
      if (tokens.kind[i + 1] === IDENT && startsType(tokens.name[i + 1]!)) {
        i++;
        continue;
      }
      type = types.node(TypeOp.Typedef, 0, word);
      found = true;
      i++;
      continue;
    }
    if (isQualifierWord(word)) {
      if (word === keyword.__auto_type) found = true;
      i++;
    } else if (isTypeWord(word) || word === keyword.signed || word === keyword.unsigned) {
      found = true;
      type = 0;
      words = withWord(words, word);
      i++;
    } else if (isAggregateWord(word)) {
      const aggregate = readAggregate(reading, i, to, condition);
      type = aggregate.type;
      i = aggregate.next;
      found = true;
    } else if (isTypeofWord(word) && tokens.kind[i + 1] === LPAREN) {
      type = typeInside(reading, i + 2, tokens.match[i + 1]!);
      i = tokens.match[i + 1]! + 1;
      found = true;
    } else if (word === keyword.__attribute__ && tokens.kind[i + 1] === LPAREN && tokens.match[i + 1]! > i) {
      i = tokens.match[i + 1]! + 1;
    } else break;
  }
  return found ? { type, words: type === 0 ? words : 0, next: i } : null;
}

/** Type node of a declaration, arithmetic types as well. */
export const declaredNode = ({ scalars }: Reading, { type, words }: DeclaredType): number =>
  type === 0 ? scalars.node(words) : type;

/** True for a keyword that a type may begin with. */
export const startsType = (word: number): boolean =>
  word < KEYWORD_COUNT && (isTypeWord(word) || isAggregateWord(word) || isQualifierWord(word) || isTypeofWord(word));

/** `struct [attributes] [name] [{ fields }]` at `from`; its fields become rows. */
export function readAggregate(reading: Reading, from: number, to: number, condition: number): DeclaredType {
  const { tokens, types, names } = reading;
  const isEnum = tokens.name[from] === keyword.enum;
  let i = from + 1;
  let tag = -1;
  while (i < to && tokens.kind[i] === IDENT) {
    if (tokens.name[i] === keyword.__attribute__ || tokens.kind[i + 1] === LPAREN) {
      // An attribute stands before the tag or before the `{`; `struct foo f(` is a function that gives a struct.
      const close = tokens.match[i + 1]!;
      const after = tokens.kind[close + 1];
      if (
        close < 0 ||
        (tag >= 0 && !(after === LBRACE && isKnownAttribute(reading, i))) ||
        (after !== LBRACE && after !== IDENT)
      )
        break;
      i = close + 1;
      continue;
    }
    if (tokens.name[i]! < KEYWORD_COUNT) break;
    if (tag >= 0 && tokens.kind[i] === IDENT && tokens.kind[i + 1] !== LBRACE && tokens.kind[i + 1] !== IDENT) break;
    if (tag < 0 || tokens.kind[i + 1] === LBRACE) tag = tokens.name[i]!;
    else break;
    i++;
  }
  if (tokens.kind[i] !== LBRACE || tokens.match[i]! < 0) {
    return { type: tag >= 0 && !isEnum ? types.node(TypeOp.Tag, 0, tag) : 0, words: 0, next: i };
  }
  const close = tokens.match[i]!;
  if (isEnum) return { type: 0, words: 0, next: close + 1 };
  if (tag < 0) tag = names.internText(`<anonymous ${reading.fileKey}:${tokens.start[i]}>`);
  const structs = reading.tables.rows.structs;
  const row = structs.name.push(tag);
  structs.line.push(lineOf(reading, from));
  structs.condition.push(condition);
  readFields(reading, i + 1, close, row, condition);
  return { type: types.node(TypeOp.Tag, 0, tag), words: 0, next: close + 1 };
}

function pushField(reading: Reading, struct: number, name: number, type: number, flags: number): void {
  const fields = reading.tables.rows.fields;
  fields.struct.push(struct);
  fields.name.push(name);
  fields.type.push(type);
  fields.flags.push(flags);
}

/** Fields in tokens [from, to). Members of an anonymous member without a name are the outer struct's own. */
function readFields(reading: Reading, from: number, to: number, struct: number, condition: number): void {
  const { tokens } = reading;
  let i = from;
  while (i < to) {
    if (tokens.kind[i] === SEMICOLON) {
      i++;
      continue;
    }
    // An anonymous struct or union whose fields count as ours.
    if (tokens.kind[i] === IDENT && tokens.name[i] === keyword.const) i++;
    if (tokens.kind[i] === IDENT && isAggregateWord(tokens.name[i]!) && tokens.name[i] !== keyword.enum) {
      let open = i + 1;
      while (open < to && tokens.kind[open] === IDENT) {
        open = tokens.kind[open + 1] === LPAREN && tokens.match[open + 1]! > 0 ? tokens.match[open + 1]! + 1 : open + 1;
      }
      if (tokens.kind[open] === LBRACE && tokens.match[open]! > 0) {
        let after = tokens.match[open]! + 1;
        while (tokens.kind[after] === IDENT && tokens.kind[after + 1] === LPAREN && tokens.match[after + 1]! > 0)
          after = tokens.match[after + 1]! + 1;
        const attributeOnly =
          tokens.kind[after] === IDENT && tokens.kind[after + 1] === SEMICOLON && isAttributeLike(reading, after);
        if (tokens.kind[after] === SEMICOLON || attributeOnly) {
          readFields(reading, open + 1, tokens.match[open]!, struct, condition);
          i = after + 1;
          continue;
        }
      }
    }
    // `struct_group(name, fields...)`: a macro whose arguments are fields.
    if (
      isPlainName(tokens, i) &&
      tokens.kind[i + 1] === LPAREN &&
      tokens.match[i + 1]! > 0 &&
      tokens.kind[i + 2] !== STAR
    ) {
      const close = tokens.match[i + 1]!;
      let inner = i + 2;
      while (inner < close && tokens.kind[inner] !== COMMA) inner++;
      if (inner < close && hasSemicolon(reading, inner, close))
        readFields(reading, inner + 1, close, struct, condition);
      i = close + 1;
      continue;
    }
    const declared = readTypeWords(reading, i, to, condition);
    if (!declared) {
      i = skipTo(tokens, i, to, SEMICOLON) + 1;
      continue;
    }
    i = readFieldDeclarators(reading, declared.next, to, struct, declaredNode(reading, declared));
  }
}

function hasSemicolon(reading: Reading, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (reading.tokens.kind[i] === SEMICOLON) return true;
  return false;
}

function readFieldDeclarators(reading: Reading, from: number, to: number, struct: number, type: number): number {
  const { tokens } = reading;
  let i = from;
  while (i < to && tokens.kind[i] !== SEMICOLON) {
    let flags = 0;
    let name = -1;
    while (i < to && tokens.kind[i] !== COMMA && tokens.kind[i] !== SEMICOLON) {
      const kind = tokens.kind[i]!;
      if (kind === LPAREN && tokens.match[i]! > 0) {
        const close = tokens.match[i]!;
        if (name < 0 && pointerName(reading, i + 1, close) >= 0) {
          name = pointerName(reading, i + 1, close);
          if (tokens.kind[close + 1] === LPAREN) flags |= FIELD_FUNCTION;
        }
        i = close + 1;
      } else if (kind === LBRACKET && tokens.match[i]! > 0) {
        flags |= FIELD_ARRAY;
        i = tokens.match[i]! + 1;
      } else if (kind === COLON) {
        i++;
        while (i < to && tokens.kind[i] !== COMMA && tokens.kind[i] !== SEMICOLON) i++;
      } else {
        // The last plain name before brackets is the field; attributes stand before or behind it.
        if (
          kind === IDENT &&
          tokens.name[i]! >= KEYWORD_COUNT &&
          (name < 0 || !isAttributeLike(reading, i)) &&
          tokens.kind[i + 1] !== LPAREN
        ) {
          name = tokens.name[i]!;
        }
        i++;
      }
    }
    if (name >= 0) pushField(reading, struct, name, type, flags);
    if (tokens.kind[i] === COMMA) i++;
  }
  return i + 1;
}
