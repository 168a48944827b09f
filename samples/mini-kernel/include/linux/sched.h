/* SPDX-License-Identifier: MIT */
/* Idiom: bit-fields of state on the task; PF_MEMALLOC_* open the scopes of sched/mm.h. */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <linux/types.h>
#include <asm/current.h>

#define TASK_COMM_LEN		16

#define PF_MEMALLOC		0x00000800	/* May use the reserves: it frees more than it takes */
#define PF_KSWAPD		0x00020000	/* This is kswapd */
#define PF_MEMALLOC_NOFS	0x00040000	/* Every allocation acts as GFP_NOFS */
#define PF_MEMALLOC_NOIO	0x00080000	/* Every allocation acts as GFP_NOIO */
#define PF_MEMALLOC_PIN		0x10000000	/* No movable memory: it is about to be pinned for long */

struct reclaim_state {
	unsigned long reclaimed_slab;
};

struct task_struct {
	unsigned int flags;
	pid_t pid;
	char comm[TASK_COMM_LEN];
	struct reclaim_state *reclaim_state;
	struct mempolicy *mempolicy;
};

extern int cond_resched(void);
extern void schedule_timeout_uninterruptible(long timeout);
extern bool fatal_signal_pending(struct task_struct *task);

extern struct task_struct *kthread_run(int (*threadfn)(void *data), void *data, const char *name);
extern bool kthread_should_stop(void);

#endif
