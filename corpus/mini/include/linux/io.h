/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_IO_H
#define _LINUX_IO_H

#include <linux/types.h>

static inline u8 readb(const void __iomem *addr)
{
	return *(const volatile u8 *)addr;
}

static inline u32 readl(const void __iomem *addr)
{
	return *(const volatile u32 *)addr;
}

static inline u32 ioread32be(const void __iomem *addr)
{
	return __builtin_bswap32(*(const volatile u32 *)addr);
}

static inline void writeb(u8 value, void __iomem *addr)
{
	*(volatile u8 *)addr = value;
}

static inline void writel(u32 value, void __iomem *addr)
{
	*(volatile u32 *)addr = value;
}

static inline void iowrite32be(u32 value, void __iomem *addr)
{
	*(volatile u32 *)addr = __builtin_bswap32(value);
}

#endif
