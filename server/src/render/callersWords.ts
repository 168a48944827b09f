/** The callers of a function by mask, in one line. */
import { type MaskGroup, OWN_PARAMETER } from '../flow/callersByMask';
import { inEnglish, type Say } from '../text/say';

export interface CallersInWords {
  readonly groups: readonly MaskGroup[];
  /** Calls that there are; the groups may hold a part of them. */
  readonly total: number;
}

/** Masks that are named; the rest is counted. */
const MOST = 4;

/** `12 callers · GFP_KERNEL 9, GFP_NOFS 2, parameter 1`; `60 of 4,812 callers · …`; `no callers`. */
export function callersWords({ groups, total }: CallersInWords, say: Say = inEnglish): string {
  if (total === 0) return say('no callers');
  const read = groups.reduce((sum, { callers }) => sum + callers.length, 0);
  const masks = groups.filter(({ isKnown }) => isKnown);
  const named = masks.slice(0, MOST).map(({ mask, callers }) => `${mask} ${count(callers.length)}`);
  const rest = masks.slice(MOST).reduce((sum, { callers }) => sum + callers.length, 0);
  if (rest > 0) named.push(say('other masks {0}', count(rest)));
  for (const { mask, isKnown, callers } of groups) {
    const number = count(callers.length);
    if (!isKnown) named.push(mask === OWN_PARAMETER ? say('parameter {0}', number) : say('not known {0}', number));
  }
  const head = headWords(read, total, say);
  return named.length === 0 ? head : `${head} · ${named.join(', ')}`;
}

function headWords(read: number, total: number, say: Say): string {
  if (total === 1) return read < total ? say('{0} of 1 caller', count(read)) : say('1 caller');
  return read < total ? say('{0} of {1} callers', count(read), count(total)) : say('{0} callers', count(total));
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
