/* SPDX-License-Identifier: MIT */
/* Idiom: kmalloc() is a static inline in front of the allocator that the configuration chose. */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/mm.h>

#define SLAB_RECLAIM_ACCOUNT	((slab_flags_t __force)0x00020000U)
#define SLAB_ACCOUNT		((slab_flags_t __force)0x04000000U)
#define KMALLOC_MAX_CACHE_SIZE	(2 * PAGE_SIZE)

struct kmem_cache {
	const char *name;
	unsigned int size;
	slab_flags_t flags;
	gfp_t allocflags;		/* Bits that every page of this cache gets, __GFP_RECLAIMABLE for one */
	unsigned int oo_order;		/* The order that is wanted ... */
	unsigned int min_order;		/* ... and the one that must do */
	void (*ctor)(void *object);
	struct list_head partial;
};

void *__kmem_cache_alloc_node(struct kmem_cache *s, gfp_t gfpflags, int node);
void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags) __malloc;
void *kmalloc_large(size_t size, gfp_t flags) __alloc_size(1);
void *__kmalloc(size_t size, gfp_t flags) __alloc_size(1);
void kfree(const void *objp);

static __always_inline __alloc_size(1) void *kmalloc(size_t size, gfp_t flags)
{
	if (__builtin_constant_p(size) && size > KMALLOC_MAX_CACHE_SIZE)
		return kmalloc_large(size, flags);
	return __kmalloc(size, flags);
}

static inline __alloc_size(1) void *kzalloc(size_t size, gfp_t flags)
{
	return kmalloc(size, flags | __GFP_ZERO);
}

static inline __alloc_size(1, 2) void *kmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		return NULL;
	return __kmalloc(bytes, flags);
}

#define kcalloc(n, size, flags) kmalloc_array(n, size, (flags) | __GFP_ZERO)

static inline __alloc_size(1) void *kvmalloc(size_t size, gfp_t flags)
{
	return kvmalloc_node(size, flags, numa_node_id());
}

#endif
