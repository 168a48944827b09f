/* SPDX-License-Identifier: MIT */
/* Idiom: attribute macros, the words that stand between a type and a name; EXPORT_SYMBOL after a function. */
#ifndef _LINUX_COMPILER_H
#define _LINUX_COMPILER_H

#define __force
#define __bitwise
#define __user
#define __rcu
#define __acquires(lock)
#define __releases(lock)

/* 1 where an option is built in: IS_ENABLED(CONFIG_X), also where CONFIG_X is not defined at all. */
#define __ARG_PLACEHOLDER_1	0,
#define __take_second_arg(ignored, value, ...) value
#define __is_defined2(junk)	__take_second_arg(junk 1, 0, 0)
#define __is_defined1(value)	__is_defined2(__ARG_PLACEHOLDER_##value)
#define IS_ENABLED(option)	__is_defined1(option)

#define inline			inline __attribute__((__unused__))
#define __always_inline		inline __attribute__((__always_inline__))
#define noinline		__attribute__((__noinline__))
#define __weak			__attribute__((__weak__))
#define __init			__attribute__((__section__(".init.text")))
#define __must_check		__attribute__((__warn_unused_result__))
#define __malloc		__attribute__((__malloc__))
#define __alloc_size(...)	__attribute__((__alloc_size__(__VA_ARGS__)))
#define __printf(fmt, first)	__attribute__((__format__(__printf__, fmt, first)))
#define asmlinkage

#define likely(x)		__builtin_expect(!!(x), 1)
#define unlikely(x)		__builtin_expect(!!(x), 0)
#define READ_ONCE(x)		(*(const volatile __typeof__(x) *)&(x))
#define __builtin_return_ip	((unsigned long)__builtin_return_address(0))
#define _RET_IP_		__builtin_return_ip

#define EXPORT_SYMBOL(symbol)	extern __typeof__(symbol) symbol
#define EXPORT_SYMBOL_GPL(symbol) EXPORT_SYMBOL(symbol)

#endif
