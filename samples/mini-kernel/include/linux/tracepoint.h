/* SPDX-License-Identifier: MIT */
/* Idiom: a macro that makes a function: TRACE_EVENT(name, ...) defines trace_name(). */
#ifndef _LINUX_TRACEPOINT_H
#define _LINUX_TRACEPOINT_H

#include <linux/types.h>

struct tracepoint {
	const char *name;
	void (*probe)(void *data, ...);
};

#define PARAMS(args...)		args
#define TP_PROTO(args...)	args
#define TP_ARGS(args...)	args
#define TP_STRUCT__entry(args...) args
#define TP_fast_assign(args...)	args
#define TP_printk(fmt, args...)	fmt "\n", args

#define __DECLARE_TRACE(name, proto, args)				\
	extern struct tracepoint __tracepoint_##name;			\
	static inline void trace_##name(proto)				\
	{								\
		if (unlikely(__tracepoint_##name.probe))		\
			__tracepoint_##name.probe(NULL, args);		\
	}								\
	static inline bool trace_##name##_enabled(void)			\
	{								\
		return __tracepoint_##name.probe != NULL;		\
	}

#define DECLARE_TRACE(name, proto, args)				\
	__DECLARE_TRACE(name, PARAMS(proto), PARAMS(args))
#define TRACE_EVENT(name, proto, args, entry, assign, print)		\
	DECLARE_TRACE(name, PARAMS(proto), PARAMS(args))

#endif
