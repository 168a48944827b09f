// SPDX-License-Identifier: MIT
/* Idiom: the tables of a file system: super operations, its type, and a mapping without __GFP_FS set up once per inode. */
#include <linux/fs.h>
#include "kmem.h"

struct xfs_buftarg;

struct xfs_mount {
	struct super_block *m_super;
	struct xfs_buftarg *m_ddev_targp;
	long m_reclaimable;
};

extern const struct address_space_operations xfs_address_space_operations;
extern struct xfs_buftarg *xfs_alloc_buftarg(const char *device);

static struct kmem_cache xfs_inode_cache = {
	.name		= "xfs_inode",
	.size		= sizeof(struct inode),
	.flags		= SLAB_RECLAIM_ACCOUNT | SLAB_ACCOUNT,
	.allocflags	= __GFP_RECLAIMABLE,
};

static struct inode *xfs_fs_alloc_inode(struct super_block *sb)
{
	struct inode *inode = kmem_cache_alloc(&xfs_inode_cache, GFP_KERNEL | __GFP_NOFAIL);
	gfp_t gfp_mask;

	inode->i_sb = sb;
	list_add(&inode->i_sb_list, &sb->s_inodes);
	INIT_LIST_HEAD(&inode->i_lru);
	inode->i_mapping = &inode->i_data;
	inode->i_data.a_ops = &xfs_address_space_operations;
	mapping_set_gfp_mask(inode->i_mapping, GFP_HIGHUSER_MOVABLE);

	/* Page cache of this file is allocated while its locks are held. */
	gfp_mask = mapping_gfp_mask(inode->i_mapping);
	mapping_set_gfp_mask(inode->i_mapping, gfp_mask & ~__GFP_FS);
	return inode;
}

static void xfs_fs_free_inode(struct inode *inode)
{
	kfree(inode);
}

static long xfs_fs_nr_cached_objects(struct super_block *sb, struct shrink_control *sc)
{
	struct xfs_mount *mp = sb->s_fs_info;

	return mp ? mp->m_reclaimable : 0;
}

static long xfs_fs_free_cached_objects(struct super_block *sb, struct shrink_control *sc)
{
	struct xfs_mount *mp = sb->s_fs_info;
	long freed = min_t(long, sc->nr_to_scan, mp->m_reclaimable);

	mp->m_reclaimable -= freed;
	return freed;
}

static const struct super_operations xfs_super_operations = {
	.alloc_inode		= xfs_fs_alloc_inode,
	.free_inode		= xfs_fs_free_inode,
	.nr_cached_objects	= xfs_fs_nr_cached_objects,
	.free_cached_objects	= xfs_fs_free_cached_objects,
};

static int xfs_fs_fill_super(struct super_block *sb)
{
	struct xfs_mount *mp = kmem_zalloc(sizeof(*mp), 0);

	mp->m_super = sb;
	mp->m_ddev_targp = xfs_alloc_buftarg("dm-0");
	sb->s_fs_info = mp;
	sb->s_op = &xfs_super_operations;
	return sb->s_op->alloc_inode(sb) ? 0 : -12;
}

static struct file_system_type xfs_fs_type = {
	.name			= "xfs",
	.init_fs_context	= xfs_fs_fill_super,
};

int __init init_xfs_fs(void)
{
	return register_filesystem(&xfs_fs_type);
}
