export interface NamedSubsystem {
  /** Of a file's name without its ending: `slub` of mm/slub.c, `slab` of include/linux/slab.h. */
  readonly stem: RegExp;
  readonly name: string;
  readonly reason: string;
}

/**
 * Parts of the memory manager by the files that hold them. Folders name the subsystems of the rest of a tree, but mm/ has no
 * folders for what people tell apart when they speak of an allocation. Names of files in 5.10 to 7.2.
 */
export const memorySubsystems: readonly NamedSubsystem[] = [
  { stem: /^sl[aou]b(_\w+)?$/, name: 'slab', reason: 'objects: slab.c, slob.c, slub.c, slab_common.c, slub_def.h' },
  {
    stem: /^(page_alloc|gfp|gfp_types|mempolicy|page_frag_cache)$/,
    name: 'page allocator',
    reason: 'pages; mempolicy.c stands before page_alloc.c where there is NUMA',
  },
  {
    stem: /^(vmscan|shrinker|shrinker_debug|workingset)$/,
    name: 'reclaim',
    reason: 'what frees pages; shrinkers left vmscan.c for shrinker.c in 6.7',
  },
  { stem: /^compaction$/, name: 'compaction', reason: 'what makes free pages adjacent' },
  { stem: /^(oom_kill|oom)$/, name: 'out of memory', reason: 'what kills a task' },
  { stem: /^(filemap|pagemap|readahead|truncate)$/, name: 'page cache', reason: 'pages of files' },
  { stem: /^(page-writeback|writeback)$/, name: 'writeback', reason: 'dirty pages go to disk' },
  { stem: /^memcontrol(-v1)?$/, name: 'memory cgroup', reason: 'what charges and reclaims by group' },
  { stem: /^vmalloc$/, name: 'vmalloc', reason: 'areas made of single pages' },
  { stem: /^mempool$/, name: 'mempool', reason: 'reserves of one owner' },
  {
    stem: /^(swap_state|swapfile|page_io|zswap|swapops)$/,
    name: 'swap',
    reason: 'anonymous pages go to disk; swap.c and swap.h are about lists of pages and stay out',
  },
];
