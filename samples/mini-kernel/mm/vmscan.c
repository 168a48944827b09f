// SPDX-License-Identifier: MIT
/* Idiom: the mask travels in a structure, sc->gfp_mask; direct reclaim and kswapd set it, __GFP_FS and __GFP_IO gate. */
#include <linux/swap.h>
#include <linux/sched/mm.h>
#include <linux/writeback.h>
#include <trace/events/vmscan.h>

struct scan_control {
	gfp_t gfp_mask;
	s8 order;
	s8 priority;
	unsigned int may_writepage:1;
	unsigned int may_swap:1;
	unsigned long nr_to_reclaim;
	unsigned long nr_reclaimed;
	struct mem_cgroup *target_mem_cgroup;
};

typedef enum { PAGE_KEEP, PAGE_ACTIVATE, PAGE_SUCCESS, PAGE_CLEAN } pageout_t;

static LIST_HEAD(shrinker_list);
static struct rw_semaphore shrinker_rwsem;

int register_shrinker(struct shrinker *shrinker, const char *fmt, ...)
{
	list_add_tail(&shrinker->list, &shrinker_list);
	return 0;
}
EXPORT_SYMBOL(register_shrinker);

void unregister_shrinker(struct shrinker *shrinker)
{
	list_del(&shrinker->list);
}
EXPORT_SYMBOL(unregister_shrinker);

static unsigned long do_shrink_slab(struct shrink_control *shrinkctl, struct shrinker *shrinker, int priority)
{
	long batch_size = shrinker->batch ? shrinker->batch : 128;
	unsigned long freed = 0, ret;
	long total_scan, freeable;

	freeable = shrinker->count_objects(shrinker, shrinkctl);
	if (freeable == 0 || (unsigned long)freeable == SHRINK_EMPTY)
		return 0;
	trace_mm_shrink_slab_start(shrinker, shrinkctl, freeable);

	for (total_scan = freeable >> priority; total_scan >= batch_size; total_scan -= batch_size) {
		shrinkctl->nr_to_scan = min_t(unsigned long, batch_size, total_scan);
		ret = shrinker->scan_objects(shrinker, shrinkctl);
		if (ret == SHRINK_STOP)
			break;
		freed += ret;
		cond_resched();
	}
	return freed;
}

unsigned long shrink_slab(gfp_t gfp_mask, int nid, struct mem_cgroup *memcg, int priority)
{
	unsigned long freed = 0;
	struct shrinker *shrinker;

	if (!down_read_trylock(&shrinker_rwsem))
		return 0;
	list_for_each_entry(shrinker, &shrinker_list, list) {
		struct shrink_control sc = {
			.gfp_mask = gfp_mask,
			.nid = nid,
			.memcg = memcg,
		};

		freed += do_shrink_slab(&sc, shrinker, priority);
	}
	up_read(&shrinker_rwsem);
	return freed;
}

static void drop_slab_node(int nid)
{
	while (shrink_slab(GFP_KERNEL, nid, NULL, 0) > 1)
		if (fatal_signal_pending(current))
			return;
}

void drop_slab(void)
{
	int nid;

	for_each_online_node(nid)
		drop_slab_node(nid);
}

/* May reclaim enter the file system (or the swap) behind this folio? */
static bool may_enter_fs(struct folio *folio, gfp_t gfp_mask)
{
	if (gfp_mask & __GFP_FS)
		return true;
	/* Swap cache goes straight to the block layer. */
	return folio_test_swapcache(folio) && (gfp_mask & __GFP_IO);
}

static pageout_t pageout(struct folio *folio, struct address_space *mapping)
{
	struct writeback_control wbc = {
		.sync_mode = WB_SYNC_NONE,
		.nr_to_write = SWAP_CLUSTER_MAX,
		.for_reclaim = 1,
	};

	if (!mapping)
		return PAGE_KEEP;
	if (mapping->a_ops->writepage == NULL)
		return PAGE_ACTIVATE;
	if (!folio_test_dirty(folio))
		return PAGE_CLEAN;

	folio_clear_dirty(folio);
	folio_set_reclaim(folio);
	if (mapping->a_ops->writepage(&folio->page, &wbc) < 0)
		return PAGE_ACTIVATE;
	return PAGE_SUCCESS;
}

static unsigned int shrink_folio_list(struct list_head *folio_list, struct pglist_data *pgdat, struct scan_control *sc)
{
	unsigned int nr_reclaimed = 0;
	LIST_HEAD(ret_folios);

	while (!list_empty(folio_list)) {
		struct folio *folio = lru_to_folio(folio_list);
		struct address_space *mapping = folio->mapping;

		list_del(&folio->lru);

		if (folio_test_writeback(folio)) {
			/* Waiting for a write that waits for our caller's locks would never end. */
			if (!may_enter_fs(folio, sc->gfp_mask))
				goto keep;
			folio_wait_writeback(folio);
		}
		if (folio_test_anon(folio) && !folio_test_swapcache(folio)) {
			if (!(sc->gfp_mask & __GFP_IO) || !sc->may_swap)
				goto keep;
			if (!add_to_swap(folio))
				goto keep;
		}
		if (folio_test_dirty(folio)) {
			if (!may_enter_fs(folio, sc->gfp_mask))
				goto keep;
			if (!sc->may_writepage)
				goto keep;
			if (pageout(folio, mapping) != PAGE_CLEAN)
				goto keep;
		}
		if (folio_test_private(folio) && !filemap_release_folio(folio, sc->gfp_mask))
			goto keep;
		__free_pages(&folio->page, 0);
		nr_reclaimed++;
		continue;
keep:
		list_add(&folio->lru, &ret_folios);
	}
	while (!list_empty(&ret_folios))
		list_move(ret_folios.next, &pgdat->__lruvec.lists[LRU_INACTIVE_FILE]);
	return nr_reclaimed;
}

