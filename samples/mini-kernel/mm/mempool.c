// SPDX-License-Identifier: MIT
/* Idiom: a callback typedef in a pool, a first try without sleeping and I/O, then the reserve, then patience. */
#include <linux/slab.h>
#include <linux/sched.h>

typedef void *(mempool_alloc_t)(gfp_t gfp_mask, void *pool_data);
typedef void (mempool_free_t)(void *element, void *pool_data);

typedef struct mempool_s {
	int curr_nr;
	void **elements;
	void *pool_data;
	mempool_alloc_t *alloc;
	mempool_free_t *free;
} mempool_t;

void *mempool_alloc_slab(gfp_t gfp_mask, void *pool_data)
{
	return kmem_cache_alloc(pool_data, gfp_mask);
}
EXPORT_SYMBOL(mempool_alloc_slab);

mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn, void *pool_data)
{
	mempool_t *pool = kzalloc(sizeof(*pool), GFP_KERNEL);

	if (!pool)
		return NULL;
	pool->elements = kmalloc_array(min_nr, sizeof(void *), GFP_KERNEL);
	pool->alloc = alloc_fn;
	pool->free = free_fn;
	pool->pool_data = pool_data;
	while (pool->elements && pool->curr_nr < min_nr)
		pool->elements[pool->curr_nr++] = pool->alloc(GFP_KERNEL, pool->pool_data);
	return pool;
}
EXPORT_SYMBOL(mempool_create);

mempool_t *mempool_create_slab_pool(int min_nr, struct kmem_cache *cache)
{
	return mempool_create(min_nr, mempool_alloc_slab, NULL, cache);
}
EXPORT_SYMBOL(mempool_create_slab_pool);

void *mempool_alloc(mempool_t *pool, gfp_t gfp_mask)
{
	gfp_t gfp_temp;
	void *element;

	might_sleep_if(gfp_mask & __GFP_DIRECT_RECLAIM);
	gfp_mask |= __GFP_NOMEMALLOC | __GFP_NORETRY | __GFP_NOWARN;
	gfp_temp = gfp_mask & ~(__GFP_DIRECT_RECLAIM | __GFP_IO);

	for (;;) {
		element = pool->alloc(gfp_temp, pool->pool_data);
		if (likely(element))
			return element;
		if (pool->curr_nr)
			return pool->elements[--pool->curr_nr];
		if (gfp_temp == gfp_mask && !(gfp_mask & __GFP_DIRECT_RECLAIM))
			return NULL;
		gfp_temp = gfp_mask;
		schedule_timeout_uninterruptible(5);
	}
}
EXPORT_SYMBOL(mempool_alloc);
