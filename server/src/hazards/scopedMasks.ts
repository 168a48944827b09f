import type { Engine } from '../flow/frame';
import { touchesScope } from '../flow/taskScope';
import { flagsIn } from '../gfp/vocabulary';
import type { Hazard, HazardFix } from './hazard';
import type { ReadCall, ReadFunction } from './readCalls';
import { leftByScopes } from './scopeEffect';
import { calledBy, spanOf, textAt, type WrittenMask } from './writtenMasks';

/** What an ordinary allocation asks for (include/linux/gfp_types.h), and what scopes take from it. */
const ORDINARY = 'GFP_KERNEL';

/** Constant masks in a scope that this function has opened: those that the scope narrows, and those that it makes needless. */
export function scopedMasks(engine: Engine, read: ReadFunction, masks: readonly WrittenMask[]): Hazard[] {
  const ordinary = engine.vocabulary.values.get(ORDINARY);
  if (ordinary === undefined) return [];
  return masks.flatMap((mask): Hazard[] => {
    const { call, arg, value, isConstant } = mask;
    // No mask but of constants: what a variable holds was decided elsewhere.
    if (!isConstant || call.task === null || !value.now.isConstant) return [];
    const left = leftByScopes(engine, value.now.set, call.task);
    if (left === null) return [];
    const scope = scopeOf(engine, read, call, ordinary);
    if (scope === null) return [];
    const related = { span: scope.span, message: 'The scope begins here.' };
    const text = textAt(read, arg);
    const lost = value.now.set & left.clear;
    if (lost !== 0n) {
      const flags = flagsIn(lost, engine.vocabulary).map(({ name }) => name);
      return [
        {
          code: 'narrowed-by-scope',
          span: spanOf(arg),
          message: `${text} acts without ${flags.join(', ')} here: ${scope.name}() takes ${flags.length > 1 ? 'them' : 'it'} off every mask.`,
          related,
          fix: null,
        },
      ];
    }
    const needless = ordinary & ~value.now.set;
    const full = value.now.set | ordinary;
    const same = needless === 0n ? null : leftByScopes(engine, full, call.task);
    if (same === null || same.set !== left.set || same.clear !== left.clear) return [];
    const kept = flagsIn(needless, engine.vocabulary).map(({ name }) => name);
    return [
      {
        code: 'given-by-scope',
        span: spanOf(arg),
        message: `${scope.name}() takes ${kept.join(', ')} off every mask here: ${ORDINARY} would say the same.`,
        related,
        fix: withOrdinary(engine, text, full, arg),
      },
    ];
  });
}

interface Scope {
  readonly name: string;
  readonly span: Hazard['span'];
}

/** The call behind which an ordinary mask is no longer whole, the nearest one before `call`. */
function scopeOf(engine: Engine, read: ReadFunction, call: ReadCall, ordinary: bigint): Scope | null {
  const isNarrowed = ({ task }: ReadCall): boolean =>
    task !== null && (ordinary & (leftByScopes(engine, ordinary, task)?.clear ?? 0n)) !== 0n;
  if (!isNarrowed(call)) return null;
  const before = read.calls.filter((one) => one.call.start < call.call.start).reverse();
  const opens = (one: ReadCall): boolean =>
    calledBy(engine, read, one.call).some((def) => touchesScope(engine.code, def));
  const opener = before.find((one) => opens(one) && !isNarrowed(one));
  if (opener === undefined || opener.call.callee.kind !== 'name') return null;
  const { start, end, callee } = opener.call;
  return { name: callee.name, span: { start, end } };
}

/** `GFP_NOFS | __GFP_ZERO` as `GFP_KERNEL | __GFP_ZERO`, where that has the value it should. */
function withOrdinary(
  { vocabulary }: Engine,
  text: string,
  full: bigint,
  { start, end }: Hazard['span'],
): HazardFix | null {
  const parts = text.split('|').map((part) => part.trim());
  if (!parts.every((part) => /^\w+$/.test(part))) return null;
  const changed = [ORDINARY, ...parts.filter((part) => part.startsWith('__'))];
  const value = changed.reduce((bits, part) => bits | (vocabulary.values.get(part) ?? 0n), 0n);
  if (value !== full) return null;
  return { title: `Use ${changed.join(' | ')}`, span: { start, end }, text: changed.join(' | ') };
}
