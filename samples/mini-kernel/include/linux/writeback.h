/* SPDX-License-Identifier: MIT */
/* Idiom: a control block made with a designated initialiser, and a table of knobs with a handler each. */
#ifndef _LINUX_WRITEBACK_H
#define _LINUX_WRITEBACK_H

#include <linux/fs.h>

enum writeback_sync_modes { WB_SYNC_NONE, WB_SYNC_ALL };

struct writeback_control {
	long nr_to_write;
	enum writeback_sync_modes sync_mode;
	unsigned for_reclaim:1;
};

struct ctl_table;
typedef int proc_handler(struct ctl_table *table, int write, void *buffer, size_t *lenp, loff_t *ppos);

struct ctl_table {
	const char *procname;
	void *data;
	int maxlen;
	proc_handler *proc_handler;
};

extern int sysctl_drop_caches;
extern int proc_dointvec_minmax(struct ctl_table *table, int write, void *buffer, size_t *lenp, loff_t *ppos);
extern int drop_caches_sysctl_handler(struct ctl_table *table, int write, void *buffer, size_t *lenp, loff_t *ppos);
extern void *register_sysctl(const char *path, struct ctl_table *table);

#endif
