/* SPDX-License-Identifier: MIT */
/* Idiom: SYSCALL_DEFINE3(name, type, arg, ...) makes sys_name() and puts the braces that follow into __do_sys_name(). */
#ifndef _LINUX_SYSCALLS_H
#define _LINUX_SYSCALLS_H

#include <linux/types.h>

extern unsigned long __must_check copy_from_user(void *to, const void __user *from, unsigned long n);

#define __SC_DECL(type, arg)	type arg
#define __SC_LONG(type, arg)	long arg
#define __SC_CAST(type, arg)	(type)arg
#define __MAP1(m, t, a, ...)	m(t, a)
#define __MAP2(m, t, a, ...)	m(t, a), __MAP1(m, __VA_ARGS__)
#define __MAP3(m, t, a, ...)	m(t, a), __MAP2(m, __VA_ARGS__)
#define __MAP(n, ...)		__MAP##n(__VA_ARGS__)

#define SYSCALL_DEFINE1(name, ...) SYSCALL_DEFINEx(1, _##name, __VA_ARGS__)
#define SYSCALL_DEFINE2(name, ...) SYSCALL_DEFINEx(2, _##name, __VA_ARGS__)
#define SYSCALL_DEFINE3(name, ...) SYSCALL_DEFINEx(3, _##name, __VA_ARGS__)

#define SYSCALL_DEFINEx(n, name, ...)						\
	static long __do_sys##name(__MAP(n, __SC_DECL, __VA_ARGS__));		\
	asmlinkage long sys##name(__MAP(n, __SC_LONG, __VA_ARGS__));		\
	asmlinkage long sys##name(__MAP(n, __SC_LONG, __VA_ARGS__))		\
	{									\
		return __do_sys##name(__MAP(n, __SC_CAST, __VA_ARGS__));	\
	}									\
	static long __do_sys##name(__MAP(n, __SC_DECL, __VA_ARGS__))

#endif
