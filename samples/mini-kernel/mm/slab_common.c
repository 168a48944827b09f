// SPDX-License-Identifier: MIT
/* Idiom: the part that all slab allocators share; large sizes leave the slabs here and ask for pages at once. */
#include <linux/slab.h>
#include <linux/sched/mm.h>

static struct kmem_cache kmalloc_caches[PAGE_SHIFT + 2];

static struct kmem_cache *kmalloc_slab(size_t size)
{
	unsigned int index = 3;

	while ((1UL << index) < size)
		index++;
	return &kmalloc_caches[index];
}

static unsigned int get_order(size_t size)
{
	unsigned int order = 0;

	while ((PAGE_SIZE << order) < size)
		order++;
	return order;
}

/* Sixteen pages side by side are another thing than sixteen pages: this is where order > 0 comes from. */
static void *__kmalloc_large_node(size_t size, gfp_t flags, int node)
{
	struct page *page;

	if (unlikely(flags & GFP_SLAB_BUG_MASK))
		flags &= ~GFP_SLAB_BUG_MASK;

	flags |= __GFP_COMP;
	page = alloc_pages_node(node, flags, get_order(size));
	return page ? page_address(page) : NULL;
}

void *kmalloc_large(size_t size, gfp_t flags)
{
	return __kmalloc_large_node(size, flags, numa_node_id());
}
EXPORT_SYMBOL(kmalloc_large);

static __always_inline void *__do_kmalloc_node(size_t size, gfp_t flags, int node)
{
	if (unlikely(size > KMALLOC_MAX_CACHE_SIZE))
		return __kmalloc_large_node(size, flags, node);
	if (unlikely(!size))
		return NULL;
	return __kmem_cache_alloc_node(kmalloc_slab(size), flags, node);
}

void *__kmalloc(size_t size, gfp_t flags)
{
	return __do_kmalloc_node(size, flags, numa_node_id());
}
EXPORT_SYMBOL(__kmalloc);
