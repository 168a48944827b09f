// SPDX-License-Identifier: MIT
/* Idiom: a loop around kmalloc() that never gives up: the place where the story of the log begins. */
#include "kmem.h"
#include <linux/sched/mm.h>

void *
kmem_alloc(size_t size, xfs_km_flags_t flags)
{
	gfp_t lflags = kmem_flags_convert(flags);
	int retries = 0;
	void *ptr;

	for (;;) {
		ptr = kmalloc(size, lflags);
		if (ptr || (flags & KM_MAYFAIL))
			return ptr;
		if (++retries % 100 == 0)
			pr_warn("XFS: %s(%d) possible memory allocation deadlock size %lu in %s (mode:0x%x)\n",
				current->comm, current->pid, size, __func__, lflags);
		schedule_timeout_uninterruptible(2);
	}
}
