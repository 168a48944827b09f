// SPDX-License-Identifier: MIT
/* Idiom: a shrinker set up field by field; its scan function returns SHRINK_STOP where __GFP_FS is missing. */
#include <linux/fs.h>
#include <linux/slab.h>

static LIST_HEAD(super_blocks);
static spinlock_t sb_lock;

static unsigned long super_cache_scan(struct shrinker *shrink, struct shrink_control *sc)
{
	struct super_block *sb = container_of(shrink, struct super_block, s_shrink);
	unsigned long freed;

	/* Dropping an inode may take the locks that the caller holds. */
	if (!(sc->gfp_mask & __GFP_FS))
		return SHRINK_STOP;
	if (!down_read_trylock(&sb->s_umount))
		return SHRINK_STOP;

	freed = prune_icache_sb(sb, sc);
	if (sb->s_op->free_cached_objects)
		freed += sb->s_op->free_cached_objects(sb, sc);
	up_read(&sb->s_umount);
	return freed;
}

static unsigned long super_cache_count(struct shrinker *shrink, struct shrink_control *sc)
{
	struct super_block *sb = container_of(shrink, struct super_block, s_shrink);

	if (sb->s_op && sb->s_op->nr_cached_objects)
		return sb->s_op->nr_cached_objects(sb, sc);
	return SHRINK_EMPTY;
}

struct super_block *alloc_super(struct file_system_type *type)
{
	struct super_block *s = kzalloc(sizeof(struct super_block), GFP_USER);

	if (!s)
		return NULL;
	INIT_LIST_HEAD(&s->s_inodes);
	INIT_LIST_HEAD(&s->s_inode_lru);
	s->s_type = type;
	s->s_shrink.seeks = DEFAULT_SEEKS;
	s->s_shrink.scan_objects = super_cache_scan;
	s->s_shrink.count_objects = super_cache_count;
	s->s_shrink.batch = 1024;
	if (register_shrinker(&s->s_shrink, "sb-%s", type->name)) {
		kfree(s);
		return NULL;
	}
	spin_lock(&sb_lock);
	list_add_tail(&s->s_list, &super_blocks);
	spin_unlock(&sb_lock);
	return s;
}

void iterate_supers(void (*f)(struct super_block *sb, void *arg), void *arg)
{
	struct super_block *sb;

	list_for_each_entry(sb, &super_blocks, s_list) {
		down_read(&sb->s_umount);
		f(sb, arg);
		up_read(&sb->s_umount);
	}
}
EXPORT_SYMBOL(iterate_supers);

long prune_icache_sb(struct super_block *sb, struct shrink_control *sc)
{
	struct inode *inode;
	long freed = 0;

	while (freed < (long)sc->nr_to_scan && !list_empty(&sb->s_inode_lru)) {
		inode = list_entry(sb->s_inode_lru.prev, struct inode, i_lru);
		list_del(&inode->i_lru);
		list_del(&inode->i_sb_list);
		invalidate_mapping_pages(inode->i_mapping, 0, -1);
		freed++;
		if (sb->s_op->free_inode)
			sb->s_op->free_inode(inode);
	}
	return freed;
}
