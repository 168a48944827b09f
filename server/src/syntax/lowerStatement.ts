import type { Block, Declaration, Expression, Span, Statement } from './ast';
import { type BlockReader, lowerCommaList, lowerCondition, lowerExpression } from './lowerExpression';
import type { Lowering } from './lowering';
import { declaratorOf, specifierText } from './lowerType';
import { plainType } from './plainType';
import { type Mark, unknownAt } from './rewriting';

/** Reads a `compound_statement`. Labels and `case` stand before what they label, in the same list. */
export const lowerBlock: BlockReader = (lowering: Lowering, node: number): Block => {
  const statements: Statement[] = [];
  childrenInto(lowering, node, statements, null);
  return { kind: 'block', ...lowering.span(node), statements };
};

/** Reads the statements below a node, but for `left`. */
function childrenInto(lowering: Lowering, node: number, into: Statement[], left: number | null): void {
  const { next } = lowering.tree;
  const end = next[node]!;
  for (let child = node + 1; child < end; child = next[child]!) {
    if (child === left) continue;
    if (choiceAt(lowering, child)?.edge !== 'open') {
      lowerInto(lowering, child, into);
      continue;
    }
    const branches = [child];
    while (next[child]! < end && isFurther(choiceAt(lowering, next[child]!))) {
      child = next[child]!;
      branches.push(child);
    }
    choiceInto(lowering, branches, into);
  }
}

function choiceAt(lowering: Lowering, node: number): Extract<Mark, { readonly kind: 'choice' }> | null {
  if (lowering.type(node) !== 'compound_statement') return null;
  const mark = lowering.markAt(node);
  return mark?.kind === 'choice' ? mark : null;
}

function isFurther(mark: ReturnType<typeof choiceAt>): boolean {
  return mark?.edge === 'elif' || mark?.edge === 'else';
}

/** Branches of an `#if`: an `if` whose condition is not known. Where one declares what others use, the first is read alone. */
function choiceInto(lowering: Lowering, branches: readonly number[], into: Statement[]): void {
  const blocks = branches.map((branch) => lowerBlock(lowering, branch));
  if (blocks.some(({ statements }) => statements.some(({ kind }) => kind === 'declaration'))) {
    into.push(...blocks[0]!.statements);
    return;
  }
  let otherwise: Statement | null = null;
  for (let at = branches.length - 1; at >= 0; at--) {
    const mark = choiceAt(lowering, branches[at]!)!;
    const block = blocks[at]!;
    if (mark.condition === null) otherwise = block;
    else {
      const { start, end } = block;
      const condition: Expression = { kind: 'configured', start, end: mark.end, condition: mark.condition };
      otherwise = branching({ start, end }, condition, block, otherwise);
    }
  }
  if (otherwise !== null) into.push(otherwise);
}

/** Reads a statement's node to the end of a list: a declaration is as many as it declares, a label stands by itself. */
export function lowerInto(lowering: Lowering, node: number, into: Statement[]): void {
  const isRead = lowering.deeper(() => {
    statementInto(lowering, node, into);
    return true;
  });
  if (isRead === null) into.push(unknownAt(lowering.span(node)) as Statement);
}

/** A statement where exactly one stands. */
function lowerOne(lowering: Lowering, node: number | undefined, at: number): Statement {
  if (node === undefined) return { kind: 'unknown', ...lowering.span(at) };
  const list: Statement[] = [];
  lowerInto(lowering, node, list);
  return list.length === 1 ? list[0]! : { kind: 'block', ...lowering.span(node), statements: list };
}

