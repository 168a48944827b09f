/** What a mask makes of a gate. */
import type { Truth } from './value';

export type Outcome = 'open' | 'closed' | 'unknown';

export interface Lanes {
  readonly now: Truth;
  readonly ifSet: Truth;
  readonly ifClear: Truth;
}

/**
 * Open: the flags let pass what they can let pass. Closed: they do not; where `now` is still not known, something that is no flag
 * may open it all the same (`may_enter_fs()` for swap cache, without __GFP_FS). Unknown: the flags are not known, or do not decide.
 *
 * @param undecided bits of the gate that are not known
 */
export function outcomeOf({ now, ifSet, ifClear }: Lanes, undecided: bigint): Outcome {
  if (now === null) {
    if (undecided !== 0n || ifSet === ifClear) return 'unknown';
    // The flags would have opened it, and are missing; or they would have closed it by missing, and are there.
    if (ifSet === true) return 'closed';
    return ifClear === false ? 'open' : 'unknown';
  }
  if (ifSet === ifClear) return now ? 'open' : 'closed';
  if (ifSet !== null) return now === ifSet ? 'open' : 'closed';
  return now === ifClear ? 'closed' : 'open';
}
