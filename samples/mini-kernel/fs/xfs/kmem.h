/* SPDX-License-Identifier: MIT */
/* Idiom: a file system with flags of its own, turned into a mask in one place. */
#ifndef __XFS_KMEM_H__
#define __XFS_KMEM_H__

#include <linux/slab.h>

/* As XFS writes it: a static function that a debugger should see. */
#define STATIC static noinline

typedef unsigned int __bitwise xfs_km_flags_t;
#define KM_NOFS		((__force xfs_km_flags_t)0x0004u)
#define KM_MAYFAIL	((__force xfs_km_flags_t)0x0008u)
#define KM_ZERO		((__force xfs_km_flags_t)0x0010u)
#define KM_NOLOCKDEP	((__force xfs_km_flags_t)0x0020u)

/* kmem_alloc() has a warning of its own, so the page allocator's is switched off. */
static inline gfp_t
kmem_flags_convert(xfs_km_flags_t flags)
{
	gfp_t lflags = GFP_KERNEL | __GFP_NOWARN;

	BUG_ON(flags & ~(KM_NOFS | KM_MAYFAIL | KM_ZERO | KM_NOLOCKDEP));

	if (flags & KM_NOFS)
		lflags &= ~__GFP_FS;
	if (flags & KM_MAYFAIL)
		lflags |= __GFP_RETRY_MAYFAIL;
	if (flags & KM_ZERO)
		lflags |= __GFP_ZERO;
	if (flags & KM_NOLOCKDEP)
		lflags |= __GFP_NOLOCKDEP;
	return lflags;
}

extern void *kmem_alloc(size_t size, xfs_km_flags_t flags);

static inline void kmem_free(const void *ptr)
{
	kvfree(ptr);
}

static inline void *
kmem_zalloc(size_t size, xfs_km_flags_t flags)
{
	return kmem_alloc(size, flags | KM_ZERO);
}

#endif /* __XFS_KMEM_H__ */
