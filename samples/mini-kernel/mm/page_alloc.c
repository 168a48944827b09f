// SPDX-License-Identifier: MIT
/* Idiom: the heart: the fast path, then the slow path where derived flags (can_direct_reclaim) decide what is tried. */
#include <linux/swap.h>
#include <linux/sched/mm.h>

#define ALLOC_WMARK_MIN		WMARK_MIN
#define ALLOC_WMARK_LOW		WMARK_LOW
#define ALLOC_WMARK_MASK	0x03
#define ALLOC_NO_WATERMARKS	0x04
#define ALLOC_HARDER		0x10
#define ALLOC_HIGH		0x20
#define ALLOC_KSWAPD		0x800
#define MAX_RECLAIM_RETRIES	16

struct alloc_context {
	struct zonelist *zonelist;
	int preferred_nid;
};

gfp_t gfp_allowed_mask = GFP_BOOT_MASK;

static struct page *rmqueue(struct zone *zone, unsigned int order, gfp_t gfp_mask)
{
	struct page *page;

	if (list_empty(&zone->free_area[order]))
		return NULL;
	page = list_first_entry(&zone->free_area[order], struct page, lru);
	list_del(&page->lru);
	zone->nr_free -= 1UL << order;
	if (gfp_mask & __GFP_ZERO)
		memset(page_address(page), 0, PAGE_SIZE << order);
	return page;
}

static struct page *get_page_from_freelist(gfp_t gfp_mask, unsigned int order, unsigned int alloc_flags,
					   const struct alloc_context *ac)
{
	struct page *page;
	unsigned long mark;
	struct zone *zone;
	int i;

	for_each_zone_zonelist(zone, i, ac->zonelist) {
		mark = zone->_watermark[alloc_flags & ALLOC_WMARK_MASK];
		if (alloc_flags & ALLOC_HIGH)
			mark -= mark / 2;
		if (!(alloc_flags & ALLOC_NO_WATERMARKS) && zone->nr_free < mark + (1UL << order))
			continue;
		page = rmqueue(zone, order, gfp_mask);
		if (page)
			return page;
	}
	return NULL;
}

static inline unsigned int gfp_to_alloc_flags(gfp_t gfp_mask)
{
	unsigned int alloc_flags = ALLOC_WMARK_MIN;

	if (gfp_mask & __GFP_HIGH)
		alloc_flags |= ALLOC_HIGH;
	if (gfp_mask & __GFP_KSWAPD_RECLAIM)
		alloc_flags |= ALLOC_KSWAPD;
	if ((gfp_mask & __GFP_ATOMIC) && !(gfp_mask & __GFP_NOMEMALLOC))
		alloc_flags |= ALLOC_HARDER;
	return alloc_flags;
}

static bool gfp_pfmemalloc_allowed(gfp_t gfp_mask)
{
	if (unlikely(gfp_mask & __GFP_NOMEMALLOC))
		return false;
	return (gfp_mask & __GFP_MEMALLOC) || (current->flags & PF_MEMALLOC);
}

static void warn_alloc(gfp_t gfp_mask, unsigned int order, const char *what)
{
	if (gfp_mask & __GFP_NOWARN)
		return;
	pr_warn("%s: %s: order:%u, mode:%#x\n", current->comm, what, order, gfp_mask);
	dump_stack();
}

static void wake_all_kswapds(unsigned int order, gfp_t gfp_mask, const struct alloc_context *ac)
{
	struct zone *zone;
	int i;

	for_each_zone_zonelist(zone, i, ac->zonelist)
		wakeup_kswapd(zone, gfp_mask, order);
}

static struct page *__alloc_pages_direct_compact(gfp_t gfp_mask, unsigned int order, const struct alloc_context *ac)
{
	unsigned int noreclaim_flag;
	struct page *page;

	if (!order)
		return NULL;
	noreclaim_flag = memalloc_noreclaim_save();
	page = try_to_compact_pages(gfp_mask, order, ac->zonelist);
	memalloc_noreclaim_restore(noreclaim_flag);
	return page;
}

static unsigned long __perform_reclaim(gfp_t gfp_mask, unsigned int order, const struct alloc_context *ac)
{
	unsigned int noreclaim_flag;
	unsigned long progress;

	cond_resched();
	fs_reclaim_acquire(gfp_mask);
	noreclaim_flag = memalloc_noreclaim_save();
	progress = try_to_free_pages(ac->zonelist, order, gfp_mask);
	memalloc_noreclaim_restore(noreclaim_flag);
	fs_reclaim_release(gfp_mask);
	return progress;
}

