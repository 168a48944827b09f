// SPDX-License-Identifier: MIT
/* Idiom: a first try with a weaker mask and a second road (vmalloc), and a weak function (arch/x86 has its own). */
#include <linux/slab.h>

static gfp_t kmalloc_gfp_adjust(gfp_t flags, size_t size)
{
	/* vmalloc can do it as well: no warning, and no hard tries for pages side by side. */
	if (size > PAGE_SIZE) {
		flags |= __GFP_NOWARN;
		if (!(flags & __GFP_RETRY_MAYFAIL))
			flags |= __GFP_NORETRY;
		flags &= ~__GFP_NOFAIL;
	}
	return flags;
}

void *kvmalloc_node(size_t size, gfp_t flags, int node)
{
	void *ret = kmalloc(size, kmalloc_gfp_adjust(flags, size));

	if (ret || size <= PAGE_SIZE)
		return ret;
	if (!gfpflags_allow_blocking(flags))
		return NULL;
	return __vmalloc(size, flags);
}
EXPORT_SYMBOL(kvmalloc_node);

void kvfree(const void *addr)
{
	kfree(addr);
}
EXPORT_SYMBOL(kvfree);

void *kmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *copy = kmalloc(len, gfp);

	return copy ? memcpy(copy, src, len) : NULL;
}
EXPORT_SYMBOL(kmemdup);

unsigned long __weak arch_reserved_kernel_pages(void)
{
	return 0;
}
