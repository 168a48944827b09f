/* SPDX-License-Identifier: MIT */
/* Idiom: what reclaim, compaction and the OOM killer offer to the page allocator; a stub where one is left out. */
#ifndef _LINUX_SWAP_H
#define _LINUX_SWAP_H

#include <linux/fs.h>

#define SWAP_CLUSTER_MAX	32UL
#define DEF_PRIORITY		12

struct alloc_context;

struct oom_control {
	struct zonelist *zonelist;
	struct mem_cgroup *memcg;
	const gfp_t gfp_mask;
	const int order;
};

extern unsigned long try_to_free_pages(struct zonelist *zonelist, int order, gfp_t gfp_mask);
extern void wakeup_kswapd(struct zone *zone, gfp_t gfp_mask, int order);
extern bool out_of_memory(struct oom_control *oc);
extern bool add_to_swap(struct folio *folio);

#ifdef CONFIG_COMPACTION
extern struct page *try_to_compact_pages(gfp_t gfp_mask, unsigned int order, struct zonelist *zonelist);
#else
static inline struct page *try_to_compact_pages(gfp_t gfp_mask, unsigned int order, struct zonelist *zonelist)
{
	return NULL;
}
#endif

#endif
