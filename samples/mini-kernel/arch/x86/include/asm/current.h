/* SPDX-License-Identifier: MIT */
/* Idiom: an object-like macro that hides a call. */
#ifndef _ASM_X86_CURRENT_H
#define _ASM_X86_CURRENT_H

#include <linux/compiler.h>

struct task_struct;

extern struct task_struct *current_task;

static __always_inline struct task_struct *get_current(void)
{
	return READ_ONCE(current_task);
}

#define current get_current()

#endif
