// SPDX-License-Identifier: MIT
/* Idiom: a mask built from another set of flags with if and else, bulk page allocation, and a second shrinker. */
#include <linux/fs.h>
#include <linux/sched/mm.h>
#include "kmem.h"

#define XBF_READ_AHEAD	(1u << 2)

typedef unsigned int xfs_buf_flags_t;

struct xfs_buf {
	struct list_head b_lru;
	struct page **b_pages;
	unsigned int b_page_count;
	void *b_addr;
};

struct xfs_buftarg {
	struct shrinker bt_shrinker;
	struct list_head bt_lru;
	unsigned long bt_count;
};

static int xfs_buf_alloc_pages(struct xfs_buf *bp, xfs_buf_flags_t flags)
{
	gfp_t gfp_mask = __GFP_NOWARN;
	unsigned long filled = 0;

	if (flags & XBF_READ_AHEAD)
		gfp_mask |= __GFP_NORETRY;
	else
		gfp_mask |= GFP_NOFS;

	bp->b_pages = kzalloc(bp->b_page_count * sizeof(struct page *), gfp_mask);
	if (!bp->b_pages)
		return -12;

	while (filled < bp->b_page_count) {
		filled += alloc_pages_bulk_array(gfp_mask, bp->b_page_count - filled, bp->b_pages + filled);
		if (filled < bp->b_page_count && (flags & XBF_READ_AHEAD))
			return -12;
	}
	return 0;
}

static int xfs_buf_alloc_kmem(struct xfs_buf *bp, size_t size)
{
	bp->b_addr = kmem_alloc(size, KM_NOFS | KM_MAYFAIL);
	return bp->b_addr ? 0 : -12;
}

int xfs_buf_get(struct xfs_buf *bp, size_t size, xfs_buf_flags_t flags)
{
	if (size < PAGE_SIZE && xfs_buf_alloc_kmem(bp, size) == 0)
		return 0;
	return xfs_buf_alloc_pages(bp, flags);
}

/* Buffers on the list are clean and free: no flag is needed to let them go. */
static unsigned long xfs_buftarg_shrink_scan(struct shrinker *shrink, struct shrink_control *sc)
{
	struct xfs_buftarg *btp = container_of(shrink, struct xfs_buftarg, bt_shrinker);
	unsigned long freed = 0;
	struct xfs_buf *bp;

	while (freed < sc->nr_to_scan && !list_empty(&btp->bt_lru)) {
		bp = list_first_entry(&btp->bt_lru, struct xfs_buf, b_lru);
		list_del(&bp->b_lru);
		kmem_free(bp);
		freed++;
	}
	return freed;
}

static unsigned long xfs_buftarg_shrink_count(struct shrinker *shrink, struct shrink_control *sc)
{
	return container_of(shrink, struct xfs_buftarg, bt_shrinker)->bt_count;
}

struct xfs_buftarg *xfs_alloc_buftarg(const char *device)
{
	struct xfs_buftarg *btp = kmem_zalloc(sizeof(*btp), KM_NOFS);

	INIT_LIST_HEAD(&btp->bt_lru);
	btp->bt_shrinker.count_objects = xfs_buftarg_shrink_count;
	btp->bt_shrinker.scan_objects = xfs_buftarg_shrink_scan;
	btp->bt_shrinker.seeks = DEFAULT_SEEKS;
	if (register_shrinker(&btp->bt_shrinker, "xfs-buf:%s", device)) {
		kmem_free(btp);
		return NULL;
	}
	return btp;
}
