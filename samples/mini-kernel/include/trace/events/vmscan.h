/* SPDX-License-Identifier: MIT */
/* Idiom: a trace header; trace_mm_vmscan_direct_reclaim_begin() is defined nowhere but here. */
#ifndef _TRACE_VMSCAN_H
#define _TRACE_VMSCAN_H

#include <linux/tracepoint.h>
#include <linux/shrinker.h>

TRACE_EVENT(mm_vmscan_direct_reclaim_begin,

	TP_PROTO(int order, gfp_t gfp_flags),

	TP_ARGS(order, gfp_flags),

	TP_STRUCT__entry(
		__field(int, order)
		__field(unsigned long, gfp_flags)
	),

	TP_fast_assign(
		__entry->order = order;
		__entry->gfp_flags = (__force unsigned long)gfp_flags;
	),

	TP_printk("order=%d gfp_flags=%s", __entry->order, show_gfp_flags(__entry->gfp_flags))
);

TRACE_EVENT(mm_vmscan_direct_reclaim_end,

	TP_PROTO(unsigned long nr_reclaimed),

	TP_ARGS(nr_reclaimed),

	TP_STRUCT__entry(
		__field(unsigned long, nr_reclaimed)
	),

	TP_fast_assign(
		__entry->nr_reclaimed = nr_reclaimed;
	),

	TP_printk("nr_reclaimed=%lu", __entry->nr_reclaimed)
);

TRACE_EVENT(mm_shrink_slab_start,

	TP_PROTO(struct shrinker *shrinker, struct shrink_control *control, long freeable),

	TP_ARGS(shrinker, control, freeable),

	TP_STRUCT__entry(
		__field(void *, shrink)
		__field(gfp_t, gfp_flags)
	),

	TP_fast_assign(
		__entry->shrink = shrinker->scan_objects;
		__entry->gfp_flags = control->gfp_mask;
	),

	TP_printk("%pS: gfp_flags %s", __entry->shrink, show_gfp_flags(__entry->gfp_flags))
);

#endif
