// SPDX-License-Identifier: MIT
/* Idiom: a handler that is reached through a table of knobs alone: echo 3 > /proc/sys/vm/drop_caches. */
#include <linux/fs.h>
#include <linux/writeback.h>

int sysctl_drop_caches;

static void drop_pagecache_sb(struct super_block *sb, void *unused)
{
	struct inode *inode;

	list_for_each_entry(inode, &sb->s_inodes, i_sb_list) {
		if (inode->i_mapping->nrpages)
			invalidate_mapping_pages(inode->i_mapping, 0, -1);
	}
}

int drop_caches_sysctl_handler(struct ctl_table *table, int write, void *buffer, size_t *length, loff_t *ppos)
{
	int ret = proc_dointvec_minmax(table, write, buffer, length, ppos);

	if (ret || !write)
		return ret;
	if (sysctl_drop_caches & 1)
		iterate_supers(drop_pagecache_sb, NULL);
	if (sysctl_drop_caches & 2)
		drop_slab();
	return 0;
}

static struct ctl_table vm_table[] = {
	{
		.procname	= "drop_caches",
		.data		= &sysctl_drop_caches,
		.maxlen		= sizeof(int),
		.proc_handler	= drop_caches_sysctl_handler,
	},
	{ }
};

int __init init_vm_sysctls(void)
{
	return register_sysctl("vm", vm_table) ? 0 : -12;
}
