/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_PRINTK_H
#define _LINUX_PRINTK_H

#include <linux/types.h>

__printf(1, 2) int printk(const char *format, ...);

#ifndef pr_fmt
#define pr_fmt(format) format
#endif

#define pr_err(format, ...) printk("3" pr_fmt(format), ##__VA_ARGS__)
#define pr_warn(format, ...) printk("4" pr_fmt(format), ##__VA_ARGS__)
#define pr_info(format, ...) printk("6" pr_fmt(format), ##__VA_ARGS__)
#define pr_debug(format, ...) printk("7" pr_fmt(format), ##__VA_ARGS__)

#endif
