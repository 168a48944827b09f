/* SPDX-License-Identifier: MIT */
/* Idiom: typedefs of the kernel, gfp_t among them: a number with a type of its own. */
#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H

#include <linux/compiler.h>

#define NULL ((void *)0)

typedef _Bool bool;
enum {
	false = 0,
	true = 1
};

typedef signed char s8;
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef unsigned long size_t;
typedef long ssize_t;
typedef long long loff_t;
typedef unsigned long pgoff_t;
typedef int pid_t;

typedef unsigned int __bitwise gfp_t;
typedef unsigned int __bitwise slab_flags_t;

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	unsigned int locked;
} spinlock_t;

struct list_head {
	struct list_head *next, *prev;
};

struct rw_semaphore {
	long count;
	struct list_head wait_list;
};

extern void spin_lock(spinlock_t *lock) __acquires(lock);
extern void spin_unlock(spinlock_t *lock) __releases(lock);
extern void down_read(struct rw_semaphore *sem);
extern void up_read(struct rw_semaphore *sem);
extern bool down_read_trylock(struct rw_semaphore *sem);
extern void *memset(void *to, int byte, size_t length);
extern void *memcpy(void *to, const void *from, size_t length);

#endif
