/**
 * Functions whose work goes on under another name, where spelling does not tell.
 *
 * Only renames that the rules of successor.ts (underscores, `_noprof`, page and folio) cannot find, or would find wrongly
 * because the old name lives on with another meaning. `since`: a kernel version that has the new name.
 */
export interface Rename {
  readonly old: string;
  readonly now: string;
  readonly since: string;
  readonly why: string;
}

/** Oldest first along each chain. */
export const RENAMES: readonly Rename[] = [
  {
    old: '__alloc_pages_internal',
    now: '__alloc_pages_nodemask',
    since: '2.6.31',
    why: 'the page allocator got a mask of nodes',
  },
  {
    old: '__alloc_pages_nodemask',
    now: '__alloc_pages',
    since: '5.13',
    why: 'all callers pass a mask of nodes: the inline wrapper of that name went, the body took it over',
  },
  {
    old: '__alloc_pages',
    now: '__alloc_pages_noprof',
    since: '6.10',
    why: 'allocation profiling: the old name is a macro around the body',
  },
  {
    old: '__alloc_pages_noprof',
    now: '__alloc_frozen_pages_noprof',
    since: '6.14',
    why: 'the body hands out pages without a reference; the old name adds one',
  },
  {
    old: 'kmem_alloc',
    now: 'kmalloc',
    since: '6.9',
    why: 'XFS dropped its wrapper and calls the slab allocator itself',
  },
  { old: 'kmem_zalloc', now: 'kzalloc', since: '6.9', why: 'the same' },
  {
    old: 'kmem_cache_alloc_trace',
    now: 'kmalloc_trace',
    since: '6.1',
    why: 'kmalloc of a constant size; the trace event moved',
  },
  {
    old: 'kmalloc_trace',
    now: '__kmalloc_cache_noprof',
    since: '6.12',
    why: 'the same function, named after what it does',
  },
  { old: 'shrink_zone', now: 'shrink_node', since: '4.8', why: 'reclaim works on nodes, no longer on zones' },
  { old: 'zone_reclaim', now: 'node_reclaim', since: '4.8', why: 'the same' },
  { old: '__zone_reclaim', now: '__node_reclaim', since: '4.8', why: 'the same' },
  { old: 'kswapd_shrink_zone', now: 'kswapd_shrink_node', since: '4.8', why: 'the same' },
  { old: 'mem_cgroup_shrink_node_zone', now: 'mem_cgroup_shrink_node', since: '4.8', why: 'the same' },
  {
    old: 'prune_super',
    now: 'super_cache_scan',
    since: '3.12',
    why: 'shrinkers count and scan in two operations',
  },
  {
    old: 'try_to_release_page',
    now: 'filemap_release_folio',
    since: '6.1',
    why: 'folios; the name says where it lives',
  },
  { old: 'add_to_swap', now: 'folio_alloc_swap', since: '6.16', why: 'folios; allocation and insertion became one' },
];
