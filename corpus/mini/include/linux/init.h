/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_INIT_H
#define _LINUX_INIT_H

#include <linux/types.h>

typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

#define module_init(function) \
	static initcall_t __initcall_##function __used = function
#define module_exit(function) \
	static exitcall_t __exitcall_##function __used = function

#endif
