// SPDX-License-Identifier: MIT
/* Idiom: the architecture's own answer to a weak default (mm/util.c). */
#include <linux/mm.h>

unsigned long max_low_pfn;

unsigned long arch_reserved_kernel_pages(void)
{
	/* Real mode's first megabyte stays untouched. */
	return min_t(unsigned long, max_low_pfn, 256);
}
