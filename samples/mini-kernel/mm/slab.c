// SPDX-License-Identifier: MIT
/* Idiom: the alternative: the same names as slub.c, built with CONFIG_SLAB only; just one of the two is ever linked. */
#include <linux/slab.h>
#include <linux/sched/mm.h>

static struct page *kmem_getpages(struct kmem_cache *cachep, gfp_t flags, int nodeid)
{
	flags |= cachep->allocflags;
	return alloc_pages_node(nodeid, flags, cachep->min_order);
}

static void *cache_grow_begin(struct kmem_cache *cachep, gfp_t flags, int nodeid)
{
	gfp_t local_flags = flags & (GFP_CONSTRAINT_MASK | GFP_RECLAIM_MASK);
	struct page *page = kmem_getpages(cachep, local_flags, nodeid);

	return page ? page_address(page) : NULL;
}

static void *____cache_alloc(struct kmem_cache *cachep, gfp_t flags, int nodeid)
{
	struct page *page;

	/* One object a page: enough to show the road. */
	if (list_empty(&cachep->partial))
		return cache_grow_begin(cachep, flags, nodeid);
	page = list_first_entry(&cachep->partial, struct page, lru);
	list_del(&page->lru);
	return page_address(page);
}

void *__kmem_cache_alloc_node(struct kmem_cache *cachep, gfp_t flags, int nodeid)
{
	void *objp;

	flags &= gfp_allowed_mask;
	might_alloc(flags);
	objp = ____cache_alloc(cachep, flags, nodeid);
	if ((flags & __GFP_ZERO) && objp)
		memset(objp, 0, cachep->size);
	return objp;
}

void *kmem_cache_alloc(struct kmem_cache *cachep, gfp_t flags)
{
	return __kmem_cache_alloc_node(cachep, flags, numa_node_id());
}
EXPORT_SYMBOL(kmem_cache_alloc);

void kfree(const void *objp)
{
	if (objp)
		__free_page(virt_to_page(objp));
}
EXPORT_SYMBOL(kfree);
