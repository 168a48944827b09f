/* SPDX-License-Identifier: MIT */
/* Idiom: INIT_WORK stores a callback; the worker that runs it has left every memalloc_*_save() scope. */
#ifndef _LINUX_WORKQUEUE_H
#define _LINUX_WORKQUEUE_H

#include <linux/list.h>

struct work_struct;
typedef void (*work_func_t)(struct work_struct *work);

struct work_struct {
	struct list_head entry;
	work_func_t func;
};

struct workqueue_struct;

#define INIT_WORK(_work, _func)						\
	do {								\
		INIT_LIST_HEAD(&(_work)->entry);			\
		(_work)->func = (_func);				\
	} while (0)

extern bool queue_work(struct workqueue_struct *wq, struct work_struct *work);
extern struct workqueue_struct *system_wq;

static inline bool schedule_work(struct work_struct *work)
{
	return queue_work(system_wq, work);
}

#endif
