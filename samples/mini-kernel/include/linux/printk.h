/* SPDX-License-Identifier: MIT */
/* Idiom: a stack of macros around one function; calls through them are calls, but no road to reclaim. */
#ifndef _LINUX_PRINTK_H
#define _LINUX_PRINTK_H

#include <linux/types.h>

#define KERN_CRIT	"\0012"
#define KERN_WARNING	"\0014"
#define KERN_INFO	"\0016"

extern __printf(1, 2) int _printk(const char *fmt, ...);
extern void dump_stack(void);

#define printk_index_wrap(print, fmt, ...) ({ print(fmt, ##__VA_ARGS__); })
#define printk(fmt, ...)	printk_index_wrap(_printk, fmt, ##__VA_ARGS__)

#ifndef pr_fmt
#define pr_fmt(fmt) fmt
#endif
#define pr_crit(fmt, ...)	printk(KERN_CRIT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn(fmt, ...)	printk(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...)	printk(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)

#endif
