// SPDX-License-Identifier: MIT
/* Idiom: the gate that answers "progress" and does nothing: without __GFP_FS nobody is killed. */
#include <linux/swap.h>
#include <linux/sched.h>

static bool oom_killer_disabled;

static inline bool is_memcg_oom(struct oom_control *oc)
{
	return oc->memcg != NULL;
}

static void oom_kill_process(struct oom_control *oc, const char *message)
{
	pr_warn("%s invoked oom-killer: gfp_mask=%#x, order=%d\n", current->comm, oc->gfp_mask, oc->order);
	pr_crit("%s: Killed process %d (%s)\n", message, current->pid, current->comm);
}

bool out_of_memory(struct oom_control *oc)
{
	if (oom_killer_disabled)
		return false;

	/* Reclaim was held back by the mask: there may be plenty of memory that this caller cannot get at. */
	if (!(oc->gfp_mask & __GFP_FS) && !is_memcg_oom(oc))
		return true;

	oom_kill_process(oc, is_memcg_oom(oc) ? "Memory cgroup out of memory" : "Out of memory");
	return true;
}
EXPORT_SYMBOL_GPL(out_of_memory);