static bool too_many_isolated(struct pglist_data *pgdat, struct scan_control *sc)
{
	/* Callers with less freedom go first: others may hold what they wait for. */
	if ((sc->gfp_mask & (__GFP_IO | __GFP_FS)) == (__GFP_IO | __GFP_FS))
		return !pgdat->kswapd;
	return false;
}

static unsigned long shrink_inactive_list(unsigned long nr_to_scan, struct lruvec *lruvec, struct scan_control *sc,
					  enum lru_list lru)
{
	struct pglist_data *pgdat = container_of(lruvec, struct pglist_data, __lruvec);
	LIST_HEAD(folio_list);

	while (unlikely(too_many_isolated(pgdat, sc)))
		schedule_timeout_uninterruptible(1);
	while (nr_to_scan-- && !list_empty(&lruvec->lists[lru]))
		list_move(lruvec->lists[lru].prev, &folio_list);
	return shrink_folio_list(&folio_list, pgdat, sc);
}

static void shrink_active_list(unsigned long nr_to_scan, struct lruvec *lruvec, enum lru_list lru)
{
	while (nr_to_scan-- && !list_empty(&lruvec->lists[lru]))
		list_move(lruvec->lists[lru].prev, &lruvec->lists[lru - 1]);
}

static unsigned long shrink_list(enum lru_list lru, unsigned long nr_to_scan, struct lruvec *lruvec,
				 struct scan_control *sc)
{
	if (lru == LRU_ACTIVE_ANON || lru == LRU_ACTIVE_FILE) {
		shrink_active_list(nr_to_scan, lruvec, lru);
		return 0;
	}
	return shrink_inactive_list(nr_to_scan, lruvec, sc, lru);
}

static void shrink_lruvec(struct lruvec *lruvec, struct scan_control *sc)
{
	enum lru_list lru;

	for_each_evictable_lru(lru)
		sc->nr_reclaimed += shrink_list(lru, SWAP_CLUSTER_MAX, lruvec, sc);
}

static void shrink_node_memcgs(pg_data_t *pgdat, struct scan_control *sc)
{
	struct mem_cgroup *memcg = mem_cgroup_iter(sc->target_mem_cgroup, NULL);

	do {
		shrink_lruvec(mem_cgroup_lruvec(memcg, pgdat), sc);
		shrink_slab(sc->gfp_mask, pgdat->node_id, memcg, sc->priority);
	} while ((memcg = mem_cgroup_iter(sc->target_mem_cgroup, memcg)));
}

static void shrink_node(pg_data_t *pgdat, struct scan_control *sc)
{
	shrink_node_memcgs(pgdat, sc);
}

static void shrink_zones(struct zonelist *zonelist, struct scan_control *sc)
{
	struct zone *zone;
	int i;

	for_each_zone_zonelist(zone, i, zonelist)
		shrink_node(zone->zone_pgdat, sc);
}

static unsigned long do_try_to_free_pages(struct zonelist *zonelist, struct scan_control *sc)
{
	do {
		shrink_zones(zonelist, sc);
		if (sc->nr_reclaimed >= sc->nr_to_reclaim)
			break;
	} while (--sc->priority >= 0);
	return sc->nr_reclaimed;
}

unsigned long try_to_free_pages(struct zonelist *zonelist, int order, gfp_t gfp_mask)
{
	unsigned long nr_reclaimed;
	struct scan_control sc = {
		.nr_to_reclaim = SWAP_CLUSTER_MAX,
		.gfp_mask = current_gfp_context(gfp_mask),
		.order = order,
		.priority = DEF_PRIORITY,
		.may_writepage = 1,
		.may_swap = 1,
	};

	trace_mm_vmscan_direct_reclaim_begin(order, sc.gfp_mask);
	nr_reclaimed = do_try_to_free_pages(zonelist, &sc);
	trace_mm_vmscan_direct_reclaim_end(nr_reclaimed);
	return nr_reclaimed;
}

static int balance_pgdat(pg_data_t *pgdat, int order)
{
	/* kswapd holds no one's locks: it may do everything. */
	struct scan_control sc = {
		.gfp_mask = GFP_KERNEL,
		.order = order,
		.priority = DEF_PRIORITY,
		.nr_to_reclaim = SWAP_CLUSTER_MAX,
		.may_writepage = 1,
		.may_swap = 1,
	};

	do {
		shrink_node(pgdat, &sc);
	} while (--sc.priority >= 1 && sc.nr_reclaimed < sc.nr_to_reclaim);
	return sc.order;
}

static int kswapd(void *p)
{
	pg_data_t *pgdat = (pg_data_t *)p;

	current->flags |= PF_MEMALLOC | PF_KSWAPD;
	while (!kthread_should_stop())
		pgdat->kswapd_order = balance_pgdat(pgdat, pgdat->kswapd_order);
	return 0;
}

void wakeup_kswapd(struct zone *zone, gfp_t gfp_mask, int order)
{
	pg_data_t *pgdat = zone->zone_pgdat;

	if (!(gfp_mask & __GFP_DIRECT_RECLAIM) && order > PAGE_ALLOC_COSTLY_ORDER)
		return;
	pgdat->kswapd_order = max_t(int, pgdat->kswapd_order, order);
}

void __init kswapd_run(int nid)
{
	pg_data_t *pgdat = NODE_DATA(nid);

	if (!pgdat->kswapd)
		pgdat->kswapd = kthread_run(kswapd, pgdat, "kswapd0");
}
