import * as vscode from 'vscode';

/** A function that people trace allocations to. */
export interface ReclaimEnd {
  readonly name: string;
  /** What happens there. */
  readonly words: string;
}

/** Where `Trace to Reclaim from Here` ends: reclaim takes pages from its lists. Newer trees have its successor. */
export const PAGE_RECLAIM: ReclaimEnd = {
  name: 'shrink_page_list',
  words: vscode.l10n.t('reclaim takes pages from its lists (shrink_folio_list in newer trees)'),
};

/** Offered before anything is typed. The server finds the successor of a name that moved. */
export const reclaimEnds: readonly ReclaimEnd[] = [
  PAGE_RECLAIM,
  { name: 'try_to_free_pages', words: vscode.l10n.t('an allocation begins to reclaim by itself') },
  { name: 'super_cache_scan', words: vscode.l10n.t('inode and dentry caches of a file system shrink') },
  { name: 'out_of_memory', words: vscode.l10n.t('a task may be killed') },
];

/** What is asked ahead where nobody has asked yet: any question makes the server ready, this one goes through the middle of it. */
export const usualQuestion = { from: 'alloc_pages', to: PAGE_RECLAIM.name } as const;
