/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_ETHTOOL_H
#define _LINUX_ETHTOOL_H

#include <linux/types.h>

struct net_device;

struct ethtool_drvinfo {
	char driver[32];
	char version[32];
	char bus_info[32];
};

struct ethtool_ringparam {
	u32 rx_max_pending;
	u32 tx_max_pending;
	u32 rx_pending;
	u32 tx_pending;
};

struct ethtool_ops {
	void (*get_drvinfo)(struct net_device *dev, struct ethtool_drvinfo *info);
	void (*get_ringparam)(struct net_device *dev, struct ethtool_ringparam *ring);
	int (*get_regs_len)(struct net_device *dev);
	void (*get_regs)(struct net_device *dev, void *regs, void *buf);
};

#endif
