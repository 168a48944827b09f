// SPDX-License-Identifier: MIT
/* Idiom: page cache: bits taken off for FGP_NOFS, and operations called through a local `const struct ... *ops`. */
#include <linux/fs.h>
#include <linux/sched/mm.h>

extern struct folio *filemap_get_entry(struct address_space *mapping, pgoff_t index);
extern int filemap_add_folio(struct address_space *mapping, struct folio *folio, pgoff_t index, gfp_t gfp);

static struct folio *filemap_alloc_folio(gfp_t gfp, unsigned int order)
{
	return (struct folio *)alloc_pages(gfp | __GFP_COMP, order);
}

struct folio *__filemap_get_folio(struct address_space *mapping, pgoff_t index, int fgp_flags, gfp_t gfp)
{
	struct folio *folio = filemap_get_entry(mapping, index);

	if (folio || !(fgp_flags & FGP_CREAT))
		return folio;

	if (fgp_flags & FGP_WRITE)
		gfp |= __GFP_WRITE;
	if (fgp_flags & FGP_NOFS)
		gfp &= ~__GFP_FS;
	if (fgp_flags & FGP_NOWAIT) {
		gfp &= ~GFP_KERNEL;
		gfp |= GFP_NOWAIT | __GFP_NOWARN;
	}

	folio = filemap_alloc_folio(gfp, 0);
	if (!folio)
		return NULL;
	if (filemap_add_folio(mapping, folio, index, gfp & GFP_RECLAIM_MASK)) {
		__free_pages(&folio->page, 0);
		return NULL;
	}
	return folio;
}
EXPORT_SYMBOL(__filemap_get_folio);

/* The file system's own data on a folio (buffers, for one) must go before the folio does. */
bool filemap_release_folio(struct folio *folio, gfp_t gfp)
{
	struct address_space * const mapping = folio->mapping;

	if (folio_test_writeback(folio))
		return false;
	if (mapping && mapping->a_ops->release_folio)
		return mapping->a_ops->release_folio(folio, gfp);
	return !folio_test_private(folio);
}
EXPORT_SYMBOL(filemap_release_folio);

int filemap_read_folio(struct file *file, struct address_space *mapping, struct folio *folio)
{
	const struct address_space_operations *ops = mapping->a_ops;
	unsigned int nofs;
	int error;

	if (!ops->read_folio)
		return -22;
	nofs = memalloc_nofs_save();
	error = ops->read_folio(file, folio);
	memalloc_nofs_restore(nofs);
	return error;
}

static int filemap_fdatawrite(struct address_space *mapping, struct writeback_control *wbc)
{
	int (*writepages)(struct address_space *, struct writeback_control *) = mapping->a_ops->writepages;

	return writepages ? writepages(mapping, wbc) : 0;
}

int filemap_write_inode(struct inode *inode, struct writeback_control *wbc)
{
	if (!inode->i_mapping->a_ops->dirty_folio)
		return 0;
	return filemap_fdatawrite(inode->i_mapping, wbc);
}
