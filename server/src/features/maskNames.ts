import { toHex, type Vocabulary } from '../gfp/vocabulary';
import type { MaskName } from '../protocol';
import { sayMarked } from '../text/say';
import { say } from './words';

/** What a person compares first, in this order: from the one that may do most to the one that may do least. */
const FIRST = ['GFP_KERNEL', 'GFP_NOFS', 'GFP_NOIO', 'GFP_NOWAIT', 'GFP_ATOMIC'];

/** The masks that callers of a tree name: those in `FIRST` that it has, then its other combinations by name. */
export function maskNames(vocabulary: Vocabulary): MaskName[] {
  // `GFP_MOVABLE_MASK` cuts bits out of a mask; nobody allocates with it.
  const usable = vocabulary.composites.filter(({ name }) => name.startsWith('GFP_') && !/MASK$|SHIFT$/.test(name));
  const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return usable
    .map(({ name, value, help }) => ({ name, hex: toHex(value), help: sayMarked(say, help) }))
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}
