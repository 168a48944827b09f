/* SPDX-License-Identifier: MIT */
/* Idiom: names made by pasting: PAGEFLAG(Dirty, dirty) defines folio_test_dirty(), SetPageDirty() and their kin. */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/gfp.h>
#include <linux/list.h>

#define PAGE_SHIFT		12
#define PAGE_SIZE		(1UL << PAGE_SHIFT)
#define MAX_ORDER		11
#define PAGE_ALLOC_COSTLY_ORDER	3

enum pageflags { PG_locked, PG_dirty, PG_writeback, PG_active, PG_swapcache, PG_private, PG_reclaim };
enum zone_watermarks { WMARK_MIN, WMARK_LOW, WMARK_HIGH, NR_WMARK };
enum lru_list { LRU_INACTIVE_ANON, LRU_ACTIVE_ANON, LRU_INACTIVE_FILE, LRU_ACTIVE_FILE, NR_LRU_LISTS };
#define for_each_evictable_lru(lru) for (lru = 0; lru <= LRU_ACTIVE_FILE; lru++)

struct address_space;
struct mem_cgroup;

struct page {
	unsigned long flags;
	struct list_head lru;
	struct address_space *mapping;
	pgoff_t index;
};

struct folio {
	union {
		struct {
			unsigned long flags;
			struct list_head lru;
			struct address_space *mapping;
			pgoff_t index;
		};
		struct page page;
	};
};

struct lruvec {
	struct list_head lists[NR_LRU_LISTS];
};

typedef struct pglist_data {
	struct lruvec __lruvec;
	struct zonelist *node_zonelists;
	struct task_struct *kswapd;
	int node_id;
	int kswapd_order;
} pg_data_t;

struct zone {
	unsigned long _watermark[NR_WMARK];
	unsigned long nr_free;
	struct pglist_data *zone_pgdat;
	struct list_head free_area[MAX_ORDER];
};

struct zonelist {
	struct zone *zones[4];
};

extern struct pglist_data contig_page_data;
#define NODE_DATA(nid)		(&contig_page_data)
#define for_each_online_node(nid) for (nid = 0; nid < 1; nid++)
#define for_each_zone_zonelist(zone, i, zonelist)	\
	for (i = 0; i < 4 && (zone = (zonelist)->zones[i]) != NULL; i++)

#define TESTPAGEFLAG(uname, lname)						\
static __always_inline bool folio_test_##lname(struct folio *folio)		\
{ return folio->flags & BIT(PG_##lname); }					\
static __always_inline int Page##uname(struct page *page)			\
{ return !!(page->flags & BIT(PG_##lname)); }
#define SETPAGEFLAG(uname, lname)						\
static __always_inline void folio_set_##lname(struct folio *folio)		\
{ folio->flags |= BIT(PG_##lname); }						\
static __always_inline void SetPage##uname(struct page *page)			\
{ page->flags |= BIT(PG_##lname); }
#define CLEARPAGEFLAG(uname, lname)						\
static __always_inline void folio_clear_##lname(struct folio *folio)		\
{ folio->flags &= ~BIT(PG_##lname); }
#define PAGEFLAG(uname, lname) TESTPAGEFLAG(uname, lname)			\
	SETPAGEFLAG(uname, lname) CLEARPAGEFLAG(uname, lname)

PAGEFLAG(Locked, locked)
PAGEFLAG(Dirty, dirty)
PAGEFLAG(Active, active)
PAGEFLAG(Private, private)
PAGEFLAG(Reclaim, reclaim)
TESTPAGEFLAG(Writeback, writeback)
TESTPAGEFLAG(SwapCache, swapcache)

static inline bool folio_test_anon(struct folio *folio)
{
	return !folio->mapping;
}

#ifdef CONFIG_MEMCG
extern struct mem_cgroup *mem_cgroup_iter(struct mem_cgroup *root, struct mem_cgroup *previous);
extern struct lruvec *mem_cgroup_lruvec(struct mem_cgroup *memcg, struct pglist_data *pgdat);
#else
static inline struct mem_cgroup *mem_cgroup_iter(struct mem_cgroup *root, struct mem_cgroup *previous)
{
	return NULL;
}
static inline struct lruvec *mem_cgroup_lruvec(struct mem_cgroup *memcg, struct pglist_data *pgdat)
{
	return &pgdat->__lruvec;
}
#endif

extern struct zone *page_zone(const struct page *page);
extern void *page_address(const struct page *page);
extern struct page *virt_to_page(const void *address);
extern void folio_wait_writeback(struct folio *folio);
extern unsigned long arch_reserved_kernel_pages(void);
extern void *kvmalloc_node(size_t size, gfp_t flags, int node);
extern void kvfree(const void *addr);
extern void *__vmalloc(unsigned long size, gfp_t gfp_mask);
extern void drop_slab(void);
extern unsigned long shrink_slab(gfp_t gfp_mask, int nid, struct mem_cgroup *memcg, int priority);

#endif
