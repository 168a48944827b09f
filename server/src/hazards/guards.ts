/**
 * `guard(spinlock)(&lock);` holds to the end of its block, `scoped_guard(spinlock, &lock)` to that of its body: sections by their place in
 * the text, since every jump out of them ends them.
 */
import { visitStatement } from '../flow/walk';
import type { Block, CallExpression, Span } from '../syntax/ast';
import { guardKind, type SectionKind } from './atomicSections';

export interface Guarded {
  readonly kind: SectionKind;
  /** Where it is taken. */
  readonly guard: Span;
  /** What stands under it. */
  readonly span: Span;
}

/** The stretches of a body that stand under a guard in which nobody may sleep. */
export function guardedIn(body: Block): Guarded[] {
  const found: Guarded[] = [];
  visitStatement(body, {
    statement: (statement) => {
      if (statement.kind === 'scope') {
        const [name] = statement.args;
        const kind = name?.kind === 'name' ? guardKind(name.name) : null;
        const guard = { start: statement.start, end: statement.body.start };
        if (kind !== null) found.push({ kind, guard, span: statement.body });
      }
      if (statement.kind !== 'block') return;
      for (const one of statement.statements) {
        if (one.kind !== 'expression' || one.expression.kind !== 'call') continue;
        const kind = kindOf(one.expression);
        if (kind !== null) found.push({ kind, guard: one.expression, span: { start: one.end, end: statement.end } });
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
