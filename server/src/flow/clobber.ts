/** What a function that is not followed may have written through the pointers that it was given. */
import type { DefId } from '../index/kernelIndex';
import { lose, lostMask } from './declare';
import type { Environment } from './environment';
import type { Frame } from './frame';
import { type Argument, followEffects, linesOf } from './functionCall';
import { fieldsOf } from './objectFields';
import { pathOf } from './paths';

/** How deep the callees of a callee are looked into for a write. */
const MAX_DEPTH = 3;
const MOST_FUNCTIONS = 60;
/** The same where dozens of functions may be meant. */
const DEPTH_OF_MANY = 2;

/** As `spoil`, for a call of any of several functions: what is stored in a field. */
export function spoilByAny(defs: readonly DefId[], args: readonly Argument[], env: Environment, frame: Frame): void {
  const mayAny = (field: string): boolean => defs.some((def) => mayWrite(def, field, frame, DEPTH_OF_MANY));
  for (const path of endangered(args, env, frame, mayAny)) env.set(path, lostMask());
}

/** Forgets what may have changed, or finds out what it is now. `def` is null where it is not known what is called. */
export function spoil(def: DefId | null, args: readonly Argument[], env: Environment, frame: Frame): void {
  const lost = endangered(args, env, frame, (field) => def === null || mayWrite(def, field, frame, MAX_DEPTH));
  if (lost.length === 0 || (def !== null && followEffects(def, args, env, frame))) return;
  for (const path of lost) env.set(path, lostMask());
}

/** Paths of masks that somebody may have written who got the arguments; scalars that are pointed to are lost at once. */
function endangered(
  args: readonly Argument[],
  env: Environment,
  frame: Frame,
  mayWriteField: (field: string) => boolean,
): string[] {
  const paths: string[] = [];
  for (const { value, expression, frame: own } of args) {
    const path = value.address ?? pathOf(expression, env, own);
    if (path === null) continue;
    const fields = fieldsOf(path, env, own).filter(([, field]) => field.isMask);
    const isScalar = value.address !== null && fields.length === 0 && env.get(path) !== undefined;
    if (isScalar) lose(path, env, frame);
    for (const [rest] of fields) {
      if (value.address === null && !rest.startsWith('->')) continue;
      const field = /\w+$/.exec(rest)?.[0];
      if (field === undefined || mayWriteField(field)) paths.push(`${path}${rest}`);
    }
  }
  return paths;
}

const answers = new WeakMap<object, Map<string, boolean>>();

/** True where the function, or one that it calls, writes a field of that name, or where that is not known. */
function mayWrite(def: DefId, field: string, frame: Frame, depth: number): boolean {
  const { code } = frame.engine;
  let known = answers.get(code);
  if (known === undefined) {
    known = new Map();
    answers.set(code, known);
  }
  const key = `${def} ${field} ${depth}`;
  let answer = known.get(key);
  if (answer === undefined) {
    answer = searchWrites(def, field, frame, depth);
    known.set(key, answer);
  }
  return answer;
}

function searchWrites(def: DefId, field: string, frame: Frame, deepest: number): boolean {
  const { code } = frame.engine;
  const { index } = code;
  // Through a pointer: `.field = x` alone is an initialiser, or a local's.
  const write = new RegExp(`->\\s*(?:\\w+\\s*\\.\\s*)*${field}\\s*(?:[|&^+-]?=(?!=)|\\+\\+|--)`);
  const seen = new Set<DefId>([def]);
  let level: DefId[] = [def];
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next: DefId[] = [];
    for (const one of level) {
      const text = code.text(index.defFile(one));
      if (text === null) return true;
      if (write.test(linesOf(text, index.defLine(one), index.defEndLine(one)))) return true;
      const { from, to } = index.callsOf(one);
      for (let call = from; call < to && seen.size < MOST_FUNCTIONS; call++) {
        if (!index.isCall(call) || index.callKind(call) !== 'direct') continue;
        const [target] = Array.from(index.targets(call));
        if (target === undefined || seen.has(target)) continue;
        seen.add(target);
        next.push(target);
      }
    }
    level = next;
  }
  return false;
}
