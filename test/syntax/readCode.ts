/** C of a test as syntax, and syntax as text that fits on a line. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Expression, FunctionSyntax, MacroSyntax, Statement } from '../../server/src/syntax/ast';
import type { DialectNames } from '../../server/src/syntax/dialectTokens';
import { looksLikeType } from '../../server/src/syntax/dialectWords';
import type { ConditionJudge } from '../../server/src/syntax/directives';
import { MacroShapes, type MacroText } from '../../server/src/syntax/macroShapes';
import { CParser } from '../../server/src/syntax/parser';
import { readFunction } from '../../server/src/syntax/readFunction';
import { macroText, readExpression, readMacro } from '../../server/src/syntax/readMacro';

const runtime = require.resolve('web-tree-sitter/web-tree-sitter.wasm');

/** Bytes of the grammar that the product ships. */
export function grammarBytes(): Uint8Array {
  return readFileSync(join(dirname(require.resolve('tree-sitter-c/package.json')), 'tree-sitter-c.wasm'));
}

let loaded: Promise<CParser> | null = null;

/** The one parser of all tests. */
export function testParser(): Promise<CParser> {
  loaded ??= CParser.load({ runtime, grammar: grammarBytes() });
  return loaded;
}

export interface CodeOptions {
  /** `#define`s that the tree has; undefined: names are not known. */
  readonly macros?: string | undefined;
  readonly isOff?: ConditionJudge | undefined;
}

/** Names as a tree with these macros knows them. */
export function namesOf(macros: string | undefined): DialectNames {
  const shapes = new MacroShapes((name): readonly MacroText[] | null => {
    const found = macros === undefined ? null : macroText(macros, 0, macros.length, name);
    return found === null ? null : [found];
  });
  return { shapeOf: (name) => shapes.shapeOf(name), isType: (name) => looksLikeType(name) };
}

/** Reads the function `f` of a text. */
export async function functionOf(text: string, options: CodeOptions = {}): Promise<FunctionSyntax> {
  const parser = await testParser();
  const names = namesOf(options.macros);
  const syntax = readFunction(text, 0, text.length, 'f', { parser, names, isOff: options.isOff ?? (() => null) });
  if (syntax === null) throw new Error(`no function f in\n${text}`);
  return syntax;
}

/** Reads the first macro of a text, which defines `name`. */
export async function macroOf(text: string, name: string, options: CodeOptions = {}): Promise<MacroSyntax> {
  const parser = await testParser();
  const source = macroText(text, 0, text.length, name);
  const names = namesOf(options.macros);
  const syntax =
    source === null
      ? null
      : readMacro(name, source.from - name.length, source, { parser, names, isOff: options.isOff ?? (() => null) });
  if (syntax === null) throw new Error(`no macro ${name} in\n${text}`);
  return syntax;
}

/** Reads an expression. */
export async function expressionOf(text: string, options: CodeOptions = {}): Promise<Expression | null> {
  const parser = await testParser();
  return readExpression(text, { parser, names: namesOf(options.macros), isOff: options.isOff ?? (() => null) });
}

/** The statements of a body as lines; problems, if any, as a last line. */
export async function bodyOf(body: string, options: CodeOptions = {}): Promise<string[]> {
  const syntax = await functionOf(`void f(void)\n{\n${body}\n}\n`, options);
  const lines = syntax.body.statements.map(showStatement);
  return syntax.problems.length === 0 ? lines : [...lines, `problems: ${syntax.problems.length}`];
}

/** An expression with all of its brackets. */
export function show(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'number':
      return String(expression.value);
    case 'string':
      return 'string';
    case 'unary':
      return expression.postfix
        ? `(${show(expression.operand)}${expression.operator})`
        : `(${expression.operator}${show(expression.operand)})`;
    case 'binary':
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case 'assign':
      return `(${show(expression.target)} ${expression.operator === '=' ? '=' : `${expression.operator}=`} ${show(expression.value)})`;
    case 'call':
      return `${show(expression.callee)}(${expression.args.map(show).join(', ')})`;
    case 'member':
      return `${show(expression.object)}${expression.arrow ? '->' : '.'}${expression.field}`;
    case 'index':
      return `${show(expression.object)}[${show(expression.at)}]`;
    case 'conditional':
      return `(${show(expression.condition)} ? ${expression.whenTrue === null ? '' : show(expression.whenTrue)} : ${show(expression.whenFalse)})`;
    case 'cast':
      return `<${expression.type}>${show(expression.value)}`;
    case 'comma':
      return `(${show(expression.left)}, ${show(expression.right)})`;
    case 'initializer': {
      const items = expression.items.map(({ fields, value }) =>
        fields === null ? show(value) : `.${fields.join('.')}=${show(value)}`,
      );
      return `${expression.type === null ? '' : `<${expression.type}>`}{${items.join(', ')}}`;
    }
    case 'sizeof':
      return 'sizeof';
    case 'statements':
      return `({${expression.body.statements.map(showStatement).join(' ')}})`;
    case 'type':
      return `type[${expression.text}]`;
    case 'configured':
      return `#${expression.condition}`;
    case 'unknown':
      return '?';
  }
}

/** A statement on one line. */
export function showStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'block':
      return `{${statement.statements.map(showStatement).join(' ')}}`;
    case 'declaration':
      return `${statement.isStatic ? 'static ' : ''}[${statement.type}] ${statement.name}${statement.value === null ? '' : ` = ${show(statement.value)}`};`;
    case 'expression':
      return `${show(statement.expression)};`;
    case 'if':
      return `if ${show(statement.condition)} ${showStatement(statement.then)}${statement.otherwise === null ? '' : ` else ${showStatement(statement.otherwise)}`}`;
    case 'while':
      return `while ${statement.condition === null ? '?' : show(statement.condition)} ${showStatement(statement.body)}`;
    case 'do':
      return `do ${showStatement(statement.body)} while ${show(statement.condition)};`;
    case 'for': {
      const init = statement.init.map(showStatement).join(' ');
      const part = (one: Expression | null): string => (one === null ? '' : show(one));
      return `for (${init} | ${part(statement.condition)} | ${part(statement.step)}) ${showStatement(statement.body)}`;
    }
    case 'each':
    case 'scope':
      return `${statement.kind} ${statement.macro}(${statement.args.map(show).join(', ')}) ${showStatement(statement.body)}`;
    case 'switch':
      return `switch ${show(statement.value)} ${showStatement(statement.body)}`;
    case 'case':
      return statement.value === null
        ? 'default:'
        : `case ${show(statement.value)}${statement.to === null ? '' : ` ... ${show(statement.to)}`}:`;
    case 'label':
      return `${statement.name}:`;
    case 'goto':
      return `goto ${statement.name ?? '?'};`;
    case 'return':
      return statement.value === null ? 'return;' : `return ${show(statement.value)};`;
    case 'break':
    case 'continue':
      return `${statement.kind};`;
    case 'empty':
      return ';';
    case 'unknown':
      return '?;';
  }
}
