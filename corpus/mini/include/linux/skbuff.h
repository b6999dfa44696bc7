/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_SKBUFF_H
#define _LINUX_SKBUFF_H

#include <linux/types.h>

struct sk_buff {
	u8 *data;
	unsigned int len;
};

void dev_kfree_skb_any(struct sk_buff *skb);

#endif
