// SPDX-License-Identifier: MIT
/* Idiom: alloc_pages() of NUMA kernels (gfp.h has the other one), and a system call made by SYSCALL_DEFINE3. */
#include <linux/slab.h>
#include <linux/sched/mm.h>
#include <linux/syscalls.h>

enum { MPOL_DEFAULT, MPOL_PREFERRED, MPOL_INTERLEAVE };

struct mempolicy {
	int mode;
	int preferred_node;
};

#ifdef CONFIG_NUMA
/* A preferred node is tried first without reclaim, then every node with it. */
static struct page *alloc_pages_preferred(gfp_t gfp, unsigned int order, struct mempolicy *pol)
{
	gfp_t preferred_gfp = (gfp | __GFP_NOWARN) & ~(__GFP_DIRECT_RECLAIM | __GFP_NOFAIL);
	struct page *page = __alloc_pages(preferred_gfp, order, pol->preferred_node);

	return page ? page : __alloc_pages(gfp, order, numa_node_id());
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	struct mempolicy *pol = current->mempolicy;

	if (pol && pol->mode == MPOL_PREFERRED && !(gfp & __GFP_THISNODE))
		return alloc_pages_preferred(gfp, order, pol);
	return __alloc_pages(gfp, order, numa_node_id());
}
EXPORT_SYMBOL(alloc_pages);
#endif

static struct mempolicy *mpol_new(int mode, int node)
{
	struct mempolicy *policy = kmalloc(sizeof(*policy), GFP_KERNEL);

	if (!policy)
		return NULL;
	policy->mode = mode;
	policy->preferred_node = node;
	return policy;
}

static long kernel_set_mempolicy(int mode, const unsigned long __user *nmask, unsigned long maxnode)
{
	struct mempolicy *policy;
	unsigned long nodes = 1;

	if (mode < MPOL_DEFAULT || mode > MPOL_INTERLEAVE)
		return -22;
	if (nmask && maxnode && copy_from_user(&nodes, nmask, sizeof(nodes)))
		return -14;
	policy = mpol_new(mode, __builtin_ctzl(nodes | 1UL << 63));
	if (!policy)
		return -12;
	kfree(current->mempolicy);
	current->mempolicy = policy;
	return 0;
}

SYSCALL_DEFINE3(set_mempolicy, int, mode, const unsigned long __user *, nmask, unsigned long, maxnode)
{
	return kernel_set_mempolicy(mode, nmask, maxnode);
}
