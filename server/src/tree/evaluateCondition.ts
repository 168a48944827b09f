/** Preprocessor and Kbuild conditions, kept as text in the index, evaluated under a configuration: true, false or unknown. */

/** Value of a symbol, its name with `CONFIG_`: `y`, `m`, `n`, a number, a text; undefined: not known. */
export type ConfigValue = (symbol: string) => string | undefined;

/** Whether a macro other than `CONFIG_*` is defined; undefined: not known. */
export type MacroState = (name: string) => boolean | undefined;

/**
 * Macros whose state in kernel C is known without any configuration, with GCC as the kernel's usual compiler. MODULE differs
 * from file to file; built-in code is what is looked at.
 */
const KNOWN_MACROS: ReadonlyMap<string, number | undefined> = new Map([
  ['__KERNEL__', 1],
  ['__STDC__', 1],
  ['__ASSEMBLY__', undefined],
  ['__ASSEMBLER__', undefined],
  ['__cplusplus', undefined],
  ['MODULE', undefined],
  ['__clang__', undefined],
  ['__INTEL_COMPILER', undefined],
  ['__CHECKER__', undefined],
  ['__GENKSYMS__', undefined],
  ['__DTS__', undefined],
]);

const MACROS: ReadonlySet<string> = new Set(['IS_ENABLED', 'IS_BUILTIN', 'IS_MODULE', 'IS_REACHABLE']);

/** A value of an expression; undefined: unknown. */
type Value = number | undefined;

/**
 * A `#if` expression (`#ifdef X` as `defined(X)`): `defined(CONFIG_NUMA) && !IS_ENABLED(CONFIG_X)`.
 *
 * A symbol that is m is not defined itself; its `CONFIG_X_MODULE` is (include/linux/kconfig.h). Macros that neither the
 * configuration nor the language fixes are unknown, and so is text that is no expression.
 */
export function evaluateCondition(text: string, value: ConfigValue, isDefined?: MacroState): boolean | undefined {
  return truth(evaluate(text, cMeaning(value, isDefined)));
}

/** A Kbuild condition (`CONFIG_XFS_FS && !CONFIG_MMU`): a symbol holds where it is y or m, since either compiles it. */
export function evaluateBuildCondition(text: string, value: ConfigValue): boolean | undefined {
  const holds = (symbol: string): Value => {
    const found = value(symbol);
    return found === undefined ? undefined : found === 'n' || found === '' ? 0 : 1;
  };
  return truth(evaluate(text, { defined: holds, value: holds, call: (_, argument) => holds(argument) }));
}

/** How names are read. */
interface Meaning {
  /** `defined(name)`. */
  defined(name: string): Value;
  /** The name alone, as a number. */
  value(name: string): Value;
  /** `IS_ENABLED(name)` and its like. */
  call(macro: string, argument: string): Value;
}

function cMeaning(value: ConfigValue, isDefined?: MacroState): Meaning {
  const builtIn = (name: string): Value => {
    const found = value(name);
    return found === undefined ? undefined : bit(found !== 'n' && found !== 'm' && found !== '');
  };
  const asModule = (name: string): Value => {
    const found = value(name);
    return found === undefined ? undefined : bit(found === 'm');
  };
  const defined = (name: string): Value => {
    if (KNOWN_MACROS.has(name)) return bit(KNOWN_MACROS.get(name) !== undefined);
    if (!name.startsWith('CONFIG_')) {
      const state = isDefined?.(name);
      return state === undefined ? undefined : bit(state);
    }
    const itself = builtIn(name);
    if (!name.endsWith('_MODULE')) return itself;
    // CONFIG_X_MODULE is the other spelling of X=m, and the name of a few symbols too.
    const module = asModule(name.slice(0, -'_MODULE'.length));
    return module === undefined ? itself : or(itself ?? 0, module);
  };
  return {
    defined,
    value(name) {
      if (KNOWN_MACROS.has(name)) return KNOWN_MACROS.get(name) ?? 0;
      const is = defined(name);
      if (is !== 1) return is;
      const text = value(name) ?? '';
      return /^(?:0[xX][\da-fA-F]+|-?\d+)$/.test(text) ? Number(text) : text === 'y' || text === 'n' ? 1 : undefined;
    },
    call(macro, argument) {
      if (macro === 'IS_BUILTIN') return builtIn(argument);
      if (macro === 'IS_MODULE') return asModule(argument);
      // Seen from built-in code, a module is not reachable.
      return macro === 'IS_REACHABLE' ? builtIn(argument) : or(builtIn(argument), asModule(argument));
    },
  };
}

function bit(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

function truth(value: Value): boolean | undefined {
  return value === undefined ? undefined : value !== 0;
}

function or(a: Value, b: Value): Value {
  if ((a !== undefined && a !== 0) || (b !== undefined && b !== 0)) return 1;
  return a === undefined || b === undefined ? undefined : 0;
}

function and(a: Value, b: Value): Value {
  if (a === 0 || b === 0) return 0;
  return a === undefined || b === undefined ? undefined : 1;
}

const TOKEN =
  /\s+|\\\r?\n|\/\*.*?\*\/|\/\/.*|&&|\|\||<<|>>|[=!<>]=|[()!<>+\-*/%&|^~?:,]|0[xX][\da-fA-F]+[uUlL]*|\d+[uUlL]*|[A-Za-z_]\w*|'(?:[^'\\]|\\.)+'|./gsu;
