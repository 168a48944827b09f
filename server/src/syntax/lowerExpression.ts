import type { AssignExpression, BinaryExpression, Block, Expression, UnaryExpression } from './ast';
import { characterValue, integerValue } from './constants';
import type { Lowering } from './lowering';
import { castType, typeText } from './lowerType';
import type { Mark } from './rewriting';
import { unknownAt } from './rewriting';

/** Reads the block of a statement expression. It comes from outside so that the files of this folder form no circle. */
export type BlockReader = (lowering: Lowering, node: number) => Block;

/** Reads an expression's node. What has no meaning here is `unknown`, and its operands are not looked into. */
export function lowerExpression(lowering: Lowering, node: number, blocks: BlockReader): Expression {
  return lowering.deeper(() => expressionOf(lowering, node, blocks)) ?? unknownAt(lowering.span(node));
}

/** `a, b, c` as a list; one expression is a list of one. */
export function lowerCommaList(lowering: Lowering, node: number, blocks: BlockReader): Expression[] {
  const list: Expression[] = [];
  let rest: number | undefined = node;
  while (rest !== undefined && lowering.type(rest) === 'comma_expression') {
    const [left, right]: (number | undefined)[] = lowering.children(rest);
    if (left !== undefined) list.push(lowerExpression(lowering, left, blocks));
    rest = right;
  }
  if (rest !== undefined) list.push(lowerExpression(lowering, rest, blocks));
  return list;
}

/** The expression between the brackets of a condition. */
export function lowerCondition(
  lowering: Lowering,
  node: number | undefined,
  blocks: BlockReader,
  at: number,
): Expression {
  return node === undefined ? unknownAt(lowering.span(at)) : lowerExpression(lowering, node, blocks);
}

function expressionOf(lowering: Lowering, node: number, blocks: BlockReader): Expression {
  const { start, end } = lowering.span(node);
  const operand = (child: number | undefined): Expression =>
    child === undefined ? { kind: 'unknown', start: end, end } : lowerExpression(lowering, child, blocks);
  switch (lowering.type(node)) {
    case 'identifier':
    case 'type_identifier':
    case 'field_identifier':
    case 'primitive_type': {
      const mark = lowering.markAt(node);
      if (mark !== undefined) return marked(mark, start);
      return { kind: 'name', start, end, name: lowering.source(node) };
    }
    case 'null':
      return { kind: 'name', start, end, name: lowering.source(node) };
    case 'true':
      return { kind: 'number', start, end, value: 1n };
    case 'false':
      return { kind: 'number', start, end, value: 0n };
    case 'number_literal':
      return { kind: 'number', start, end, value: integerValue(lowering.source(node)) };
    case 'char_literal':
      return { kind: 'number', start, end, value: characterValue(lowering.source(node)) };
    case 'string_literal':
    case 'concatenated_string':
      return { kind: 'string', start, end };
    case 'parenthesized_expression': {
      const [inner] = lowering.children(node);
      if (inner === undefined) return { kind: 'unknown', start, end };
      if (lowering.type(inner) === 'compound_statement') {
        return { kind: 'statements', start, end, body: blocks(lowering, inner) };
      }
      return lowerExpression(lowering, inner, blocks);
    }
    case 'compound_statement':
      return { kind: 'statements', start, end, body: blocks(lowering, node) };
    case 'extension_expression':
      return operand(lowering.children(node)[0]);
    case 'comma_expression': {
      const [left, right] = lowering.children(node);
      return { kind: 'comma', start, end, left: operand(left), right: operand(right) };
    }
    case 'unary_expression':
    case 'pointer_expression':
    case 'update_expression':
      return unary(lowering, node, operand);
    case 'binary_expression': {
      const [left, operator, right] = lowering.children(node);
      if (operator === undefined) return { kind: 'unknown', start, end };
      const spelled = lowering.type(operator) as BinaryExpression['operator'];
      const cast = left === undefined ? null : markedCast(lowering, left);
      if (cast !== null && isUnary(spelled)) {
        const value: Expression = {
          kind: 'unary',
          start: lowering.start(operator),
          end,
          operator: spelled,
          postfix: false,
          operand: operand(right),
        };
        return { kind: 'cast', start, end, type: cast, value };
      }
      return { kind: 'binary', start, end, operator: spelled, left: operand(left), right: operand(right) };
    }
    case 'assignment_expression': {
      const [target, operator, value] = lowering.children(node);
      if (operator === undefined) return { kind: 'unknown', start, end };
      const spelled = lowering.type(operator);
      const shortened = (spelled === '=' ? '=' : spelled.slice(0, -1)) as AssignExpression['operator'];
      return { kind: 'assign', start, end, operator: shortened, target: operand(target), value: operand(value) };
    }
    case 'call_expression': {
      const [callee, list] = lowering.children(node);
      const args = list === undefined ? [] : argumentsOf(lowering, list, operand);
      const cast = callee === undefined ? null : markedCast(lowering, callee);
      if (cast !== null && args.length > 0) {
        const value = args.reduce((left, right) => ({ kind: 'comma', start: left.start, end: right.end, left, right }));
        return { kind: 'cast', start, end, type: cast, value };
      }
      return { kind: 'call', start, end, callee: operand(callee), args };
    }
    case 'field_expression': {
      const [object, operator, field] = lowering.children(node);
      if (operator === undefined || field === undefined) return { kind: 'unknown', start, end };
      const arrow = lowering.type(operator) === '->';
      return { kind: 'member', start, end, object: operand(object), field: lowering.source(field), arrow };
    }
    case 'subscript_expression': {
      const [object, at] = lowering.children(node);
      return { kind: 'index', start, end, object: operand(object), at: operand(at) };
    }
    case 'conditional_expression': {
      const whenTrue = lowering.fieldChild(node, 'consequence');
      return {
        kind: 'conditional',
        start,
        end,
        condition: operand(lowering.fieldChild(node, 'condition')),
        whenTrue: whenTrue === undefined ? null : operand(whenTrue),
        whenFalse: operand(lowering.fieldChild(node, 'alternative')),
      };
    }
    case 'cast_expression': {
      const [type, value] = lowering.children(node);
      if (type === undefined) return { kind: 'unknown', start, end };
      return { kind: 'cast', start, end, type: castType(lowering, type), value: operand(value) };
    }
    case 'compound_literal_expression': {
      const [type, list] = lowering.children(node);
      if (type === undefined || list === undefined) return { kind: 'unknown', start, end };
      const value = lowerExpression(lowering, list, blocks);
      return value.kind === 'initializer' ? { ...value, start, end, type: castType(lowering, type) } : value;
    }
    case 'initializer_list':
      return {
        kind: 'initializer',
        start,
        end,
        type: null,
        items: lowering.children(node).map((item) => initializerItem(lowering, item, blocks)),
      };
    case 'sizeof_expression':
    case 'alignof_expression':
    case 'offsetof_expression':
      return { kind: 'sizeof', start, end };
    case 'type_descriptor':
    case 'sized_type_specifier':
    case 'struct_specifier':
    case 'union_specifier':
    case 'enum_specifier':
    case 'macro_type_specifier':
      return { kind: 'type', start, end, text: typeText(lowering, node) };
    default:
      // gnu_asm_expression, generic_expression, and whatever a broken text left here.
      return { kind: 'unknown', start, end };
  }
}

