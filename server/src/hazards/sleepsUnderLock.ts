import type { Engine } from '../flow/frame';
import type { Say } from '../text/say';
import type { Hazard } from './hazard';
import type { HeldLocks } from './heldLocks';
import { usesMask } from './maskUse';
import type { ReadFunction } from './readCalls';
import { calledBy, spanOf, textAt, type WrittenMask } from './writtenMasks';

/** Masks that allow to sleep, given to calls that stand between `spin_lock()` and `spin_unlock()` on every way. */
export function sleepsUnderLock(
  engine: Engine,
  read: ReadFunction,
  masks: readonly WrittenMask[],
  { locks, say }: { readonly locks: HeldLocks; readonly say: Say },
): Hazard[] {
  const { values } = engine.vocabulary;
  // `__GFP_WAIT` to 4.3.
  const blocking = values.get('__GFP_DIRECT_RECLAIM') ?? values.get('__GFP_WAIT') ?? 0n;
  return masks.flatMap(({ call, at, arg, value }): Hazard[] => {
    const sections = [...(locks.at.get(call.call.start)?.values() ?? [])];
    if (sections.length === 0 || blocking === 0n || (value.now.set & blocking) === 0n) return [];
    const called = calledBy(engine, read, call.call);
    const held = sections.reverse().find(({ kind }) => usesMask(engine.code, called, at, { inside: new Set([kind]) }));
    if (held === undefined) return [];
    const mask = textAt(read, arg);
    return [
      {
        code: 'sleeps-under-lock',
        span: spanOf(arg),
        message: say('{0} may sleep, and {1} is still in force here.', mask, held.text),
        related: { span: held.span, message: say('Nobody may sleep from here on.') },
        fix: null,
      },
    ];
  });
}
