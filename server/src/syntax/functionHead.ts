/** Heads of definitions, read from tokens: kernel code puts more between a type and a name than any grammar knows. */
import type { Parameter } from './ast';
import {
  CLOSE,
  CLOSE_BRACE,
  COMMA,
  type DialectTokens,
  ELLIPSIS,
  OPEN,
  OPEN_BRACE,
  OPEN_SQUARE,
  SEMICOLON,
  STAR,
} from './dialectTokens';
import { ATTRIBUTE_WORDS, KEYWORDS, looksLikeAttribute, looksLikeType, TYPE_WORDS, TYPEOF_WORDS } from './dialectWords';
import { isAttribute as isAttributeShape } from './macroShapes';
import { plainType } from './plainType';

export interface FunctionHead {
  readonly name: string;
  readonly nameStart: number;
  readonly returnType: string;
  readonly parameters: readonly Parameter[];
  readonly isVariadic: boolean;
  /** Token of the brace that opens the body. */
  readonly bodyOpen: number;
}

/**
 * Finds the head of the definition of `name` among the tokens; null where there is no body. Where a macro makes the definition
 * (`SYSCALL_DEFINE3(read, unsigned int, fd, ...)`) the name stands among its arguments, or nowhere.
 */
export function readHead(code: DialectTokens, name: string): FunctionHead | null {
  for (let i = 0; i < code.count; i++) {
    if (code.word(i) !== name) continue;
    // `int (foo)(void)` keeps a macro of the same name away.
    const open = code.code(i + 1) === CLOSE && code.code(i - 1) === OPEN ? i + 2 : i + 1;
    if (code.code(open) !== OPEN || code.partner[open]! < 0) continue;
    const bodyOpen = bodyBehind(code, code.partner[open]!);
    if (bodyOpen < 0) continue;
    const returnType = typeOfTokens(code, 0, open === i + 1 ? i : i - 1);
    return headOf(code, i, name, returnType, open, bodyOpen);
  }
  return generatedHead(code, name);
}

/** The brace that opens a body behind the parameters; -1 where something else stands there. */
function bodyBehind(code: DialectTokens, close: number): number {
  for (let i = close + 1; i < code.count; i++) {
    const c = code.code(i);
    if (c === OPEN_BRACE) return i;
    if (c === OPEN && code.partner[i]! > i) i = code.partner[i]!;
    else if (c === CLOSE_BRACE || c === CLOSE || (c === SEMICOLON && i === close + 1) || code.word(i) === 'return')
      return -1;
    // A declaration of another function: `int f(void), g(void);`
    else if (c === SEMICOLON && !hasOldStyle(code, close, i)) return -1;
  }
  return -1;
}

/** K&R's `int f(a) int a; {`: what stands behind the bracket declares something. */
function hasOldStyle(code: DialectTokens, close: number, semicolon: number): boolean {
  return semicolon - close > 2 && code.isWord(close + 1) && code.isWord(semicolon - 1);
}

function headOf(
  code: DialectTokens,
  at: number,
  name: string,
  returnType: string,
  open: number,
  bodyOpen: number,
): FunctionHead {
  const close = code.partner[open]!;
  let parameters: Parameter[] = [];
  let isVariadic = false;
  const args = argumentsOf(code, open);
  // Nothing in front of the name: it is a macro that makes the definition.
  const paired = returnType === '' ? pairedParameters(code, args) : null;
  for (const [first, last] of args) {
    if (code.code(first) === ELLIPSIS) isVariadic = true;
    else parameters.push(parameterOf(code, first, last));
  }
  if (parameters.length === 1 && parameters[0]!.type === 'void' && parameters[0]!.name === '') parameters = [];
  return {
    name,
    nameStart: code.start(at),
    returnType,
    parameters: paired ?? oldStyle(code, parameters, close, bodyOpen),
    isVariadic,
    bodyOpen,
  };
}

/** `SYSCALL_DEFINE3(read, unsigned int, fd, char __user *, buf, size_t, count) {`: a name, then types and names by turns. */
function generatedHead(code: DialectTokens, name: string): FunctionHead | null {
  for (let i = 0; i < code.count; i++) {
    if (code.code(i) === OPEN_BRACE) return null;
    if (!code.isWord(i) || code.code(i + 1) !== OPEN) continue;
    const close = code.partner[i + 1]!;
    if (close < 0) return null;
    const bodyOpen = bodyBehind(code, close);
    if (bodyOpen < 0) continue;
    const args = argumentsOf(code, i + 1);
    const [first] = args;
    const spelled = first !== undefined && first[0] === first[1] && code.isWord(first[0]) ? first[0] : i;
    return {
      name,
      nameStart: code.start(spelled),
      returnType: '',
      // `DEFINE_CALL(int, name, struct foo *p)`: those that are declarations.
      parameters:
        pairedParameters(code, args) ??
        args
          .filter(([first, last]) => last > first && code.isWord(last))
          .map(([first, last]) => parameterOf(code, first, last)),
      isVariadic: false,
      bodyOpen,
    };
  }
  return null;
}

function pairedParameters(code: DialectTokens, args: readonly (readonly [number, number])[]): Parameter[] | null {
  const rest = args.slice(1);
  const arePairs =
    rest.length > 0 &&
    rest.length % 2 === 0 &&
    rest.every(([first, last], i) => (i % 2 === 1 ? first === last && code.isWord(first) : true));
  if (arePairs) {
    const parameters: Parameter[] = [];
    for (let i = 0; i < rest.length; i += 2) {
      const [typeFirst, typeLast] = rest[i]!;
      const [at] = rest[i + 1]!;
      parameters.push({
        name: code.word(at),
        nameStart: code.start(at),
        type: typeOfTokens(code, typeFirst, typeLast + 1),
      });
    }
    return parameters;
  }
  return null;
}

