/* SPDX-License-Identifier: MIT */
/* Idiom: a structure of callbacks that is filled in at run time, and a control block that carries the mask to them. */
#ifndef _LINUX_SHRINKER_H
#define _LINUX_SHRINKER_H

#include <linux/list.h>

struct shrink_control {
	gfp_t gfp_mask;
	int nid;
	unsigned long nr_to_scan;
	unsigned long nr_scanned;
	struct mem_cgroup *memcg;
};

#define SHRINK_STOP	(~0UL)		/* Nothing can be done under this mask */
#define SHRINK_EMPTY	(~0UL - 1)
#define DEFAULT_SEEKS	2

struct shrinker {
	unsigned long (*count_objects)(struct shrinker *shrink, struct shrink_control *sc);
	unsigned long (*scan_objects)(struct shrinker *shrink, struct shrink_control *sc);
	long batch;
	int seeks;
	struct list_head list;
};

extern int register_shrinker(struct shrinker *shrinker, const char *fmt, ...) __printf(2, 3);
extern void unregister_shrinker(struct shrinker *shrinker);

#endif