function statementInto(lowering: Lowering, node: number, into: Statement[]): void {
  const { start, end } = lowering.span(node);
  const expression = (child: number): Expression => lowerExpression(lowering, child, lowerBlock);
  switch (lowering.type(node)) {
    case 'compound_statement':
      into.push(lowerBlock(lowering, node));
      return;
    case 'declaration':
      declarationInto(lowering, node, into);
      return;
    case 'expression_statement': {
      const [child] = lowering.children(node);
      into.push(
        child === undefined
          ? { kind: 'empty', start, end }
          : { kind: 'expression', start, end, expression: expression(child) },
      );
      return;
    }
    // `name;` is read by the grammar as a declaration that declares nothing.
    case 'type_identifier':
    case 'primitive_type':
    case 'macro_type_specifier':
      into.push({ kind: 'expression', start, end, expression: expression(node) });
      return;
    case 'if_statement':
      into.push(ifStatement(lowering, node));
      return;
    case 'while_statement':
      into.push(whileStatement(lowering, node));
      return;
    case 'do_statement': {
      const [body, condition] = lowering.children(node);
      const isMacro = condition !== undefined && lowering.markAt(condition) !== undefined;
      into.push({
        kind: 'do',
        start,
        end,
        body: lowerOne(lowering, body, node),
        condition: isMacro
          ? unknownAt(lowering.span(condition))
          : lowerCondition(lowering, condition, lowerBlock, node),
      });
      return;
    }
    case 'for_statement':
      into.push(forStatement(lowering, node));
      return;
    case 'switch_statement': {
      const [value, body] = lowering.children(node);
      into.push({
        kind: 'switch',
        start,
        end,
        value: lowerCondition(lowering, value, lowerBlock, node),
        body: lowerOne(lowering, body, node),
      });
      return;
    }
    case 'case_statement':
      caseInto(lowering, node, into);
      return;
    case 'labeled_statement': {
      const [label, statement] = lowering.children(node);
      if (label !== undefined) into.push({ kind: 'label', ...lowering.span(label), name: lowering.source(label) });
      if (statement !== undefined) lowerInto(lowering, statement, into);
      return;
    }
    case 'goto_statement': {
      const [label] = lowering.children(node);
      const isComputed = label === undefined || lowering.markAt(label)?.kind === 'computed';
      into.push({ kind: 'goto', start, end, name: isComputed ? null : lowering.source(label) });
      return;
    }
    case 'break_statement':
      into.push({ kind: 'break', start, end });
      return;
    case 'continue_statement':
      into.push({ kind: 'continue', start, end });
      return;
    case 'return_statement': {
      const [value] = lowering.children(node);
      into.push({ kind: 'return', start, end, value: value === undefined ? null : expression(value) });
      return;
    }
    case 'attributed_statement': {
      const statement = lowering.children(node).at(-1);
      if (statement !== undefined) lowerInto(lowering, statement, into);
      return;
    }
    // Types declared inside of a function declare no variable.
    case 'struct_specifier':
    case 'union_specifier':
    case 'enum_specifier':
    case 'sized_type_specifier':
    case 'type_definition':
    case 'comment':
    case 'case':
    case 'default':
      return;
    case 'ERROR':
      errorInto(lowering, node, into);
      return;
    default:
      if (lowering.tree.missing[node] === 1) lowering.problem(node);
      else if (/^[a-z]/.test(lowering.type(node))) into.push({ kind: 'unknown', start, end });
  }
}

/** What could not be read, then what was understood inside of it. */
function errorInto(lowering: Lowering, node: number, into: Statement[]): void {
  lowering.problem(node);
  into.push({ kind: 'unknown', ...lowering.span(node) });
  const { next } = lowering.tree;
  for (let child = node + 1; child < next[node]!; child = next[child]!) {
    const type = lowering.type(child);
    if (/_statement$|^declaration$/.test(type)) lowerInto(lowering, child, into);
    else if (/_expression$/.test(type)) {
      into.push({
        kind: 'expression',
        ...lowering.span(child),
        expression: lowerExpression(lowering, child, lowerBlock),
      });
    }
  }
}

function declarationInto(lowering: Lowering, node: number, into: Statement[]): void {
  const { fields, field, next } = lowering.tree;
  const span = lowering.span(node);
  let type = '';
  let isStatic = false;
  let count = 0;
  for (let child = node + 1; child < next[node]!; child = next[child]!) {
    if (!lowering.isReadable(child)) continue;
    if (lowering.type(child) === 'storage_class_specifier') isStatic ||= lowering.source(child) === 'static';
    const name = fields[field[child]!];
    if (name === 'type') type = specifierText(lowering, child);
    else if (name === 'declarator') {
      const declared = declarationOf(lowering, child, type, isStatic, span);
      if (declared !== null) into.push(declared);
      count++;
    }
  }
  if (count === 0) into.push({ kind: 'unknown', ...span });
}

function declarationOf(
  lowering: Lowering,
  node: number,
  type: string,
  isStatic: boolean,
  span: { start: number; end: number },
): Declaration | null {
  let declaratorNode: number | undefined = node;
  let value: Expression | null = null;
  if (lowering.type(node) === 'init_declarator') {
    declaratorNode = lowering.fieldChild(node, 'declarator');
    const valueNode = lowering.fieldChild(node, 'value');
    value = valueNode === undefined ? unknownAt(lowering.span(node)) : lowerExpression(lowering, valueNode, lowerBlock);
  }
  if (declaratorNode === undefined) return null;
  const { name, suffix } = declaratorOf(lowering, declaratorNode);
  // A prototype is no variable.
  if (name < 0 || suffix === '()') return null;
  return {
    kind: 'declaration',
    ...span,
    name: lowering.source(name),
    nameStart: lowering.start(name),
    type: plainType(suffix === '' ? type : `${type} ${suffix}`),
    isStatic,
    value,
  };
}

