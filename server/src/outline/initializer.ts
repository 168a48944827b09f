import { skipTo } from './brackets';
import { pushInvocation } from './invocations';
import { isMemberMark, isPlainName, lineOf, type Reading } from './reading';
import {
  AMPERSAND,
  ASSIGN,
  COLON,
  COMMA,
  DOT,
  IDENT,
  KEYWORD_COUNT,
  LBRACE,
  LBRACKET,
  LPAREN,
  QUESTION,
  RPAREN,
} from './tokens';
import { TypeOp } from './typeExprs';

/** Where stored functions are written down: the definition they stand in (-1 at file level) and the condition. */
export interface StorePlace {
  readonly def: number;
  readonly condition: number;
}

/** No table that people write nests deeper; what does is left out, so that the stack never overflows. */
const deepestInitializer = 200;

/**
 * Reads `{ .op = f, [3] = { g }, h }` for an object of type `base`: one row for each name that may be a function.
 * `isArray`: the elements have the type `base`, instead of being its fields.
 */
export function readInitializer(
  reading: Reading,
  open: number,
  base: number,
  isArray: boolean,
  place: StorePlace,
  depth = 0,
): void {
  if (depth > deepestInitializer) return;
  const { tokens, types } = reading;
  const close = tokens.match[open]!;
  if (close < 0) return;
  let position = 0;
  let i = open + 1;
  while (i < close) {
    let target = base;
    let field = -1;
    let designated = false;
    if (tokens.kind[i] === DOT || (tokens.kind[i] === LBRACKET && isArray)) {
      // Designators: `.a.b[2] =`, `[X] =`, `[X].a =`
      while (i < close && (tokens.kind[i] === DOT || tokens.kind[i] === LBRACKET)) {
        if (tokens.kind[i] === LBRACKET) {
          const end = tokens.match[i]!;
          if (end < 0) return;
          if (field >= 0) {
            target = types.node(TypeOp.Position, types.node(TypeOp.Member, target, field), 0);
            field = -1;
          }
          i = end + 1;
        } else {
          if (field >= 0) target = types.node(TypeOp.Member, target, field);
          field = tokens.name[i + 1]!;
          i += 2;
        }
      }
      designated = true;
      if (tokens.kind[i] === ASSIGN) i++;
    } else if (isPlainName(tokens, i) && tokens.kind[i + 1] === COLON && !isArray) {
      field = tokens.name[i]!;
      designated = true;
      i += 2;
    }
    const end = skipTo(tokens, i, close, COMMA);
    const valueType =
      field >= 0
        ? types.node(TypeOp.Member, target, field)
        : isArray || designated
          ? target
          : types.node(TypeOp.Position, target, position);
    let value = i;
    // `(struct foo) { ... }` as a value
    if (tokens.kind[value] === LPAREN && tokens.kind[tokens.match[value]! + 1] === LBRACE)
      value = tokens.match[value]! + 1;
    if (tokens.kind[value] === LBRACE) readInitializer(reading, value, valueType, false, place, depth + 1);
    else if (end > i && !isMadeByMacro(reading, i, end, valueType, place))
      storedNames(reading, i, end, field >= 0 ? target : valueType, field, place);
    position++;
    i = end + 1;
  }
}

/**
 * Takes down a macro that is a whole value in a table at file level, `.attr = __ATTR(x, 0444, x_show, NULL)`: what its body
 * stores is known when the macro is. Only where an argument may be a function: names in small letters.
 */
export function isMadeByMacro(reading: Reading, from: number, to: number, type: number, place: StorePlace): boolean {
  const { tokens, bytes } = reading;
  if (place.def >= 0 || reading.site || to - from < 4 || tokens.match[from + 1] !== to - 1) return false;
  if (!isPlainName(tokens, from) || tokens.kind[from + 1] !== LPAREN) return false;
  for (let i = from + 2; i < to - 1; i++) {
    if (!isPlainName(tokens, i)) continue;
    const letter = bytes[tokens.start[i]!]!;
    if (letter < LOWER_A || letter > LOWER_Z) continue;
    const { condition } = place;
    pushInvocation(reading, { name: from, open: from + 1, close: to - 1, def: -1, condition, type });
    return true;
  }
  return false;
}

const LOWER_A = 97;
const LOWER_Z = 122;

/**
 * Rows for the names in tokens [from, to) that may be the stored function: `f`, `&f`, `(cast)f`, `c ? f : g`.
 * `field` -1: the value itself is at type node `base` (a positional field).
 */
export function storedNames(
  reading: Reading,
  from: number,
  to: number,
  base: number,
  field: number,
  place: StorePlace,
): void {
  const { tokens, locals } = reading;
  const rows = reading.tables.rows.assigns;
  for (let i = from; i < to; i++) {
    const kind = tokens.kind[i];
    if (kind === LPAREN && i > from && tokens.kind[i - 1] === IDENT) {
      // A call's arguments are not stored.
      const match = tokens.match[i]!;
      if (match > i) i = match;
      continue;
    }
    if (kind !== IDENT || tokens.name[i]! < KEYWORD_COUNT) continue;
    const before = i === from ? ASSIGN : tokens.kind[i - 1]!;
    const after = i + 1 === to ? COMMA : tokens.kind[i + 1]!;
    if (isMemberMark(before) || isMemberMark(after) || after === LPAREN || after === LBRACKET) continue;
    if (
      !(
        before === ASSIGN ||
        before === AMPERSAND ||
        before === LPAREN ||
        before === RPAREN ||
        before === QUESTION ||
        before === COLON
      )
    )
      continue;
    const name = tokens.name[i]!;
    const parameter = locals.parameterOf(name);
    if (parameter < 0 && locals.isLocal(name)) continue;
    rows.def.push(place.def);
    rows.name.push(parameter >= 0 ? -2 - parameter : name);
    rows.base.push(base);
    rows.field.push(field);
    rows.line.push(lineOf(reading, i));
    rows.condition.push(place.condition);
  }
}
