/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_BITS_H
#define _LINUX_BITS_H

#define BIT(nr) (1U << (nr))
#define GENMASK(high, low) ((~0U << (low)) & (~0U >> (31 - (high))))

#endif