function ifStatement(lowering: Lowering, node: number): Statement {
  const { start, end } = lowering.span(node);
  const condition = lowering.fieldChild(node, 'condition');
  const mark = lowering.markAt(node);
  if (mark?.kind === 'each' || mark?.kind === 'scope') {
    // A macro whose name is too short for `while`.
    const args = condition === undefined ? [] : macroArguments(lowering, condition, mark.hasArgs);
    const body = lowerOne(lowering, lowering.fieldChild(node, 'consequence'), node);
    return { kind: mark.kind, start, end, macro: mark.macro, args, body };
  }
  const alternative = lowering.fieldChild(node, 'alternative');
  const [otherwise] = alternative === undefined ? [] : lowering.children(alternative);
  const tested: Expression =
    mark?.kind === 'test' && condition !== undefined
      ? {
          kind: 'call',
          start,
          end: lowering.end(condition),
          callee: { kind: 'name', start, end: start + mark.macro.length, name: mark.macro },
          args: macroArguments(lowering, condition, mark.hasArgs),
        }
      : lowerCondition(lowering, condition, lowerBlock, node);
  const then = lowerOne(lowering, lowering.fieldChild(node, 'consequence'), node);
  return branching(
    { start, end },
    tested,
    then,
    alternative === undefined ? null : lowerOne(lowering, otherwise, alternative),
  );
}

function branching(span: Span, condition: Expression, whenTrue: Statement, otherwise: Statement | null): Statement {
  // biome-ignore lint/suspicious/noThenProperty: a branch of an `if`; nobody awaits it.
  return { kind: 'if', ...span, condition, then: whenTrue, otherwise };
}

/** A loop, or a macro that stands before a block. */
function whileStatement(lowering: Lowering, node: number): Statement {
  const { start, end } = lowering.span(node);
  const [condition, body] = lowering.children(node);
  const mark = lowering.markAt(node);
  const inner = lowerOne(lowering, body, node);
  if (mark?.kind === 'each' || mark?.kind === 'scope') {
    const args = condition === undefined ? [] : macroArguments(lowering, condition, mark.hasArgs);
    return { kind: mark.kind, start, end, macro: mark.macro, args, body: inner };
  }
  return { kind: 'while', start, end, condition: lowerCondition(lowering, condition, lowerBlock, node), body: inner };
}

function macroArguments(lowering: Lowering, condition: number, hasArgs: boolean): Expression[] {
  if (!hasArgs) return [];
  return lowering.children(condition).flatMap((child) => lowerCommaList(lowering, child, lowerBlock));
}

function forStatement(lowering: Lowering, node: number): Statement {
  const { start, end } = lowering.span(node);
  const init: Statement[] = [];
  const initializer = lowering.fieldChild(node, 'initializer');
  if (initializer !== undefined) {
    if (lowering.type(initializer) === 'declaration') lowerInto(lowering, initializer, init);
    else
      init.push({
        kind: 'expression',
        ...lowering.span(initializer),
        expression: lowerExpression(lowering, initializer, lowerBlock),
      });
  }
  const part = (field: string): Expression | null => {
    const child = lowering.fieldChild(node, field);
    return child === undefined ? null : lowerExpression(lowering, child, lowerBlock);
  };
  return {
    kind: 'for',
    start,
    end,
    init,
    condition: part('condition'),
    step: part('update'),
    body: lowerOne(lowering, lowering.fieldChild(node, 'body'), node),
  };
}

function caseInto(lowering: Lowering, node: number, into: Statement[]): void {
  const valueNode = lowering.fieldChild(node, 'value');
  const start = lowering.start(node);
  const end = valueNode === undefined ? start + 'default'.length : lowering.end(valueNode);
  let value: Expression | null = valueNode === undefined ? null : lowerExpression(lowering, valueNode, lowerBlock);
  let to: Expression | null = null;
  if (valueNode !== undefined && value?.kind === 'binary' && isRange(lowering, valueNode)) {
    to = value.right;
    value = value.left;
  }
  into.push({ kind: 'case', start, end, value, to });
  childrenInto(lowering, node, into, valueNode ?? null);
}

/** The operator of `1 ... 3` was rewritten to one that C has. */
function isRange(lowering: Lowering, node: number): boolean {
  const operator = lowering.children(node)[1];
  return operator !== undefined && lowering.markAt(operator)?.kind === 'range';
}
