// SPDX-License-Identifier: MIT
/* Idiom: an early return that a flag decides: no compaction without __GFP_IO, file pages stay without __GFP_FS. */
#include <linux/swap.h>

#ifdef CONFIG_COMPACTION
struct compact_control {
	const gfp_t gfp_mask;
	int order;
	struct zone *zone;
	struct list_head migratepages;
};

static bool isolate_migratepages_block(struct compact_control *cc)
{
	struct folio *folio = lru_to_folio(&cc->zone->zone_pgdat->__lruvec.lists[LRU_INACTIVE_FILE]);

	/* Moving a file's page calls its file system. */
	if (!(cc->gfp_mask & __GFP_FS) && !folio_test_anon(folio))
		return false;
	list_move(&folio->lru, &cc->migratepages);
	return true;
}

static struct page *compact_zone_order(struct zone *zone, int order, gfp_t gfp_mask)
{
	struct compact_control cc = {
		.order = order,
		.gfp_mask = gfp_mask,
		.zone = zone,
	};

	INIT_LIST_HEAD(&cc.migratepages);
	while (isolate_migratepages_block(&cc))
		if (!list_empty(&zone->free_area[order]))
			return list_first_entry(&zone->free_area[order], struct page, lru);
	return NULL;
}

struct page *try_to_compact_pages(gfp_t gfp_mask, unsigned int order, struct zonelist *zonelist)
{
	bool may_perform_io = gfp_mask & __GFP_IO;
	struct page *page;
	struct zone *zone;
	int i;

	if (!may_perform_io)
		return NULL;
	for_each_zone_zonelist(zone, i, zonelist) {
		page = compact_zone_order(zone, order, gfp_mask);
		if (page)
			return page;
	}
	return NULL;
}
#endif /* CONFIG_COMPACTION */
