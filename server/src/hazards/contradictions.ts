import type { Engine } from '../flow/frame';
import type { Say } from '../text/say';
import type { Hazard, HazardFix } from './hazard';
import type { ReadFunction } from './readCalls';
import { textAt } from './writtenMasks';

const NEVER_FAIL = '__GFP_NOFAIL';
const GIVE_UP = '__GFP_NORETRY';
const SPELLED = new RegExp(`\\b(?:${NEVER_FAIL}|${GIVE_UP})\\b`);

/** Masks that ask never to fail and not to retry, where they are put together. */
export function contradictions({ vocabulary: { values } }: Engine, read: ReadFunction, say: Say): Hazard[] {
  const both = (values.get(NEVER_FAIL) ?? 0n) | (values.get(GIVE_UP) ?? 0n);
  if (!values.get(NEVER_FAIL) || !values.get(GIVE_UP)) return [];
  // A mask of all flags there are asks for none of them.
  const names = (start: number, end: number): boolean => SPELLED.test(read.text.slice(start, end));
  const found = read.made.filter(({ value, span }) => (value.now.set & both) === both && names(span.start, span.end));
  // `a | b | c` is `(a | b) | c`: told where both first come together, in the largest expression that is written there.
  const largest = found.filter(
    ({ span }) =>
      !found.some((other) => other.span !== span && other.span.start <= span.start && span.end <= other.span.end),
  );
  return largest.map(({ span }) => ({
    code: 'nofail-noretry',
    span,
    message: say(
      '{0} and {1} contradict each other: the allocator never fails, and {1} is passed over.',
      NEVER_FAIL,
      GIVE_UP,
    ),
    related: null,
    fix: withoutFlag(read, span, say),
  }));
}

/** The allocator goes by `__GFP_NOFAIL` (mm/page_alloc.c, `nopage`): the other one can go. */
function withoutFlag(read: ReadFunction, { start, end }: Hazard['span'], say: Say): HazardFix | null {
  const text = read.text.slice(start, end);
  const match = new RegExp(`\\s*\\|\\s*${GIVE_UP}\\b|\\b${GIVE_UP}\\s*\\|\\s*`).exec(text);
  if (match === null || textAt(read, { start, end }) === GIVE_UP) return null;
  const at = start + match.index;
  return { title: say('Remove {0}', GIVE_UP), span: { start: at, end: at + match[0].length }, text: '' };
}
