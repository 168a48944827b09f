/** Reads a kernel header as far as gfp needs it: active `#if` branches, object-like macros, enumerators. */
import { evaluateExpression } from './constantExpression';

/** The definitions of one or more headers that were read one after the other. Later headers see earlier macros. */
export interface HeaderDefinitions {
  /** Bodies of object-like macros by name, comments removed, continued lines joined. */
  readonly macros: Map<string, string>;
  /** Values of the enumerators of enums that have a name beginning `___GFP_`. */
  readonly enumerators: Map<string, bigint>;
  /** CONFIG_ symbols that the texts mention. */
  readonly configSymbols: Set<string>;
}

export function emptyDefinitions(): HeaderDefinitions {
  return { macros: new Map(), enumerators: new Map(), configSymbols: new Set() };
}

interface Branch {
  /** Whether the text around the whole `#if … #endif` is active. */
  readonly outer: boolean;
  active: boolean;
  /** A branch of this `#if` has been taken, so `#else` is not. */
  taken: boolean;
}

/**
 * Reads one header's text into `into`.
 *
 * Conditions on CONFIG_ symbols ask `isSet`; other macros count as defined where the texts read so far define them (and
 * `__KERNEL__`). What cannot be evaluated counts as 0, as it does for a preprocessor.
 */
export function readHeader(text: string, isSet: (symbol: string) => boolean, into: HeaderDefinitions): void {
  for (const [symbol] of text.matchAll(/\bCONFIG_\w+/g)) into.configSymbols.add(symbol);
  const branches: Branch[] = [];
  const code: string[] = [];
  for (const line of logicalLines(withoutComments(text))) {
    const directive = /^\s*#\s*(\w+)(.*)$/s.exec(line);
    const active = branches.at(-1)?.active ?? true;
    if (directive === null) {
      if (active) code.push(line);
      continue;
    }
    const [, name = '', rest = ''] = directive;
    const isConditional = readConditional(name, rest, branches, (condition) => isTrue(condition, isSet, into.macros));
    // `#undef` is passed over: a name that means something for a few lines (GFP_MOVABLE_MASK) is asked about there.
    if (!isConditional && active && name === 'define') defineMacro(rest, into.macros);
  }
  readEnums(code.join('\n'), isSet, into);
}

/** True where the directive was one of `#if … #endif`. */
function readConditional(
  name: string,
  rest: string,
  branches: Branch[],
  holds: (condition: string) => boolean,
): boolean {
  const innermost = branches.at(-1);
  switch (name) {
    case 'if':
    case 'ifdef':
    case 'ifndef': {
      const outer = innermost?.active ?? true;
      const condition = name === 'if' ? rest : `${name === 'ifndef' ? '!' : ''}defined(${rest.trim()})`;
      const active = outer && holds(condition);
      branches.push({ outer, active, taken: active });
      return true;
    }
    case 'elif':
      if (innermost !== undefined) {
        innermost.active = innermost.outer && !innermost.taken && holds(rest);
        innermost.taken ||= innermost.active;
      }
      return true;
    case 'else':
      if (innermost !== undefined) {
        innermost.active = innermost.outer && !innermost.taken;
        innermost.taken = true;
      }
      return true;
    case 'endif':
      branches.pop();
      return true;
    default:
      return false;
  }
}

function isTrue(condition: string, isSet: (symbol: string) => boolean, macros: ReadonlyMap<string, string>): boolean {
  const isDefined = (name: string): boolean =>
    name.startsWith('CONFIG_') ? isSet(name) : name === '__KERNEL__' || macros.has(name);
  const result = evaluateExpression(condition.replace(/\bdefined\s+(\w+)/g, 'defined($1)'), {
    valueOf: (name) => (name.startsWith('CONFIG_') && isSet(name) ? 1n : 0n),
    valueOfCall: (name, argument) => {
      if (name === 'defined') return isDefined(argument.trim()) ? 1n : 0n;
      return isConfigTest(name) && isSet(argument.trim()) ? 1n : 0n;
    },
  });
  return result.ok && result.value !== 0n;
}

/** True for `IS_ENABLED(CONFIG_X)` and its relatives (include/linux/kconfig.h). */
export function isConfigTest(name: string): boolean {
  return name === 'IS_ENABLED' || name === 'IS_BUILTIN' || name === 'IS_REACHABLE';
}

function defineMacro(rest: string, macros: Map<string, string>): void {
  const match = /^\s+(\w+)(\(?)([\s\S]*)$/.exec(rest);
  if (match === null) return;
  const [, name = '', parenthesis, body = ''] = match;
  // `#define f(x)` takes arguments; in `#define X (1)` a blank stands before the parenthesis.
  if (parenthesis === '(') macros.delete(name);
  else macros.set(name, body.trim());
}

function readEnums(code: string, isSet: (symbol: string) => boolean, into: HeaderDefinitions): void {
  for (const [, body = ''] of code.matchAll(/\benum\b[^{};()]{0,200}\{([^{}]*)\}/g)) {
    if (!body.includes('___GFP_')) continue;
    let next = 0n;
    for (const entry of body.split(',')) {
      const match = /^\s*(\w+)\s*(?:=([\s\S]*))?$/.exec(entry);
      if (match === null) continue;
      const [, name = '', expression] = match;
      if (expression !== undefined) {
        const result = evaluateExpression(expression, {
          valueOf: (other) => into.enumerators.get(other),
          valueOfCall: (call, argument) => (isConfigTest(call) ? (isSet(argument.trim()) ? 1n : 0n) : undefined),
        });
        if (result.ok) next = result.value;
      }
      into.enumerators.set(name, next++);
    }
  }
}

/** Blanks comments out; line breaks inside them stay, except in a directive that the comment continues. */
function withoutComments(text: string): string {
  return text.replace(/\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"/g, (found) =>
    found.startsWith('"') ? found : ' ',
  );
}

function logicalLines(text: string): string[] {
  return text.replace(/\\[ \t]*\r?\n/g, ' ').split(/\r?\n/);
}