/** Binding strength of binary operators other than `&&`, `||`, `?:`. */
const BINARY: ReadonlyMap<string, number> = new Map(
  ['|', '^', '&', '== !=', '< > <= >=', '<< >>', '+ -', '* / %'].flatMap((level, index) =>
    level.split(' ').map((op): [string, number] => [op, index + 1]),
  ),
);
/** Deeper brackets than any source has: given up as unknown. */
const MAX_DEPTH = 200;

function evaluate(text: string, meaning: Meaning): Value {
  const tokens = (text.match(TOKEN) ?? []).filter((token) => !/^(?:\s|\\\r?\n|\/\*|\/\/)/.test(token));
  let at = 0;
  let depth = 0;
  let broken = false;

  const accept = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at++;
    return true;
  };
  const bracketed = <V>(inside: () => V): V => {
    const found = inside();
    if (!accept(')')) broken = true;
    return found;
  };
  const name = (): string => {
    const token = tokens[at++];
    if (token === undefined || !/^[A-Za-z_]/.test(token)) broken = true;
    return token ?? '';
  };
  const primary = (): Value => {
    const token = tokens[at++];
    if (token === undefined || ++depth > MAX_DEPTH) {
      broken = true;
      return undefined;
    }
    const value = operand(token);
    depth--;
    return value;
  };
  const operand = (token: string): Value => {
    if (token === '(') return bracketed(conditional);
    if (token === '!') return negated(primary());
    if (token === '-' || token === '+' || token === '~') return unary(token, primary());
    if (token === 'defined') return meaning.defined(accept('(') ? bracketed(name) : name());
    if (/^\d/.test(token))
      return Number(/^0[0-7]+[uUlL]*$/.test(token) ? `0o${digits(token).slice(1)}` : digits(token));
    if (!/^[A-Za-z_]/.test(token)) {
      if (!token.startsWith("'")) broken = true;
      return undefined;
    }
    if (!accept('(')) return meaning.value(token);
    if (MACROS.has(token)) return meaning.call(token, bracketed(name));
    // Another macro's value is unknown; its arguments are passed over.
    for (let open = 1; open > 0 && at < tokens.length; at++) {
      if (tokens[at] === '(') open++;
      else if (tokens[at] === ')') open--;
    }
    return undefined;
  };
  const binary = (strength: number): Value => {
    let left = primary();
    for (;;) {
      const op = tokens[at] ?? '';
      const binding = BINARY.get(op);
      if (binding === undefined || binding < strength) return left;
      at++;
      left = apply(op, left, binary(binding + 1));
    }
  };
  const conjunction = (): Value => {
    let left = binary(1);
    while (accept('&&')) left = and(left, binary(1));
    return left;
  };
  const disjunction = (): Value => {
    let left = conjunction();
    while (accept('||')) left = or(left, conjunction());
    return left;
  };
  const conditional = (): Value => {
    const test = disjunction();
    if (!accept('?')) return test;
    const yes = conditional();
    if (!accept(':')) broken = true;
    const no = conditional();
    if (test === undefined) return yes === no ? yes : undefined;
    return test === 0 ? no : yes;
  };

  const value = conditional();
  return broken || at < tokens.length ? undefined : value;
}

function digits(token: string): string {
  return token.replace(/[uUlL]+$/, '');
}

function negated(value: Value): Value {
  return value === undefined ? undefined : bit(value === 0);
}

function unary(op: '-' | '+' | '~', value: Value): Value {
  if (value === undefined) return undefined;
  return op === '-' ? -value : op === '+' ? value : ~value;
}

function apply(op: string, left: Value, right: Value): Value {
  if (left === undefined || right === undefined) return undefined;
  switch (op) {
    case '==':
      return bit(left === right);
    case '!=':
      return bit(left !== right);
    case '<':
      return bit(left < right);
    case '>':
      return bit(left > right);
    case '<=':
      return bit(left <= right);
    case '>=':
      return bit(left >= right);
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : Math.trunc(left / right);
    case '%':
      return right === 0 ? undefined : left % right;
    case '<<':
      return right < 0 || right > 62 ? undefined : left * 2 ** right;
    case '>>':
      return right < 0 || right > 62 ? undefined : Math.floor(left / 2 ** right);
    default:
      return bitwise(op, left, right);
  }
}

/** 64-bit, as the preprocessor computes. */
function bitwise(op: string, left: number, right: number): Value {
  if (!Number.isSafeInteger(left) || !Number.isSafeInteger(right)) return undefined;
  const a = BigInt(left);
  const b = BigInt(right);
  return Number(op === '&' ? a & b : op === '|' ? a | b : a ^ b);
}
