/* SPDX-License-Identifier: MIT */
/* Idiom: tables of operations; a call through one of them may go to any file system. */
#ifndef _LINUX_FS_H
#define _LINUX_FS_H

#include <linux/mm.h>
#include <linux/shrinker.h>

struct writeback_control;
struct file;
struct inode;
struct super_block;

struct address_space_operations {
	int (*writepage)(struct page *page, struct writeback_control *wbc);
	int (*writepages)(struct address_space *mapping, struct writeback_control *wbc);
	int (*read_folio)(struct file *file, struct folio *folio);
	bool (*dirty_folio)(struct address_space *mapping, struct folio *folio);
	bool (*release_folio)(struct folio *folio, gfp_t gfp);
};

struct address_space {
	struct inode *host;
	unsigned long nrpages;
	gfp_t gfp_mask;
	const struct address_space_operations *a_ops;
};

struct inode {
	struct super_block *i_sb;
	struct address_space *i_mapping;
	struct address_space i_data;
	struct list_head i_sb_list;
	struct list_head i_lru;
};

struct super_operations {
	struct inode *(*alloc_inode)(struct super_block *sb);
	void (*free_inode)(struct inode *inode);
	long (*nr_cached_objects)(struct super_block *sb, struct shrink_control *sc);
	long (*free_cached_objects)(struct super_block *sb, struct shrink_control *sc);
};

struct file_system_type {
	const char *name;
	int (*init_fs_context)(struct super_block *sb);
};

struct super_block {
	struct list_head s_list;
	struct list_head s_inodes;
	struct list_head s_inode_lru;	/* Unused inodes, oldest last */
	spinlock_t s_inode_list_lock;
	struct rw_semaphore s_umount;
	const struct super_operations *s_op;
	struct file_system_type *s_type;
	struct shrinker s_shrink;
	void *s_fs_info;
};

static inline gfp_t mapping_gfp_mask(struct address_space *mapping)
{
	return mapping->gfp_mask;
}

/* A mapping may forbid bits (__GFP_FS for one) but never adds any. */
static inline gfp_t mapping_gfp_constraint(struct address_space *mapping, gfp_t gfp_mask)
{
	return mapping_gfp_mask(mapping) & gfp_mask;
}

static inline void mapping_set_gfp_mask(struct address_space *mapping, gfp_t mask)
{
	mapping->gfp_mask = mask;
}

#define FGP_LOCK	0x00000002
#define FGP_CREAT	0x00000004
#define FGP_WRITE	0x00000008
#define FGP_NOFS	0x00000010
#define FGP_NOWAIT	0x00000020

extern struct folio *__filemap_get_folio(struct address_space *mapping, pgoff_t index, int fgp_flags, gfp_t gfp);
extern bool filemap_release_folio(struct folio *folio, gfp_t gfp);
extern int filemap_read_folio(struct file *file, struct address_space *mapping, struct folio *folio);
extern unsigned long invalidate_mapping_pages(struct address_space *mapping, pgoff_t start, pgoff_t end);
extern long prune_icache_sb(struct super_block *sb, struct shrink_control *sc);
extern struct super_block *alloc_super(struct file_system_type *type);
extern void iterate_supers(void (*f)(struct super_block *sb, void *arg), void *arg);
extern int register_filesystem(struct file_system_type *type);

#endif
