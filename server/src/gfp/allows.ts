/** What an allocation with a mask may do, by the rules of the mask's own kernel. */
import type { Vocabulary } from './vocabulary';

/** As `allows` in the JSON of `decode`. */
export interface Allows {
  /** The caller may reclaim and compact memory itself. */
  readonly directReclaim: boolean;
  /** kswapd is woken when free memory is low. */
  readonly kswapdReclaim: boolean;
  /** Reclaim may start input and output. The bit alone: it has an effect only where something reclaims. */
  readonly io: boolean;
  /** Reclaim may call into file systems. The bit alone, as for `io`. */
  readonly fs: boolean;
  /** The allocation may sleep. */
  readonly sleep: boolean;
  /** The allocation may go below the minimum watermark. */
  readonly reserves: boolean;
  /** The allocation may return nothing. */
  readonly fail: boolean;
}

/**
 * The rules follow the flags that a kernel has, not its version number:
 * - `__GFP_WAIT` (before 4.4) is direct reclaim; kswapd is woken unless `__GFP_NO_KSWAPD` says no.
 * - reserves: gfp_to_alloc_flags() in mm/page_alloc.c. `__GFP_HIGH` opens them in all versions and `__GFP_NOMEMALLOC`
 *   does not close them again (5.10:4425, 7.2:4533); it closes those of `__GFP_MEMALLOC` (7.2:4603), of `__GFP_ATOMIC`
 *   (4.4 to 6.2), and, before 4.4, those that every caller had who could not wait.
 */
export function allowsOf(mask: bigint, vocabulary: Vocabulary): Allows {
  const exists = (name: string): boolean => vocabulary.values.has(name);
  const has = (name: string): boolean => (mask & (vocabulary.values.get(name) ?? 0n)) !== 0n;
  const waits = exists('__GFP_WAIT');
  const directReclaim = has(waits ? '__GFP_WAIT' : '__GFP_DIRECT_RECLAIM');
  const urgent = has('__GFP_ATOMIC') || has('__GFP_MEMALLOC') || (waits && !directReclaim);
  return {
    directReclaim,
    kswapdReclaim: waits ? !has('__GFP_NO_KSWAPD') : has('__GFP_KSWAPD_RECLAIM'),
    io: has('__GFP_IO'),
    fs: has('__GFP_FS'),
    sleep: directReclaim,
    reserves: has('__GFP_HIGH') || (urgent && !has('__GFP_NOMEMALLOC')),
    fail: !has('__GFP_NOFAIL'),
  };
}
