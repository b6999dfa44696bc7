/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H

#include <linux/init.h>
#include <linux/kernel.h>

struct module;

#define THIS_MODULE ((struct module *)NULL)

#define __MODULE_INFO(line, tag, text) __MODULE_INFO_(line, tag, text)
#define __MODULE_INFO_(line, tag, text) \
	static const char __modinfo_##tag##line[] __used = #tag "=" text

#define MODULE_LICENSE(text) __MODULE_INFO(__LINE__, license, text)
#define MODULE_AUTHOR(text) __MODULE_INFO(__LINE__, author, text)
#define MODULE_DESCRIPTION(text) __MODULE_INFO(__LINE__, description, text)
#define MODULE_DEVICE_TABLE(type, table)

#define module_param(name, type, mode) \
	static void *const __param_##name __used = &(name)
#define MODULE_PARM_DESC(name, text)

#define EXPORT_SYMBOL_GPL(symbol) \
	static void *const __export_##symbol __used = (void *)symbol

#define module_driver(driver, add, remove) \
static int __init driver##_init(void) \
{ \
	return add(&(driver)); \
} \
module_init(driver##_init); \
static void __exit driver##_exit(void) \
{ \
	remove(&(driver)); \
} \
module_exit(driver##_exit)

#endif
