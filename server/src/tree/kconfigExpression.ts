/**
 * Kconfig's expressions: tristate arithmetic (n = 0, m = 1, y = 2), comparisons of values.
 * The language: Documentation/kbuild/kconfig-language.rst, "Menu dependencies".
 */

/** n, m, y. */
export type Tristate = 0 | 1 | 2;

export type KconfigExpression =
  | { readonly op: 'constant'; readonly value: Tristate }
  | { readonly op: 'symbol'; readonly name: string }
  | { readonly op: 'not'; readonly of: KconfigExpression }
  | { readonly op: 'and' | 'or'; readonly left: KconfigExpression; readonly right: KconfigExpression }
  | { readonly op: '=' | '!=' | '<' | '<=' | '>' | '>='; readonly left: Operand; readonly right: Operand };

/** A side of a comparison: a symbol's value or a literal text. */
export interface Operand {
  readonly text: string;
  readonly quoted: boolean;
}

/** What an expression is evaluated over. */
export interface KconfigValues {
  /** 0 for a symbol that is not defined. */
  tristateOf(name: string): Tristate;
  /** `y`, `m`, `n`, a number or a text; undefined where there is no such symbol. */
  textOf(name: string): string | undefined;
}

export const YES: KconfigExpression = { op: 'constant', value: 2 };
export const NO: KconfigExpression = { op: 'constant', value: 0 };

/** `a && b`, without nodes for what is always so. */
export function andExpression(left: KconfigExpression, right: KconfigExpression): KconfigExpression {
  if (left === YES) return right;
  return right === YES ? left : { op: 'and', left, right };
}

/**
 * Reads one expression; a trailing `if …` is left to the caller. Broken text reads as far as it goes; an empty one is y.
 *
 * @param text with `$(…)` replaced already
 */
export function parseKconfigExpression(text: string): KconfigExpression {
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;

  const primary = (): KconfigExpression => {
    const token = tokens[at++];
    if (token === undefined) return YES;
    if (token === '!') return { op: 'not', of: primary() };
    if (token === '(') {
      const inside = disjunction();
      if (tokens[at] === ')') at++;
      return inside;
    }
    const operator = tokens[at];
    if (isComparison(operator)) {
      const right = tokens[at + 1];
      at += 2;
      return { op: operator, left: operand(token), right: operand(right ?? '') };
    }
    return leaf(token);
  };
  const conjunction = (): KconfigExpression => {
    let left = primary();
    while (tokens[at] === '&&') {
      at++;
      left = { op: 'and', left, right: primary() };
    }
    return left;
  };
  const disjunction = (): KconfigExpression => {
    let left = conjunction();
    while (tokens[at] === '||') {
      at++;
      left = { op: 'or', left, right: conjunction() };
    }
    return left;
  };
  return disjunction();
}

const TOKEN = /&&|\|\||!=|<=|>=|[()!=<>]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w./-]+/g;

function isComparison(token: string | undefined): token is '=' | '!=' | '<' | '<=' | '>' | '>=' {
  return token === '=' || token === '!=' || token === '<' || token === '<=' || token === '>' || token === '>=';
}

function operand(token: string): Operand {
  const quoted = token.startsWith('"') || token.startsWith("'");
  return { text: quoted ? token.slice(1, -1) : token, quoted };
}

function leaf(token: string): KconfigExpression {
  const { text } = operand(token);
  if (text === 'y') return YES;
  if (text === 'n') return NO;
  if (text === 'm') return { op: 'constant', value: 1 };
  return { op: 'symbol', name: text };
}

/** Hot: evaluated for every symbol in every round. */
export function evaluateKconfig(expression: KconfigExpression, values: KconfigValues): Tristate {
  switch (expression.op) {
    case 'constant':
      return expression.value;
    case 'symbol':
      return values.tristateOf(expression.name);
    case 'not':
      return (2 - evaluateKconfig(expression.of, values)) as Tristate;
    case 'and': {
      const left = evaluateKconfig(expression.left, values);
      return left === 0 ? 0 : (Math.min(left, evaluateKconfig(expression.right, values)) as Tristate);
    }
    case 'or': {
      const left = evaluateKconfig(expression.left, values);
      return left === 2 ? 2 : (Math.max(left, evaluateKconfig(expression.right, values)) as Tristate);
    }
    default:
      return compare(expression.op, valueText(expression.left, values), valueText(expression.right, values)) ? 2 : 0;
  }
}

/** A name that is no symbol stands for itself (`NR_CPUS > 1`: the 1). */
function valueText({ text, quoted }: Operand, values: KconfigValues): string {
  if (quoted) return text;
  return values.textOf(text) ?? text;
}

function compare(op: '=' | '!=' | '<' | '<=' | '>' | '>=', left: string, right: string): boolean {
  const a = Number(left);
  const b = Number(right);
  const numeric = left !== '' && right !== '' && !Number.isNaN(a) && !Number.isNaN(b);
  if (op === '=') return numeric ? a === b : left === right;
  if (op === '!=') return numeric ? a !== b : left !== right;
  const order = numeric ? a - b : left < right ? -1 : left > right ? 1 : 0;
  if (op === '<') return order < 0;
  if (op === '<=') return order <= 0;
  return op === '>' ? order > 0 : order >= 0;
}
