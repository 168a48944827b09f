/**
 * Macros that do nothing but compute: `min(a, b)`, `READ_ONCE(x)`, `IS_ALIGNED(x, a)`. What they expand to is long, and where nothing
 * that is known goes in, nothing comes out: those uses need not be followed.
 */
import type { DefId, FileId } from '../index/kernelIndex';
import type { CodeReader } from '../syntax/codeReader';
import { answersPer } from './answersPer';
import { textMacro } from './macroText';

export interface Inert {
  /** It takes addresses: of its arguments, or of variables of its own. */
  readonly takesAddress: boolean;
  /** It needs statements, and so is no constant even where its arguments are. */
  readonly hasStatements: boolean;
}

/** Macros in macros that are looked into. */
const MAX_DEPTH = 12;

/**
 * What is known of a macro that writes nothing but its own variables, calls no function, reads no field and names no gfp flag, and of
 * which the same holds for all macros in it; null for any other.
 */
export function inertMacro(code: CodeReader, def: DefId, depth = 0): Inert | null {
  return depth > MAX_DEPTH ? null : answers(code, def, () => read(code, def, depth));
}

/** A macro in itself is not expanded again. */
const answers = answersPer<DefId, Inert | null>({ answer: { takesAddress: false, hasStatements: false } });
const TOKEN =
  /[A-Za-z_]\w*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d[\w.]*|->|\+\+|--|<<=?|>>=?|[=!<>+\-*/%&|^]=|&&|\|\||##|\S/g;
const WRITES = new Set(['++', '--', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '->', '.']);
const LEAVES = new Set(['asm', '__asm__', 'goto', 'return', 'break', 'continue']);
const TYPE_OF = new Set(['typeof', '__typeof__', '__typeof']);
const PLAIN = new Set([
  ...TYPE_OF,
  'sizeof',
  '_Alignof',
  '__alignof__',
  'if',
  '_Generic',
  '_Static_assert',
  'static_assert',
  'while',
  'switch',
]);
const TYPE_WORDS = new Set([
  '__auto_type',
  'const',
  'volatile',
  'unsigned',
  'signed',
  'int',
  'long',
  'char',
  'short',
  'bool',
  '_Bool',
]);
/** `__attribute__`, `__error__` in it. */
const ATTRIBUTE = /^__\w+__$/;
/** Of a function that is only declared for the compiler to refuse the code. */
const REFUSED = /\b__compiletime_error\b|\b__attribute__\s*\(\(\s*error\b/;

function read(code: CodeReader, def: DefId, depth: number): Inert | null {
  const { index } = code;
  const source = code.definitionText(def);
  const macro = source === null ? null : textMacro(source.replace(/\\\r?\n/g, ' '));
  if (macro === null || macro.body.length > LONGEST) return null;
  const file = index.defFile(def);
  const tokens = macro.body.match(TOKEN) ?? [];
  const isRefused = REFUSED.test(macro.body);
  const found = { takesAddress: false, hasStatements: false };
  for (const [at, token] of tokens.entries()) {
    if (WRITES.has(token) || LEAVES.has(token) || /^_*GFP_/.test(token)) return null;
    if (token === '=' && !isDeclaration(tokens, at)) return null;
    if (token === '{') found.hasStatements = true;
    if (token === '&' && !isOperand(tokens[at - 1])) found.takesAddress = true;
    if (!/^[A-Za-z_]/.test(token) || PLAIN.has(token) || ATTRIBUTE.test(token) || macro.parameters.includes(token)) {
      // A parameter that is called.
      if (macro.parameters.includes(token) && tokens[at + 1] === '(' && !isPasted(tokens, at)) return null;
      continue;
    }
    const isCalled = tokens[at + 1] === '(';
    const inner = macrosOf(code, token, file);
    if (inner !== null)
      for (const one of inner) {
        const part = inertMacro(code, one, depth + 1);
        if (part === null) return null;
        found.takesAddress ||= part.takesAddress;
        found.hasStatements ||= part.hasStatements;
      }
    else if (isCalled && !token.startsWith('__builtin_') && !isRefused) return null;
  }
  return found;
}

const LONGEST = 4000;

/** The macros that a name may stand for; null where it is none. */
function macrosOf({ names, index }: CodeReader, name: string, file: FileId): readonly DefId[] | null {
  const defs = names.definitions(name, file);
  return defs.length > 0 && defs.every((one) => index.defKind(one) === 'macro') ? defs : null;
}

/** `a ## b(` makes a name, and what it calls cannot be told: only in code that is refused. */
function isPasted(tokens: readonly string[], at: number): boolean {
  return tokens[at - 1] === '##';
}

/** Behind a parenthesis it may be that of a cast: then it is no operand. */
function isOperand(token: string | undefined): boolean {
  return token !== undefined && /^[\w\]]/.test(token) && !PLAIN.has(token);
}

/** `__auto_type x = …`, `typeof(y) *x = …`: a variable of the macro's own. */
function isDeclaration(tokens: readonly string[], equals: number): boolean {
  let at = equals - 2;
  while (tokens[at] === '*' || tokens[at] === 'const') at--;
  if (TYPE_WORDS.has(tokens[at] ?? '')) return true;
  if (tokens[at] !== ')') return false;
  let level = 0;
  for (; at >= 0; at--) {
    if (tokens[at] === ')') level++;
    if (tokens[at] === '(' && --level === 0)
      return TYPE_OF.has(tokens[at - 1] ?? '') || /typeof|scalar/.test(tokens[at - 1] ?? '');
  }
  return false;
}