/** Arguments between brackets as pairs of first and last token; none for `()`. */
export function argumentsOf(code: DialectTokens, open: number): (readonly [number, number])[] {
  const close = code.partner[open]!;
  const found: (readonly [number, number])[] = [];
  let first = open + 1;
  for (let i = open + 1; i <= close; i++) {
    if (i === close || code.code(i) === COMMA) {
      if (i > first) found.push([first, i - 1]);
      first = i + 1;
    } else if (code.partner[i]! > i) i = code.partner[i]!;
  }
  return found;
}

/** A parameter's declaration: `struct foo __rcu **p`, `int (*fn)(void *)`, `char name[16]`. */
function parameterOf(code: DialectTokens, first: number, last: number): Parameter {
  const words: number[] = [];
  let suffix = '';
  for (let i = first; i <= last; i++) {
    const c = code.code(i);
    if (c === OPEN_SQUARE) {
      // An array is passed as a pointer.
      suffix = ' *';
      i = Math.max(i, code.partner[i]!);
    } else if (c === OPEN) {
      const inner = code.partner[i]!;
      if (code.code(i + 1) === STAR && inner > 0) {
        let at = inner - 1;
        while (at > i && !code.isWord(at)) at--;
        const type = `${typeOfTokens(code, first, i)} (*)()`;
        return code.isWord(at)
          ? { name: code.word(at), nameStart: code.start(at), type }
          : { name: '', nameStart: code.start(first), type };
      }
      if (inner > 0) i = inner;
    } else if (code.isWord(i) && !isAttribute(code, i)) words.push(i);
  }
  const at = words.at(-1);
  const isNamed =
    at !== undefined &&
    words.length > 1 &&
    !TYPE_WORDS.has(code.word(at)) &&
    !(words.length === 2 && isTag(code.word(words[0]!))) &&
    !isStarBehind(code, at, last);
  const stopsAtQualifiers =
    isNamed &&
    words
      .slice(0, -1)
      .every((word) => code.word(word) === 'const' || code.word(word) === 'volatile' || code.word(word) === 'register');
  if (!isNamed || stopsAtQualifiers)
    return { name: '', nameStart: code.start(first), type: typeOfTokens(code, first, last + 1) };
  return { name: code.word(at), nameStart: code.start(at), type: plainType(typeOfTokens(code, first, at) + suffix) };
}

function isStarBehind(code: DialectTokens, at: number, last: number): boolean {
  for (let i = at + 1; i <= last; i++) if (code.code(i) === STAR) return true;
  return false;
}

function isTag(word: string): boolean {
  return word === 'struct' || word === 'union' || word === 'enum';
}

/** K&R: types stand behind the bracket. */
function oldStyle(
  code: DialectTokens,
  parameters: readonly Parameter[],
  close: number,
  bodyOpen: number,
): readonly Parameter[] {
  const types = new Map<string, string>();
  let first = close + 1;
  for (let i = first; i < bodyOpen; i++) {
    if (code.code(i) !== SEMICOLON) continue;
    const declared = parameterOf(code, first, i - 1);
    if (declared.name !== '') types.set(declared.name, declared.type);
    first = i + 1;
  }
  if (types.size === 0) return parameters;
  return parameters.map((parameter) => {
    const name = parameter.name === '' ? parameter.type : parameter.name;
    return types.has(name) ? { name, nameStart: parameter.nameStart, type: types.get(name)! } : parameter;
  });
}

/** The type that the tokens from `first` to `last` (exclusive) spell, attributes left out. */
function typeOfTokens(code: DialectTokens, first: number, last: number): string {
  const parts: string[] = [];
  // Names that are neither a tag nor a word of C: one of them is the type, the others are attributes that nothing explains.
  const names: number[] = [];
  let hasWord = false;
  for (let i = first; i < last; i++) {
    if (code.code(i) === STAR) parts.push('*');
    else if (code.isWord(i)) {
      const word = code.word(i);
      const hasList = code.code(i + 1) === OPEN && code.partner[i + 1]! > 0;
      if (TYPEOF_WORDS.has(word) && hasList) {
        parts.push(code.text(i, code.partner[i + 1]!));
        hasWord = true;
      } else if (!isAttribute(code, i)) {
        const isTagged = isTag(code.word(Math.max(first, i - 1))) && i > first;
        hasWord ||= isTagged || (TYPE_WORDS.has(word) && !NO_TYPES.has(word));
        if (!isTagged && !TYPE_WORDS.has(word)) names.push(parts.length);
        parts.push(word);
      }
      if (hasList) i = code.partner[i + 1]!;
    }
  }
  const unexplained = hasWord ? names : names.slice(0, -1);
  return plainType(parts.filter((_, i) => !unexplained.includes(i)).join(' '));
}

/** Words of C that may stand beside any type. */
const NO_TYPES: ReadonlySet<string> = new Set([
  'const',
  'volatile',
  'static',
  'extern',
  'register',
  'inline',
  'restrict',
]);

function isAttribute(code: DialectTokens, i: number): boolean {
  const word = code.word(i);
  if (ATTRIBUTE_WORDS.has(word) || KEYWORDS.has(word)) return true;
  if (TYPE_WORDS.has(word)) return false;
  const shape = code.names.shapeOf(word);
  return isAttributeShape(shape) || (shape === null && looksLikeAttribute(word) && !looksLikeType(word));
}
