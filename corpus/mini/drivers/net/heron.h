/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _HERON_H
#define _HERON_H

#include <linux/bits.h>
#include <linux/netdevice.h>
#include <linux/types.h>

#define HERON_CTRL 0x000
#define HERON_CTRL_RESET BIT(0)
#define HERON_STATUS 0x004
#define HERON_STATUS_BUSY BIT(7)
#define HERON_CAUSE 0x008
#define HERON_CAUSE_TX BIT(0)
#define HERON_CAUSE_RX BIT(1)
#define HERON_MASK 0x00c

#define HERON_TX_CTRL 0x100
#define HERON_TX_ENABLE BIT(0)
#define HERON_TX_STATE 0x104
#define HERON_TX_FLUSH BIT(8)

#define HERON_RX_CTRL 0x200
#define HERON_RX_ENABLE BIT(2)
#define HERON_RX_STATE 0x204
#define HERON_RX_FLUSH BIT(12)

struct heron {
	struct net_device *ndev;
	struct device *dev;
	void __iomem *base;
};

int heron_hw_reset(struct heron *heron);
int heron_hw_stop_rx(struct heron *heron);
void heron_hw_set_mac(struct heron *heron, const u8 *addr);

#endif
