/** What the outcome of a helper tells of the mask that it was asked about: what would have made it come out otherwise is ruled out. */
import { ofBits } from '../gfp/maskValue';
import type { Expression } from '../syntax/ast';
import { isExposed } from './aliases';
import type { Environment } from './environment';
import { firstValue } from './firstValue';
import type { Frame } from './frame';
import { pathOf } from './paths';
import { narrowPath } from './refine';
import { truthOf } from './value';
import { assigns, visitExpression } from './walk';

/** Tests of more flags than this are not tried one by one. */
const MOST_FLAGS = 8;

/** The variable of a condition whose flags may be tried: a call is asked about it, and it is the only mask there; null for none. */
export function triedMask(condition: Expression, env: Environment, frame: Frame): string | null {
  if (assigns(condition)) return null;
  const masks = new Set<string>();
  let hasCall = false;
  visitExpression(condition, {
    expression: (one) => {
      if (one.kind === 'call') hasCall = true;
      if (one.kind !== 'name') return;
      const path = pathOf(one, env, frame);
      if (path !== null && valueAt(path, env, frame)?.isMask === true) masks.add(path);
    },
  });
  const [path] = masks;
  return hasCall && masks.size === 1 && !isExposed(path!, frame) ? path! : null;
}

/**
 * `after` with the flags of `path` that the outcome leaves no choice.
 * @param flags those that the condition depends on
 * @param before what held when the condition was evaluated
 * @returns null where no value of the mask leads to that outcome
 */
export function refinedByTrial(
  condition: Expression,
  holds: boolean,
  { path, flags, before }: { readonly path: string; readonly flags: readonly bigint[]; readonly before: Environment },
  after: Environment,
  frame: Frame,
): Environment | null {
  if (flags.length > MOST_FLAGS) return after;
  const quiet = { ...frame, recorder: null };
  const isRuledOut = (set: bigint, clear: bigint): boolean => {
    const trial = narrowPath(path, ofBits(set, clear), before.clone(), frame);
    return trial === null || truthOf(frame.engine.evaluate(condition, trial, quiet).now) === !holds;
  };
  let env: Environment | null = after;
  for (const flag of flags) {
    if (env === null) return null;
    const { set, clear } = valueAt(path, before, frame)!.now;
    if (((set | clear) & flag) !== 0n) continue;
    if (isRuledOut(flag, 0n)) env = narrowPath(path, ofBits(0n, flag), env, frame);
    else if (isRuledOut(0n, flag)) env = narrowPath(path, ofBits(flag, 0n), env, frame);
  }
  return env;
}

function valueAt(path: string, env: Environment, frame: Frame) {
  if (!frame.types.has(path) && !frame.parameters.has(path)) return undefined;
  return env.get(path) ?? firstValue(path, env, frame);
}
