import type { Engine } from '../flow/frame';
import { touchesScope } from '../flow/taskScope';
import { flagsIn } from '../gfp/vocabulary';
import type { Say } from '../text/say';
import type { Hazard, HazardFix } from './hazard';
import type { ReadCall, ReadFunction } from './readCalls';
import { leftByScopes } from './scopeEffect';
import { calledBy, spanOf, textAt, type WrittenMask } from './writtenMasks';

/** What an ordinary allocation asks for (include/linux/gfp_types.h), and what scopes take from it. */
const ORDINARY = 'GFP_KERNEL';

/** Constant masks in a scope that this function has opened: those that the scope narrows, and those that it makes needless. */
export function scopedMasks(engine: Engine, read: ReadFunction, masks: readonly WrittenMask[], say: Say): Hazard[] {
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
    const related = { span: scope.span, message: say('The scope begins here.') };
    const text = textAt(read, arg);
    const lost = value.now.set & left.clear;
    if (lost !== 0n) {
      const flags = flagsIn(lost, engine.vocabulary).map(({ name }) => name);
      const names = flags.join(', ');
      return [
        {
          code: 'narrowed-by-scope',
          span: spanOf(arg),
          message:
            flags.length > 1
              ? say('{0} acts without {1} here: {2}() takes them off every mask.', text, names, scope.name)
              : say('{0} acts without {1} here: {2}() takes it off every mask.', text, names, scope.name),
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
        message: say(
          '{0}() takes {1} off every mask here: {2} would say the same.',
          scope.name,
          kept.join(', '),
          ORDINARY,
        ),
        related,
        fix: withOrdinary(text, { vocabulary: engine.vocabulary, full, span: arg, say }),
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
  text: string,
  {
    vocabulary,
    full,
    span: { start, end },
    say,
  }: { readonly full: bigint; readonly span: Hazard['span']; readonly say: Say } & Pick<Engine, 'vocabulary'>,
): HazardFix | null {
  const parts = text.split('|').map((part) => part.trim());
  if (!parts.every((part) => /^\w+$/.test(part))) return null;
  const changed = [ORDINARY, ...parts.filter((part) => part.startsWith('__'))];
  const value = changed.reduce((bits, part) => bits | (vocabulary.values.get(part) ?? 0n), 0n);
  if (value !== full) return null;
  return { title: say('Use {0}', changed.join(' | ')), span: { start, end }, text: changed.join(' | ') };
}
