/** What the scopes that a task is in leave of a mask: memalloc_nofs_save() and its kin. */
import { Environment } from '../flow/environment';
import { type Engine, OutOfBudget } from '../flow/frame';
import { fileFrame } from '../flow/outerFrame';
import { TASK_FLAGS } from '../flow/taskScope';
import type { Value } from '../flow/value';
import type { KnownBits } from '../gfp/maskValue';
import type { DefId } from '../index/kernelIndex';

/** The function that the allocator asks, newest first: include/linux/sched/mm.h since 4.12; include/linux/sched.h of 3.9 to 4.11. */
const ASKED = ['current_gfp_context', 'memalloc_noio_flags'];
const STEPS = 5000;

/** Known bits of what is left of `mask` in the scopes of `task`; null where this kernel has none, or it cannot be told. */
export function leftByScopes(engine: Engine, mask: bigint, task: Value): KnownBits | null {
  const [def] = ASKED.flatMap((name) => definitionsOf(engine, name));
  if (def === undefined) return null;
  const { index } = engine.code;
  const place = { start: 0, end: 0 };
  const call = {
    ...place,
    kind: 'call' as const,
    callee: { ...place, kind: 'name' as const, name: index.defName(def) },
    args: [{ ...place, kind: 'number' as const, value: mask }],
  };
  const env = Environment.empty();
  env.set(TASK_FLAGS, task);
  engine.budget.left = STEPS;
  try {
    return engine.call(call, env, { ...fileFrame(engine, index.defFile(def)), constants: true }).now;
  } catch (error) {
    if (error instanceof OutOfBudget) return null;
    throw error;
  }
}

function definitionsOf({ code: { index } }: Engine, name: string): DefId[] {
  const id = index.nameId(name);
  return id === undefined ? [] : index.defsOfName(id).filter((def) => index.defKind(def) === 'function');
}
