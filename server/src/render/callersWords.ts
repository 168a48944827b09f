/** The callers of a function by mask, in one line. */
import { type MaskGroup, OWN_PARAMETER } from '../flow/callersByMask';

export interface CallersInWords {
  readonly groups: readonly MaskGroup[];
  /** Calls that there are; the groups may hold a part of them. */
  readonly total: number;
}

/** Masks that are named; the rest is counted. */
const MOST = 4;

/** `12 callers · GFP_KERNEL 9, GFP_NOFS 2, parameter 1`; `60 of 4,812 callers · …`; `no callers`. */
export function callersWords({ groups, total }: CallersInWords): string {
  if (total === 0) return 'no callers';
  const read = groups.reduce((sum, { callers }) => sum + callers.length, 0);
  const head = `${read < total ? `${count(read)} of ` : ''}${count(total)} ${total === 1 ? 'caller' : 'callers'}`;
  const masks = groups.filter(({ isKnown }) => isKnown);
  const named = masks.slice(0, MOST).map(({ mask, callers }) => `${mask} ${count(callers.length)}`);
  const rest = masks.slice(MOST).reduce((sum, { callers }) => sum + callers.length, 0);
  if (rest > 0) named.push(`other masks ${count(rest)}`);
  for (const { mask, isKnown, callers } of groups)
    if (!isKnown) named.push(`${mask === OWN_PARAMETER ? 'parameter' : mask} ${count(callers.length)}`);
  return named.length === 0 ? head : `${head} · ${named.join(', ')}`;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
