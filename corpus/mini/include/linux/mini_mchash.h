/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_MINI_MCHASH_H
#define _LINUX_MINI_MCHASH_H

#include <linux/types.h>

u32 mini_mc_hash(const u8 *addr, unsigned int bits);

#endif
