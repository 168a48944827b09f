/** What a function's name says: the words, without the wrapping that the kernel puts around one function's variants. */

/**
 * Endings that name a variant of the same function, each with the kernel fact behind it. They matter twice: two paths that
 * differ in nothing else are one path, and a name that is gone may live on with or without one.
 */
const VARIANT_ENDS: readonly string[] = [
  'noprof', // memory allocation profiling, 6.10: kmalloc is a macro around kmalloc_noprof
  'node', // with a NUMA node: kmalloc_node, alloc_pages_node
  'nodemask', // with a set of NUMA nodes: __alloc_pages_nodemask
  'trace', // with a trace event: kmem_cache_alloc_trace
  'traced',
  'notrace', // without one
  'caller', // on behalf of the caller's caller: kmalloc_track_caller
  'lru', // with a list_lru: kmem_cache_alloc_lru
  'locked', // with the lock taken already
  'unlocked',
  'nested', // lockdep subclass: mutex_lock_nested
  'current', // NUMA policy of the current task: alloc_pages_current
];

/** `__alloc_pages_noprof` to `alloc_pages`: no leading or trailing underscores, no variant endings. */
export function coreName(name: string): string {
  let core = name.replace(/^_+|_+$/g, '');
  for (;;) {
    const last = core.lastIndexOf('_');
    if (last <= 0 || !VARIANT_ENDS.includes(core.slice(last + 1))) return core;
    core = core.slice(0, last);
  }
}

/** `shrink_folio_list` to `['shrink', 'folio', 'list']`, in lower case. */
export function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '');
}
