/** Macros that give their argument's truth as it is: `likely(x)`, `unlikely(x)`. Learned from their bodies. */
import type { CallExpression, Expression } from '../syntax/ast';
import type { Frame } from './frame';

/** The argument that decides what `call` gives, or null where the call is no such macro. */
export function transparentOperand(call: CallExpression, frame: Frame): Expression | null {
  const { callee, args } = call;
  if (callee.kind !== 'name' || args.length === 0) return null;
  if (callee.name === '__builtin_expect') return args[0]!;
  if (args.length !== 1 || frame.macro?.args.has(callee.name)) return null;
  const { code } = frame.engine;
  for (const def of code.names.definitions(callee.name, frame.file)) {
    if (code.index.defKind(def) !== 'macro') return null;
    const macro = code.macroSyntax(def);
    const [parameter] = macro?.parameters ?? [];
    if (macro?.body.kind !== 'expression' || parameter === undefined) continue;
    if (isParameter(macro.body.expression, parameter)) return args[0]!;
  }
  return null;
}

/** `x`, `!!(x)`, `__builtin_expect(!!(x), 0)` */
function isParameter(body: Expression, parameter: string): boolean {
  switch (body.kind) {
    case 'name':
      return body.name === parameter;
    case 'unary':
      return (
        body.operator === '!' &&
        body.operand.kind === 'unary' &&
        body.operand.operator === '!' &&
        isParameter(body.operand.operand, parameter)
      );
    case 'call':
      return (
        body.callee.kind === 'name' &&
        body.callee.name === '__builtin_expect' &&
        body.args.length === 2 &&
        isParameter(body.args[0]!, parameter)
      );
    default:
      return false;
  }
}
