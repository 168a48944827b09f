/** Allocation scopes of a task: the bits of `current->flags` that memalloc_nofs_save() and its kin set. */
import { constantOf, ofBits } from '../gfp/maskValue';
import type { DefId, FileId } from '../index/kernelIndex';
import type { CodeReader } from '../syntax/codeReader';
import { answersPer } from './answersPer';
import { Environment } from './environment';
import type { Engine, Frame } from './frame';
import { fileFrame } from './outerFrame';
import { Value } from './value';

/** Where the task's flags are kept, and the names of those that open a scope (include/linux/sched.h, 3.9 to 7.2). */
export const TASK_FLAGS = 'current->flags';
const SCOPES = [
  'PF_MEMALLOC',
  'PF_MEMALLOC_NOIO',
  'PF_MEMALLOC_NOFS',
  'PF_MEMALLOC_PIN',
  'PF_MEMALLOC_NOCMA',
  'PF_MEMALLOC_NORECLAIM',
  'PF_MEMALLOC_NOWARN',
];

const known = new WeakMap<Engine, bigint>();

/** The task's flags of somebody who is in no scope: what a path is assumed to begin with. */
export function outsideOfScopes(engine: Engine, file: FileId): Value {
  let bits = known.get(engine);
  if (bits === undefined) {
    bits = scopeBits(engine, file);
    known.set(engine, bits);
  }
  const lane = ofBits(0n, bits);
  return new Value(lane, lane, lane);
}

function scopeBits(engine: Engine, file: FileId): bigint {
  const frame: Frame = { ...fileFrame(engine, file), constants: true };
  engine.budget.left = 1000;
  return SCOPES.reduce((bits, name) => {
    const value = engine.named({ kind: 'name', name, start: 0, end: 0 }, Environment.empty(), frame);
    return bits | (constantOf(value.now) ?? 0n);
  }, 0n);
}

const TOUCHES = /\bcurrent->flags\s*[|&]?=[^=]|\bmemalloc_\w+_(?:save|restore)\s*\(/;
const touching = answersPer<DefId, boolean>();

/** True for a function whose text opens or ends a scope: it writes the task's flags, or calls those that do. */
export function touchesScope(code: CodeReader, def: DefId): boolean {
  return touching(code, def, () => TOUCHES.test(code.definitionText(def) ?? ''));
}