/** Arguments in their places: what could not be read is `unknown`. */
function argumentsOf(lowering: Lowering, list: number, operand: (child: number) => Expression): Expression[] {
  const { next } = lowering.tree;
  const found: Expression[] = [];
  for (let child = list + 1; child < next[list]!; child = next[child]!) {
    if (lowering.isReadable(child)) found.push(operand(child));
    else if (lowering.type(child) === 'ERROR') found.push(unknownAt(lowering.span(child)));
  }
  return found;
}

/** `(u8)` before a bracket or a sign, which the grammar took for a value; null for anything else. */
function markedCast(lowering: Lowering, node: number): string | null {
  if (lowering.type(node) !== 'parenthesized_expression') return null;
  const [inner] = lowering.children(node);
  const mark = inner === undefined ? undefined : lowering.markAt(inner);
  return mark?.kind === 'cast' ? mark.text : null;
}

function isUnary(operator: string): operator is '&' | '*' | '-' | '+' {
  return operator === '&' || operator === '*' || operator === '-' || operator === '+';
}

/** What stands at a place where the dialect wrote an identifier of its own. */
function marked(mark: Mark, start: number): Expression {
  const { end } = mark;
  switch (mark.kind) {
    case 'type':
      return { kind: 'type', start, end, text: mark.text };
    case 'sizeof':
      return { kind: 'sizeof', start, end };
    case 'name':
    case 'cast':
      return { kind: 'name', start, end, name: mark.kind === 'name' ? mark.name : mark.text };
    default:
      return { kind: 'unknown', start, end };
  }
}

function unary(lowering: Lowering, node: number, operand: (child: number | undefined) => Expression): Expression {
  const { start, end } = lowering.span(node);
  const [first, second] = lowering.children(node);
  if (first === undefined || second === undefined) return { kind: 'unknown', start, end };
  const postfix = lowering.type(second) === '++' || lowering.type(second) === '--';
  const operator = lowering.type(postfix ? second : first) as UnaryExpression['operator'];
  return { kind: 'unary', start, end, operator, postfix, operand: operand(postfix ? first : second) };
}

function initializerItem(
  lowering: Lowering,
  node: number,
  blocks: BlockReader,
): { fields: readonly string[] | null; value: Expression } {
  if (lowering.type(node) !== 'initializer_pair')
    return { fields: null, value: lowerExpression(lowering, node, blocks) };
  const valueNode = lowering.fieldChild(node, 'value');
  const value: Expression =
    valueNode === undefined ? unknownAt(lowering.span(node)) : lowerExpression(lowering, valueNode, blocks);
  const fields: string[] = [];
  for (const child of lowering.children(node)) {
    if (child === valueNode) continue;
    switch (lowering.type(child)) {
      case 'field_designator':
        fields.push(
          ...lowering
            .children(child)
            .map((name) => lowering.source(name))
            .filter((name) => name !== '.'),
        );
        break;
      case 'field_identifier':
        fields.push(lowering.source(child));
        break;
      case 'subscript_designator':
      case 'subscript_range_designator':
        return { fields: null, value };
    }
  }
  return { fields: fields.length === 0 ? null : fields, value };
}
