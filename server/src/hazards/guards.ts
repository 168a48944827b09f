/** `guard(spinlock)(&lock);`: a section from there to the end of the block, which no flow graph shows. */
import { visitStatement } from '../flow/walk';
import type { Block, CallExpression, Span } from '../syntax/ast';
import { guardKind, type SectionKind } from './atomicSections';

export interface Guarded {
  readonly kind: SectionKind;
  readonly guard: CallExpression;
  /** What stands behind it in its block. */
  readonly span: Span;
}

/** The stretches of a body that stand behind a guard under which nobody may sleep. */
export function guardedIn(body: Block): Guarded[] {
  const found: Guarded[] = [];
  visitStatement(body, {
    statement: (block) => {
      if (block.kind !== 'block') return;
      for (const one of block.statements) {
        if (one.kind !== 'expression' || one.expression.kind !== 'call') continue;
        const guard = one.expression;
        const kind = kindOf(guard);
        if (kind !== null) found.push({ kind, guard, span: { start: one.end, end: block.end } });
      }
    },
  });
  return found;
}

/** The macro that every class of guards is taken with (include/linux/cleanup.h, 6.4 on). */
const GUARD = 'guard';

function kindOf({ callee }: CallExpression): SectionKind | null {
  if (callee.kind !== 'call' || callee.callee.kind !== 'name' || callee.callee.name !== GUARD) return null;
  const [name] = callee.args;
  return name?.kind === 'name' ? guardKind(name.name) : null;
}
