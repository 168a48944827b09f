/**
 * Macros that give one argument's truth as it is: `likely(x)`, `WARN_ON(x)`, `WARN_ONCE(x, "...")`. Learned from their bodies: what they
 * do beside (a warning) is no business of masks.
 */
import type { DefId } from '../index/kernelIndex';
import type { Block, CallExpression, Expression } from '../syntax/ast';
import { answersPer } from './answersPer';
import type { Frame } from './frame';
import { writtenIn } from './walk';

/** Macros in macros that are looked into. */
const MAX_DEPTH = 6;

/** The argument that decides what `call` gives, or null where the call is no such macro. */
export function transparentOperand(call: CallExpression, frame: Frame): Expression | null {
  const { callee, args } = call;
  if (callee.kind !== 'name' || args.length === 0 || frame.macro?.args.has(callee.name)) return null;
  const at = decidingArgument(callee.name, frame, 0);
  return at === null ? null : (args[at] ?? null);
}

const known = answersPer<DefId, number | null>({ answer: null });

/** Position of the argument that a macro's truth is; null where it is none such. */
function decidingArgument(name: string, frame: Frame, depth: number): number | null {
  if (name === '__builtin_expect') return 0;
  if (depth > MAX_DEPTH || frame.types.has(name)) return null;
  const { code } = frame.engine;
  for (const def of code.names.definitions(name, frame.file)) {
    if (code.index.defKind(def) !== 'macro') return null;
    const at = known(code, def, () => readMacro(def, frame, depth));
    if (at !== null) return at;
  }
  return null;
}

function readMacro(def: DefId, frame: Frame, depth: number): number | null {
  const macro = frame.engine.code.macroSyntax(def);
  if (macro?.body.kind !== 'expression' || macro.parameters === null) return null;
  const name = decidedBy(macro.body.expression, frame, depth);
  const at = name === null ? -1 : macro.parameters.indexOf(name);
  return at < 0 ? null : at;
}

/** The name whose truth an expression is: `x`, `!!(x)`, `unlikely(x)`, `({ int ret = !!(x); if (ret) warn(); unlikely(ret); })`. */
function decidedBy(body: Expression, frame: Frame, depth: number): string | null {
  switch (body.kind) {
    case 'name':
      return body.name;
    case 'unary':
      return body.operator === '!' && body.operand.kind === 'unary' && body.operand.operator === '!'
        ? decidedBy(body.operand.operand, frame, depth)
        : null;
    case 'call': {
      const at = body.callee.kind === 'name' ? decidingArgument(body.callee.name, frame, depth + 1) : null;
      const arg = at === null ? undefined : body.args[at];
      return arg === undefined ? null : decidedBy(arg, frame, depth);
    }
    case 'statements':
      return decidedByLast(body.body, frame, depth);
    default:
      return null;
  }
}

function decidedByLast(block: Block, frame: Frame, depth: number): string | null {
  const last = block.statements.at(-1);
  const local = last?.kind === 'expression' ? decidedBy(last.expression, frame, depth) : null;
  const [declared, ...others] = block.statements.filter((one) => one.kind === 'declaration' && one.name === local);
  if (declared?.kind !== 'declaration' || declared.value === null || others.length > 0) return null;
  return writtenIn(block).has(local!) ? null : decidedBy(declared.value, frame, depth);
}
