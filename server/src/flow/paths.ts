/** Access paths: the names under which an environment keeps what variables and fields hold. */
import type { Expression } from '../syntax/ast';
import type { Environment } from './environment';
import type { Frame } from './frame';
import { ownName } from './scopes';
import { isPointer } from './types';

/** Longer chains are not told apart. */
const LONGEST = 120;

/** `sc->gfp_mask`, or `sc.gfp_mask` where sc is known to point to a local; null where an expression is no such path. */
export function pathOf(expression: Expression, env: Environment, frame: Frame): string | null {
  const path = find(expression, env, frame);
  return path === null || path.length > LONGEST ? null : path;
}

function find(expression: Expression, env: Environment, frame: Frame): string | null {
  switch (expression.kind) {
    case 'name': {
      const thunk = frame.macro?.args.get(expression.name);
      return thunk === undefined ? ownName(expression.name, frame) : find(thunk.expression, env, thunk.frame);
    }
    case 'member': {
      if (!expression.arrow) {
        // (*p).field is p->field.
        const { object } = expression;
        if (object.kind === 'unary' && object.operator === '*')
          return pointed(object.operand, env, frame, expression.field);
        const base = find(object, env, frame);
        return base === null ? null : `${base}.${expression.field}`;
      }
      return pointed(expression.object, env, frame, expression.field);
    }
    case 'index': {
      const base = find(expression.object, env, frame);
      return base === null ? null : `${base}[]`;
    }
    case 'unary':
      if (expression.operator !== '*') return null;
      return throughPointer(expression.operand, env, frame);
    case 'cast':
      return find(expression.value, env, frame);
    default:
      return null;
  }
}

function pointed(pointer: Expression, env: Environment, frame: Frame, field: string): string | null {
  if (pointer.kind === 'unary' && pointer.operator === '&') {
    const object = find(pointer.operand, env, frame);
    return object === null ? null : `${object}.${field}`;
  }
  const base = find(pointer, env, frame);
  if (base === null) return null;
  const target = env.get(base)?.address ?? frame.entry.parameters.get(base)?.address ?? null;
  return target === null ? `${base}->${field}` : `${target}.${field}`;
}

/** `*(cast)&x` is x: how READ_ONCE reads. */
function throughPointer(pointer: Expression, env: Environment, frame: Frame): string | null {
  if (pointer.kind === 'cast' && isPointer(pointer.type)) return throughPointer(pointer.value, env, frame);
  if (pointer.kind === 'unary' && pointer.operator === '&') return find(pointer.operand, env, frame);
  if (pointer.kind === 'name') {
    const thunk = frame.macro?.args.get(pointer.name);
    if (thunk !== undefined) return throughPointer(thunk.expression, env, thunk.frame);
  }
  const base = find(pointer, env, frame);
  return base === null ? null : (env.get(base)?.address ?? `${base}->*`);
}

/** First name of a path. */
export function rootOf(path: string): string {
  let end = 0;
  while (end < path.length && !'-.['.includes(path[end]!)) end++;
  return end === 0 ? path : path.slice(0, end);
}
