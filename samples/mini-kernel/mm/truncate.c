// SPDX-License-Identifier: MIT
/* Idiom: freeing page cache without any mask at all: the road of drop_caches. */
#include <linux/fs.h>

extern struct folio *find_get_entry(struct address_space *mapping, pgoff_t *index, pgoff_t end);

static long mapping_evict_folio(struct address_space *mapping, struct folio *folio)
{
	if (folio_test_dirty(folio) || folio_test_writeback(folio))
		return 0;
	if (folio_test_private(folio) && !filemap_release_folio(folio, 0))
		return 0;
	mapping->nrpages--;
	__free_pages(&folio->page, 0);
	return 1;
}

unsigned long invalidate_mapping_pages(struct address_space *mapping, pgoff_t start, pgoff_t end)
{
	unsigned long count = 0;
	struct folio *folio;

	while ((folio = find_get_entry(mapping, &start, end)))
		count += mapping_evict_folio(mapping, folio);
	return count;
}
EXPORT_SYMBOL(invalidate_mapping_pages);
