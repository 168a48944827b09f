/** Whether a function that is handed a mask goes by it as it is called, or keeps it for later, or leaves the caller's lock first. */
import { answersPer } from '../flow/answersPer';
import { visitExpression, visitStatement } from '../flow/walk';
import type { DefId } from '../index/kernelIndex';
import type { Expression, Statement } from '../syntax/ast';
import type { CodeReader } from '../syntax/codeReader';
import type { SectionKind } from './atomicSections';
import { effectOn, locksOf } from './lockEffects';

/** Deeper than this a mask is taken to be used. */
const MAX_DEPTH = 6;

const uses = answersPer<string, boolean>({ answer: false });

export interface MaskUseOptions {
  /** Kinds of sections that the caller is in: a function that leaves one of them uses its mask outside, as __xa_store() does. */
  readonly inside?: ReadonlySet<SectionKind>;
  readonly depth?: number;
  /** A function that tests its mask, and hands it on to nobody, does not use it: it chooses by it, as kmalloc_type() does. */
  readonly mustHandOn?: boolean;
}

/**
 * True where argument number `at` of every one of these is tested, or handed on to somebody who uses it: `kmalloc(n, gfp)`, but not
 * `mapping_set_gfp_mask(mapping, gfp)`. What cannot be read is taken to use it; what nothing defines is not.
 */
export function usesMask(
  code: CodeReader,
  defs: readonly DefId[],
  at: number,
  { inside = new Set(), depth = 0, mustHandOn = false }: MaskUseOptions = {},
): boolean {
  if (defs.length === 0) return false;
  if (depth >= MAX_DEPTH) return true;
  const options = { inside, depth, mustHandOn };
  return defs.every((def) =>
    uses(code, `${def} #${at} ${depth} ${mustHandOn} ${[...inside].join()}`, () => usesIn(code, def, at, options)),
  );
}

function usesIn(code: CodeReader, def: DefId, at: number, options: Required<MaskUseOptions>): boolean {
  const leaves = options.inside.size === 0 ? null : effectOn(code, def).leaves;
  if (leaves !== null && [...options.inside].some((kind) => leaves.has(kind))) return false;
  if (code.index.defKind(def) === 'macro') return macroUses(code, def, at, options);
  const syntax = code.functionSyntax(def);
  if (syntax === null) return true;
  const parameter = syntax.parameters[at];
  if (parameter === undefined) return syntax.isVariadic;
  return isUsed(code, def, parameter.name, options, (visitor) => visitStatement(syntax.body, visitor));
}

function macroUses(code: CodeReader, def: DefId, at: number, options: Required<MaskUseOptions>): boolean {
  const macro = code.macroSyntax(def);
  if (macro === null) return true;
  const { body, parameters } = macro;
  if (parameters === null && body.kind === 'expression' && body.expression.kind === 'name') {
    const target = code.names.definitions(body.expression.name, code.index.defFile(def));
    return usesMask(code, target, at, { ...options, depth: options.depth + 1 });
  }
  const name = parameters?.[at];
  // Of the rest nobody says where it goes.
  if (name === undefined) return true;
  if (body.kind === 'expression')
    return isUsed(code, def, name, options, (visitor) => visitExpression(body.expression, visitor));
  if (body.kind === 'statements')
    return isUsed(code, def, name, options, (visitor) => visitStatement(body.block, visitor));
  return body.kind === 'other';
}

interface Visitor {
  expression(expression: Expression): void;
  statement(statement: Statement): void;
}

function isUsed(
  code: CodeReader,
  def: DefId,
  name: string,
  { inside, depth, mustHandOn }: Required<MaskUseOptions>,
  visit: (visitor: Visitor) => void,
): boolean {
  // A section that was begun here is the one that a function in it leaves.
  const around = ({ start }: Expression): ReadonlySet<SectionKind> => {
    const own = inside.size === 0 ? undefined : locksOf(code, def)?.at.get(start)?.values();
    const begun = new Set([...(own ?? [])].map(({ kind }) => kind));
    return new Set([...inside].filter((kind) => !begun.has(kind)));
  };
  const file = code.index.defFile(def);
  let is = false;
  visit({
    statement: (one) => {
      // A copy of the mask goes its own way.
      if (one.kind === 'declaration' && one.value !== null && names(one.value, name)) is = true;
    },
    expression: (one) => {
      if (is) return;
      const isTest = one.kind === 'binary' && one.operator === '&' && (names(one.left, name) || names(one.right, name));
      if (isTest && !mustHandOn) is = true;
      if (one.kind !== 'call') return;
      one.args.forEach((arg, place) => {
        if (is || !names(arg, name)) return;
        is =
          one.callee.kind !== 'name' ||
          usesMask(code, code.names.definitions(one.callee.name, file), place, {
            inside: around(one),
            depth: depth + 1,
          });
      });
    },
  });
  return is;
}

function names(expression: Expression, name: string): boolean {
  let is = false;
  visitExpression(expression, {
    expression: (one) => {
      if (one.kind === 'name' && one.name === name) is = true;
    },
  });
  return is;
}
