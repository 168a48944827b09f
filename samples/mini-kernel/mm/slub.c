// SPDX-License-Identifier: MIT
/* Idiom: a mask that is trimmed on its way: the wanted order is asked for lightly, the smallest one in earnest. */
#include <linux/slab.h>
#include <linux/sched/mm.h>

struct slab {
	struct kmem_cache *cache;
	void *freelist;
	struct list_head slab_list;
};

static inline struct page *alloc_slab_page(gfp_t flags, int node, unsigned int order)
{
	if (node == numa_node_id())
		return alloc_pages(flags, order);
	return alloc_pages_node(node, flags, order);
}

/* Threads the free objects together: each one begins with the address of the next. */
static struct slab *setup_slab(struct kmem_cache *s, struct page *page, unsigned int order)
{
	struct slab *slab = page_address(page);
	void *end = (void *)slab + (PAGE_SIZE << order);
	void *object = slab + 1;

	slab->cache = s;
	for (slab->freelist = NULL; object + s->size <= end; object += s->size) {
		*(void **)object = slab->freelist;
		slab->freelist = object;
	}
	return slab;
}

static struct slab *allocate_slab(struct kmem_cache *s, gfp_t flags, int node)
{
	unsigned int order = s->oo_order;
	struct page *page;
	gfp_t alloc_gfp;

	flags &= gfp_allowed_mask;
	flags |= s->allocflags;

	/* The first try must not reclaim for a luxury. */
	alloc_gfp = (flags | __GFP_NOWARN | __GFP_NORETRY) & ~__GFP_NOFAIL;
	if ((alloc_gfp & __GFP_DIRECT_RECLAIM) && s->oo_order > s->min_order)
		alloc_gfp = (alloc_gfp | __GFP_NOMEMALLOC) & ~__GFP_RECLAIM;

	page = alloc_slab_page(alloc_gfp, node, order);
	if (unlikely(!page)) {
		alloc_gfp = flags;
		order = s->min_order;
		page = alloc_slab_page(alloc_gfp, node, order);
	}
	return page ? setup_slab(s, page, order) : NULL;
}

static struct slab *new_slab(struct kmem_cache *s, gfp_t flags, int node)
{
	if (unlikely(flags & GFP_SLAB_BUG_MASK))
		flags &= ~GFP_SLAB_BUG_MASK;
	WARN_ON_ONCE(s->ctor && (flags & __GFP_ZERO));

	return allocate_slab(s, flags & (GFP_RECLAIM_MASK | GFP_CONSTRAINT_MASK), node);
}

static noinline void slab_out_of_memory(struct kmem_cache *s, gfp_t gfpflags, int nid)
{
	pr_warn("SLUB: Unable to allocate memory on node %d, gfp=%#x\n", nid, gfpflags);
	pr_warn("  cache: %s, object size: %u\n", s->name, s->size);
}

static void *get_freelist(struct slab *slab)
{
	void *object = slab->freelist;

	slab->freelist = *(void **)object;
	if (!slab->freelist)
		list_del(&slab->slab_list);
	return object;
}

static void *___slab_alloc(struct kmem_cache *s, gfp_t gfpflags, int node)
{
	struct slab *slab;

	if (!list_empty(&s->partial))
		return get_freelist(list_first_entry(&s->partial, struct slab, slab_list));

	slab = new_slab(s, gfpflags, node);
	if (unlikely(!slab)) {
		if (!(gfpflags & __GFP_NOWARN))
			slab_out_of_memory(s, gfpflags, node);
		return NULL;
	}
	list_add(&slab->slab_list, &s->partial);
	return get_freelist(slab);
}

static __always_inline void *slab_alloc_node(struct kmem_cache *s, gfp_t gfpflags, int node)
{
	void *object;

	might_alloc(gfpflags);
	object = ___slab_alloc(s, gfpflags, node);
	if (unlikely(gfpflags & __GFP_ZERO) && object)
		memset(object, 0, s->size);
	return object;
}

void *__kmem_cache_alloc_node(struct kmem_cache *s, gfp_t gfpflags, int node)
{
	return slab_alloc_node(s, gfpflags, node);
}

void *kmem_cache_alloc(struct kmem_cache *s, gfp_t gfpflags)
{
	return slab_alloc_node(s, gfpflags, numa_node_id());
}
EXPORT_SYMBOL(kmem_cache_alloc);

void kfree(const void *objp)
{
	struct slab *slab;

	if (unlikely(!objp))
		return;
	slab = page_address(virt_to_page(objp));
	if (!slab->freelist)
		list_add(&slab->slab_list, &slab->cache->partial);
	*(void **)objp = slab->freelist;
	slab->freelist = (void *)objp;
}
EXPORT_SYMBOL(kfree);

/* What pages of a cache get beside the mask of whoever asks. */
void kmem_cache_setup(struct kmem_cache *s)
{
	s->allocflags = 0;
	if (s->oo_order)
		s->allocflags |= __GFP_COMP;
}
