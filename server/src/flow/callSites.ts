/** Where a function is called with a mask, through the macros that stand before it. */
import type { CallId, DefId } from '../index/kernelIndex';
import type { CallExpression, MacroSyntax, Span } from '../syntax/ast';
import type { CodeReader } from '../syntax/codeReader';
import { bareType, isPointer } from './types';

/** A call that a person wrote, in a function. */
export interface CallSite {
  readonly call: CallId;
  readonly caller: DefId;
  /** Which argument is the mask there, from 0; null where a macro does not hand one of its arguments on as it is. */
  readonly argument: number | null;
}

/** A macro of a macro of a macro (`kmalloc` of 6.12 is two deep). */
const MOST_MACROS = 4;
/** The typedef for masks (include/linux/types.h). */
const MASK_TYPE = 'gfp_t';

/** Position of the first parameter that is a gfp mask; null where the function has none, or cannot be read. */
export function maskParameterOf(code: CodeReader, def: DefId): number | null {
  const at = code
    .functionSyntax(def)
    ?.parameters.findIndex(({ type }) => !isPointer(type) && bareType(type) === MASK_TYPE);
  return at === undefined || at < 0 ? null : at;
}

/** Every call of `def` that is written in a function, in the order of the index. */
export function callSitesOf(code: CodeReader, def: DefId, argument: number | null): CallSite[] {
  const { index } = code;
  const sites: CallSite[] = [];
  const seen = new Set<DefId>([def]);
  const collect = (target: DefId, position: number | null, depth: number): void => {
    const calls = index.callsTo(target);
    for (let i = 0; i < calls.length; i++) {
      const call = calls[i]!;
      // Handed over to be called later: with what, nobody knows here.
      if (index.callKind(call) === 'callback') continue;
      const caller = index.callCaller(call);
      if (index.defKind(caller) === 'function') {
        sites.push({ call, caller, argument: position });
        continue;
      }
      if (depth >= MOST_MACROS || seen.has(caller)) continue;
      seen.add(caller);
      collect(caller, handedOnBy(code, caller, index.defName(target), position), depth + 1);
    }
  };
  collect(def, argument, 0);
  return sites;
}

/** Which argument of a macro becomes argument `position` of the function that its body calls; null where none does, as it is. */
function handedOnBy(code: CodeReader, macro: DefId, callee: string, position: number | null): number | null {
  const syntax = position === null ? null : code.macroSyntax(macro);
  if (syntax === null || position === null) return null;
  const { body, parameters } = syntax;
  if (parameters === null) return body.kind === 'expression' && nameOf(body.expression) === callee ? position : null;
  const call = callIn(syntax, callee);
  if (call === null) return null;
  for (const [i, arg] of call.args.entries()) {
    const name = nameOf(arg);
    if (name === '__VA_ARGS__' && i <= position && syntax.isVariadic) return position - i + parameters.length;
    if (i === position) return name !== null && parameters.includes(name) ? parameters.indexOf(name) : null;
  }
  return null;
}

function nameOf(expression: { readonly kind: string }): string | null {
  return expression.kind === 'name' ? (expression as { readonly kind: 'name'; readonly name: string }).name : null;
}

/** The call of a name anywhere in a macro's body. */
function callIn({ body }: MacroSyntax, callee: string): CallExpression | null {
  const waiting: unknown[] = [body];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (Array.isArray(next)) waiting.push(...next);
    else if (typeof next === 'object' && next !== null) {
      const node = next as Span & { readonly kind?: string };
      if (node.kind === 'call' && nameOf((node as CallExpression).callee) === callee) return node as CallExpression;
      waiting.push(...Object.values(node));
    }
  }
  return null;
}
