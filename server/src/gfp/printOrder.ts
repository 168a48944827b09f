/** The order in which a kernel takes names out of a mask that it prints, where its own table is not at hand. */
import { atLeast, type KernelRelease } from './kernelRelease';

/** Combinations, largest first (include/trace/events/mmflags.h; gfpflags.h before 4.6). */
const COMBINATIONS =
  'GFP_TRANSHUGE GFP_TRANSHUGE_LIGHT GFP_HIGHUSER_MOVABLE GFP_HIGHUSER GFP_USER GFP_TEMPORARY GFP_KERNEL_ACCOUNT GFP_KERNEL GFP_NOFS GFP_ATOMIC GFP_NOIO GFP_NOWAIT GFP_DMA'.split(
    ' ',
  );

/** The rest of the table up to 6.13. `__GFP_RECLAIM` comes late: its two bits only meet where no combination had them. */
const LISTED_FLAGS =
  '__GFP_HIGHMEM GFP_DMA32 __GFP_HIGH __GFP_ATOMIC __GFP_WAIT __GFP_IO __GFP_FS __GFP_COLD __GFP_NOWARN __GFP_REPEAT __GFP_RETRY_MAYFAIL __GFP_NOFAIL __GFP_NORETRY __GFP_COMP __GFP_ZERO __GFP_NOMEMALLOC __GFP_MEMALLOC __GFP_HARDWALL __GFP_THISNODE __GFP_RECLAIMABLE __GFP_MOVABLE __GFP_ACCOUNT __GFP_NOACCOUNT __GFP_KMEMCG __GFP_NOTRACK __GFP_NO_KSWAPD __GFP_WRITE __GFP_RECLAIM __GFP_DIRECT_RECLAIM __GFP_KSWAPD_RECLAIM __GFP_OTHER_NODE __GFP_ZEROTAGS __GFP_SKIP_ZERO __GFP_SKIP_KASAN_POISON __GFP_SKIP_KASAN_UNPOISON __GFP_SKIP_KASAN'.split(
    ' ',
  );

/**
 * Names, first printed first. From 6.14 the flags follow their bits (the table is made from the enum), so that only the
 * combinations need an order; makeVocabulary appends what is left by bit.
 */
export function printOrderOf(release: KernelRelease): readonly string[] {
  return atLeast(release, 6, 14) ? [...COMBINATIONS, 'GFP_DMA32', '__GFP_RECLAIM'] : [...COMBINATIONS, ...LISTED_FLAGS];
}

/** Before 4.6 (include/trace/events/gfpflags.h) a flag is printed without its underscores: `GFP_WAIT`. */
export function printedNamesOf(release: KernelRelease, values: ReadonlyMap<string, bigint>): Map<string, string> {
  const printed = new Map<string, string>();
  if (atLeast(release, 4, 6)) return printed;
  for (const name of values.keys()) {
    if (name.startsWith('__GFP_') && !values.has(name.slice(2))) printed.set(name.slice(2), name);
  }
  return printed;
}
