// SPDX-License-Identifier: GPL-2.0
/*
 * Heron Ethernet: what touches the chip alone
 */

#include <linux/delay.h>
#include <linux/io.h>

#include "heron.h"

#define HERON_MAC_LOW 0x300
#define HERON_MAC_HIGH 0x304

static int heron_wait_idle(struct heron *heron)
{
	unsigned int tries;
	u32 status = 0;

	for (tries = 0; tries < 1000; tries++) {
		status = readl(heron->base + HERON_STATUS);
		if (!(status & HERON_STATUS_BUSY))
			return 0;
		udelay(1);
	}

	netdev_err(heron->ndev, "chip stays busy, status %08x\n", status);
	return -ETIMEDOUT;
}

int heron_hw_reset(struct heron *heron)
{
	int err;

	err = heron_wait_idle(heron);
	if (err)
		return err;

	writel(HERON_CTRL_RESET, heron->base + HERON_CTRL);
	return heron_wait_idle(heron);
}

int heron_hw_stop_rx(struct heron *heron)
{
	unsigned int tries;
	u32 ctrl;

	ctrl = readl(heron->base + HERON_RX_CTRL);
	writel(ctrl & ~HERON_RX_ENABLE, heron->base + HERON_RX_CTRL);
	writel(HERON_RX_FLUSH, heron->base + HERON_RX_STATE);
	for (tries = 0; tries < 200; tries++) {
		if (!(readl(heron->base + HERON_RX_STATE) & HERON_RX_FLUSH))
			break;
		usleep_range(10, 20);
	}
	if (tries == 200) {
		netdev_warn(heron->ndev, "unit does not drain, control %08x\n", ctrl);
		writel(0, heron->base + HERON_RX_STATE);
		return -ETIMEDOUT;
	}

	netdev_dbg(heron->ndev, "unit stopped after %u polls\n", tries);
	return 0;
}

void heron_hw_set_mac(struct heron *heron, const u8 *addr)
{
	u32 low = addr[0] | addr[1] << 8 | addr[2] << 16 | (u32)addr[3] << 24;
	u32 high = addr[4] | addr[5] << 8;

	writel(low, heron->base + HERON_MAC_LOW);
	writel(high, heron->base + HERON_MAC_HIGH);
}
