import type { DefId, KernelIndex } from '../index/kernelIndex';

/** What a name became between kernel versions, in either direction: each with the version and the reason. */
const RENAMES: readonly { readonly old: string; readonly now: string; readonly since: string }[] = [
  // Folio conversion of reclaim: the page in hand became the folio.
  { old: 'shrink_page_list', now: 'shrink_folio_list', since: '5.19' },
  // The node mask parameter became one of the entry itself.
  { old: '__alloc_pages_nodemask', now: '__alloc_pages', since: '5.13' },
  // Allocation profiling: the body moved behind a macro of the old name.
  { old: '__alloc_pages', now: '__alloc_pages_noprof', since: '6.10' },
  // Frozen pages: the reference count is set by the caller.
  { old: '__alloc_pages_noprof', now: '__alloc_frozen_pages_noprof', since: '6.14' },
];

/**
 * Definitions that a name means in this tree: its own, or where the tree has none, those of the name that took its
 * place. A rename that is not in the table is found by spelling: page and folio exchanged, `__` or `_noprof` added or
 * taken off; only a function (not a macro) that exists counts.
 */
export function resolveName(
  index: KernelIndex,
  query: string,
): { readonly defs: readonly DefId[]; readonly found: string | null } {
  const own = index.lookup(query);
  if (own.length > 0) return { defs: own, found: null };
  for (const name of successors(query)) {
    const defs = index.lookup(name);
    if (defs.length > 0) return { defs, found: name };
  }
  return { defs: [], found: null };
}

function successors(query: string): string[] {
  const names = new Set<string>();
  const follow = (name: string, forward: boolean): void => {
    for (const { old, now } of RENAMES) {
      const next = forward ? (old === name ? now : null) : now === name ? old : null;
      if (next !== null && !names.has(next)) {
        names.add(next);
        follow(next, forward);
      }
    }
  };
  follow(query, true);
  follow(query, false);
  const spellings = [
    query.replace(/page/g, 'folio'),
    query.replace(/folio/g, 'page'),
    `${query}_noprof`,
    query.replace(/_noprof$/, ''),
    `__${query}`,
    query.replace(/^_+/, ''),
  ];
  for (const name of spellings) if (name !== query) names.add(name);
  return [...names];
}
