// SPDX-License-Identifier: MIT
/* Idiom: the other end of the call through a_ops, a NOFS scope, and a completion that runs outside of it. */
#include <linux/fs.h>
#include <linux/sched/mm.h>
#include <linux/workqueue.h>
#include <linux/writeback.h>
#include "kmem.h"

struct xfs_extent_list {
	unsigned int count;
	u64 blocks[];
};

struct xfs_ioend {
	struct list_head io_list;
	struct inode *io_inode;
	struct work_struct io_work;
};

/* The inode's lock is held here: memory must not be reclaimed through the file system. */
static struct xfs_extent_list *xfs_iread_extents(struct inode *ip, unsigned int count)
{
	struct xfs_extent_list *list;

	list = kmem_alloc(sizeof(*list) + count * sizeof(u64), KM_NOFS);
	list->count = count;
	return list;
}

static void xfs_end_io(struct work_struct *work)
{
	struct xfs_ioend *ioend = container_of(work, struct xfs_ioend, io_work);
	unsigned int nofs_flag;

	/* A worker starts with no scope: open one before anything allocates. */
	nofs_flag = memalloc_nofs_save();
	kmem_free(xfs_iread_extents(ioend->io_inode, 1));
	memalloc_nofs_restore(nofs_flag);
	kmem_free(ioend);
}

static int xfs_map_blocks(struct address_space *mapping)
{
	struct xfs_ioend *ioend = kmem_zalloc(sizeof(*ioend), KM_NOFS);

	ioend->io_inode = mapping->host;
	INIT_WORK(&ioend->io_work, xfs_end_io);
	return schedule_work(&ioend->io_work) ? 0 : -5;
}

STATIC int
xfs_vm_writepage(
	struct page			*page,
	struct writeback_control	*wbc)
{
	if (wbc->for_reclaim && (current->flags & (PF_MEMALLOC | PF_KSWAPD)) == PF_MEMALLOC) {
		SetPageDirty(page);
		return 0;
	}
	return xfs_map_blocks(page->mapping);
}

STATIC int
xfs_vm_writepages(
	struct address_space		*mapping,
	struct writeback_control	*wbc)
{
	return wbc->nr_to_write ? xfs_map_blocks(mapping) : 0;
}

STATIC int
xfs_vm_read_folio(
	struct file			*unused,
	struct folio			*folio)
{
	kmem_free(xfs_iread_extents(folio->mapping->host, 16));
	return 0;
}

STATIC bool
xfs_vm_release_folio(
	struct folio			*folio,
	gfp_t				gfp_mask)
{
	if (folio_test_dirty(folio) || folio_test_writeback(folio))
		return false;
	folio_clear_private(folio);
	return true;
}

const struct address_space_operations xfs_address_space_operations = {
	.read_folio		= xfs_vm_read_folio,
	.writepage		= xfs_vm_writepage,
	.writepages		= xfs_vm_writepages,
	.release_folio		= xfs_vm_release_folio,
};
