/** Syntax taken apart: the expressions in an expression, the statements and expressions in a statement. */
import type { Expression, Statement } from '../syntax/ast';

/** Operands in source order; what stands in a statement expression is given by `statementsIn`. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'unary':
      return [expression.operand];
    case 'binary':
    case 'comma':
      return [expression.left, expression.right];
    case 'assign':
      return [expression.target, expression.value];
    case 'call':
      return [expression.callee, ...expression.args];
    case 'member':
      return [expression.object];
    case 'index':
      return [expression.object, expression.at];
    case 'conditional': {
      const { condition, whenTrue, whenFalse } = expression;
      return whenTrue === null ? [condition, whenFalse] : [condition, whenTrue, whenFalse];
    }
    case 'cast':
      return [expression.value];
    case 'initializer':
      return expression.items.map(({ value }) => value);
    default:
      return [];
  }
}

export interface Visitor {
  expression?(expression: Expression): void;
  statement?(statement: Statement): void;
}

/** Tells of a statement and all below it, inside of expressions too. */
export function visitStatement(statement: Statement, visitor: Visitor): void {
  visitor.statement?.(statement);
  const inner = (one: Statement): void => visitStatement(one, visitor);
  const expression = (one: Expression | null): void => {
    if (one !== null) visitExpression(one, visitor);
  };
  switch (statement.kind) {
    case 'block':
      statement.statements.forEach(inner);
      return;
    case 'declaration':
    case 'return':
      expression(statement.value);
      return;
    case 'expression':
      expression(statement.expression);
      return;
    case 'if':
      expression(statement.condition);
      inner(statement.then);
      if (statement.otherwise !== null) inner(statement.otherwise);
      return;
    case 'while':
    case 'do':
      expression(statement.condition);
      inner(statement.body);
      return;
    case 'for':
      statement.init.forEach(inner);
      expression(statement.condition);
      expression(statement.step);
      inner(statement.body);
      return;
    case 'each':
    case 'scope':
      statement.args.forEach(expression);
      inner(statement.body);
      return;
    case 'switch':
      expression(statement.value);
      inner(statement.body);
      return;
    case 'case':
      expression(statement.value);
      expression(statement.to);
      return;
    default:
      return;
  }
}

export function visitExpression(expression: Expression, visitor: Visitor): void {
  visitor.expression?.(expression);
  for (const operand of operandsOf(expression)) visitExpression(operand, visitor);
  if (expression.kind === 'statements') visitStatement(expression.body, visitor);
}

/** True where evaluating an expression writes something by itself, calls apart. */
export function assigns(expression: Expression): boolean {
  let isAssigning = false;
  visitExpression(expression, {
    expression: (one) => {
      if (one.kind === 'assign' || one.kind === 'statements') isAssigning = true;
      if (one.kind === 'unary' && (one.operator === '++' || one.operator === '--')) isAssigning = true;
    },
  });
  return isAssigning;
}

/** Names that a statement assigns to, steps, or takes the address of. */
export function writtenIn(statement: Statement): Set<string> {
  const names = new Set<string>();
  visitStatement(statement, {
    expression: (one) => {
      const target =
        one.kind === 'assign'
          ? one.target
          : one.kind === 'unary' && /^(?:\+\+|--|&)$/.test(one.operator)
            ? one.operand
            : null;
      if (target?.kind === 'name') names.add(target.name);
    },
  });
  return names;
}