static struct page *__alloc_pages_direct_reclaim(gfp_t gfp_mask, unsigned int order, unsigned int alloc_flags,
						 const struct alloc_context *ac, unsigned long *did_some_progress)
{
	*did_some_progress = __perform_reclaim(gfp_mask, order, ac);
	if (!*did_some_progress)
		return NULL;
	return get_page_from_freelist(gfp_mask, order, alloc_flags, ac);
}

static struct page *__alloc_pages_may_oom(gfp_t gfp_mask, unsigned int order, const struct alloc_context *ac,
					  unsigned long *did_some_progress)
{
	struct oom_control oc = {
		.zonelist = ac->zonelist,
		.gfp_mask = gfp_mask,
		.order = order,
	};

	*did_some_progress = 0;
	if (order > PAGE_ALLOC_COSTLY_ORDER || (gfp_mask & (__GFP_RETRY_MAYFAIL | __GFP_THISNODE)))
		return NULL;
	if (out_of_memory(&oc) || (gfp_mask & __GFP_NOFAIL))
		*did_some_progress = 1;
	return NULL;
}

static struct page *__alloc_pages_slowpath(gfp_t gfp_mask, unsigned int order, const struct alloc_context *ac)
{
	bool can_direct_reclaim = gfp_mask & __GFP_DIRECT_RECLAIM;
	unsigned long did_some_progress;
	unsigned int alloc_flags;
	struct page *page;
	int loops = 0;

	/* A caller that claims to be atomic and may sleep all the same is confused. */
	if (WARN_ON_ONCE((gfp_mask & __GFP_ATOMIC) && can_direct_reclaim))
		gfp_mask &= ~__GFP_ATOMIC;
retry:
	alloc_flags = gfp_to_alloc_flags(gfp_mask);
	if (alloc_flags & ALLOC_KSWAPD)
		wake_all_kswapds(order, gfp_mask, ac);
	if (gfp_pfmemalloc_allowed(gfp_mask))
		alloc_flags = ALLOC_NO_WATERMARKS;

	page = get_page_from_freelist(gfp_mask, order, alloc_flags, ac);
	if (page)
		return page;

	/* Who cannot reclaim has had its chance; who reclaims already must not do so again. */
	if (!can_direct_reclaim)
		goto nopage;
	if (current->flags & PF_MEMALLOC)
		goto nopage;

	page = __alloc_pages_direct_reclaim(gfp_mask, order, alloc_flags, ac, &did_some_progress);
	if (page)
		return page;
	page = __alloc_pages_direct_compact(gfp_mask, order, ac);
	if (page)
		return page;

	if (gfp_mask & __GFP_NORETRY)
		goto nopage;
	if (order > PAGE_ALLOC_COSTLY_ORDER && !(gfp_mask & __GFP_RETRY_MAYFAIL))
		goto nopage;
	if (did_some_progress && ++loops < MAX_RECLAIM_RETRIES)
		goto retry;

	page = __alloc_pages_may_oom(gfp_mask, order, ac, &did_some_progress);
	if (page)
		return page;
	if (did_some_progress)
		goto retry;
nopage:
	if ((gfp_mask & __GFP_NOFAIL) && can_direct_reclaim) {
		cond_resched();
		goto retry;
	}
	warn_alloc(gfp_mask, order, "page allocation failure");
	return NULL;
}

struct page *__alloc_pages(gfp_t gfp, unsigned int order, int preferred_nid)
{
	struct alloc_context ac = { .preferred_nid = preferred_nid };
	struct page *page;

	if (WARN_ON_ONCE(order >= MAX_ORDER))
		return NULL;

	gfp &= gfp_allowed_mask;
	gfp = current_gfp_context(gfp);
	ac.zonelist = node_zonelist(preferred_nid, gfp);

	page = get_page_from_freelist(gfp, order, ALLOC_WMARK_LOW, &ac);
	if (likely(page))
		return page;
	return __alloc_pages_slowpath(gfp, order, &ac);
}
EXPORT_SYMBOL(__alloc_pages);

void __free_pages(struct page *page, unsigned int order)
{
	struct zone *zone = page_zone(page);

	list_add(&page->lru, &zone->free_area[order]);
	zone->nr_free += 1UL << order;
}
EXPORT_SYMBOL(__free_pages);

unsigned long __get_free_pages(gfp_t gfp_mask, unsigned int order)
{
	struct page *page = alloc_pages(gfp_mask & ~__GFP_HIGHMEM, order);

	return page ? (unsigned long)page_address(page) : 0;
}
EXPORT_SYMBOL(__get_free_pages);

unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr_pages, struct page **page_array)
{
	unsigned long filled = 0;

	while (filled < nr_pages && (page_array[filled] = __alloc_pages(gfp, 0, numa_node_id())))
		filled++;
	return filled;
}
EXPORT_SYMBOL_GPL(alloc_pages_bulk_array);
