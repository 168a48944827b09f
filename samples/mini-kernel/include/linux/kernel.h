/* SPDX-License-Identifier: MIT */
/* Idiom: macros that take a type (container_of, min_t) and statement expressions. */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/types.h>
#include <linux/printk.h>

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define BIT(nr)			(1UL << (nr))
#define offsetof(type, member)	__builtin_offsetof(type, member)

/* From a pointer to a member back to the structure around it. */
#define container_of(ptr, type, member) ({				\
	void *__inner = (void *)(ptr);					\
	(type *)(__inner - offsetof(type, member)); })

#define min_t(type, a, b) ({						\
	type __a = (a);							\
	type __b = (b);							\
	__a < __b ? __a : __b; })
#define max_t(type, a, b) ({						\
	type __a = (a);							\
	type __b = (b);							\
	__a > __b ? __a : __b; })
#define min(a, b)		min_t(__typeof__(a), a, b)

#define BUG()			do { pr_crit("BUG at %s:%d\n", __FILE__, __LINE__); __builtin_trap(); } while (0)
#define BUG_ON(condition)	do { if (unlikely(condition)) BUG(); } while (0)
#define WARN_ON_ONCE(condition) ({					\
	bool __hit = !!(condition);					\
	static bool __warned;						\
	if (unlikely(__hit && !__warned)) {				\
		__warned = true;					\
		pr_warn("unexpected at %s:%d\n", __FILE__, __LINE__);	\
		dump_stack();						\
	}								\
	unlikely(__hit); })

extern void might_sleep(void);
#define might_sleep_if(condition) do { if (condition) might_sleep(); } while (0)

#endif
