/**
 * Flags that another name took over, in both directions, offered first where a name is not one of the kernel's.
 * An edit distance finds none of these.
 */
export const RENAMED_FLAGS: ReadonlyMap<string, readonly string[]> = new Map([
  // 4.4 split "may wait" into the caller's own reclaim and kswapd's.
  ['__GFP_WAIT', ['__GFP_DIRECT_RECLAIM', '__GFP_RECLAIM']],
  ['__GFP_DIRECT_RECLAIM', ['__GFP_WAIT']],
  ['__GFP_RECLAIM', ['__GFP_WAIT']],
  // 4.4 turned the meaning around: what was "no" without the bit.
  ['__GFP_NO_KSWAPD', ['__GFP_KSWAPD_RECLAIM']],
  ['__GFP_KSWAPD_RECLAIM', ['__GFP_NO_KSWAPD']],
  // 4.13 renamed it and gave it a meaning for all orders.
  ['__GFP_REPEAT', ['__GFP_RETRY_MAYFAIL']],
  ['__GFP_RETRY_MAYFAIL', ['__GFP_REPEAT']],
  // 6.4 merged the two.
  ['__GFP_SKIP_KASAN_POISON', ['__GFP_SKIP_KASAN']],
  ['__GFP_SKIP_KASAN_UNPOISON', ['__GFP_SKIP_KASAN']],
  ['__GFP_SKIP_KASAN', ['__GFP_SKIP_KASAN_POISON', '__GFP_SKIP_KASAN_UNPOISON']],
]);
