/** What a function that is not followed may have written through the pointers that it was given. */
import type { DefId } from '../index/kernelIndex';
import { lose } from './declare';
import type { Environment } from './environment';
import type { Frame } from './frame';
import type { Argument } from './functionCall';
import { pathOf } from './paths';

/** How deep the callees of a callee are looked into for a write. */
const MAX_DEPTH = 3;
const MOST_FUNCTIONS = 60;

/** Forgets what may have changed. `def` is null where it is not known what is called. */
export function spoil(def: DefId | null, args: readonly Argument[], env: Environment, frame: Frame): void {
  for (const { value, expression, frame: own } of args) {
    if (value.address !== null) {
      const target = value.address;
      const fields = [...env.below(target)].filter(([, field]) => field.isMask);
      const isScalar = env.get(target) !== undefined;
      if (isScalar && fields.length === 0) lose(target, env, frame);
      else
        spoilFields(
          def,
          target,
          fields.map(([rest]) => rest),
          env,
          frame,
        );
      continue;
    }
    const path = pathOf(expression, env, own);
    if (path === null) continue;
    const fields = [...env.below(path)].filter(([rest, field]) => field.isMask && rest.startsWith('->'));
    spoilFields(
      def,
      path,
      fields.map(([rest]) => rest),
      env,
      frame,
    );
  }
}

function spoilFields(def: DefId | null, root: string, rests: readonly string[], env: Environment, frame: Frame): void {
  for (const rest of rests) {
    const field = /\w+$/.exec(rest)?.[0];
    if (field !== undefined && def !== null && !mayWrite(def, field, frame)) continue;
    lose(`${root}${rest}`, env, frame);
  }
}

const answers = new WeakMap<object, Map<string, boolean>>();

/** True where the function, or one that it calls, writes a field of that name, or where that is not known. */
function mayWrite(def: DefId, field: string, frame: Frame): boolean {
  const { code } = frame.engine;
  let known = answers.get(code);
  if (known === undefined) {
    known = new Map();
    answers.set(code, known);
  }
  const key = `${def} ${field}`;
  let answer = known.get(key);
  if (answer === undefined) {
    answer = searchWrites(def, field, frame);
    known.set(key, answer);
  }
  return answer;
}

function searchWrites(def: DefId, field: string, frame: Frame): boolean {
  const { code } = frame.engine;
  const { index } = code;
  const write = new RegExp(`(?:->|\\.)\\s*${field}\\s*(?:[|&^+-]?=(?!=)|\\+\\+|--)`);
  const seen = new Set<DefId>([def]);
  let level: DefId[] = [def];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: DefId[] = [];
    for (const one of level) {
      const text = code.definitionText(one);
      if (text === null || write.test(text)) return true;
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
