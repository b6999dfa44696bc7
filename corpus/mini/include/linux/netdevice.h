/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_NETDEVICE_H
#define _LINUX_NETDEVICE_H

#include <linux/device.h>
#include <linux/skbuff.h>

typedef enum netdev_tx {
	NETDEV_TX_OK = 0,
	NETDEV_TX_BUSY = 0x10,
} netdev_tx_t;

struct net_device_stats {
	unsigned long rx_packets;
	unsigned long tx_packets;
	unsigned long rx_bytes;
	unsigned long tx_bytes;
	unsigned long rx_errors;
	unsigned long tx_errors;
	unsigned long rx_dropped;
};

struct net_device;

struct net_device_ops {
	int (*ndo_open)(struct net_device *dev);
	int (*ndo_stop)(struct net_device *dev);
	netdev_tx_t (*ndo_start_xmit)(struct sk_buff *skb, struct net_device *dev);
	void (*ndo_set_rx_mode)(struct net_device *dev);
	int (*ndo_set_mac_address)(struct net_device *dev, void *addr);
};

struct ethtool_ops;

struct netdev_hw_addr {
	struct netdev_hw_addr *next;
	u8 addr[6];
};

struct net_device {
	struct device dev;
	u8 dev_addr[6];
	unsigned int mtu;
	unsigned int flags;
	struct net_device_stats stats;
	const struct net_device_ops *netdev_ops;
	const struct ethtool_ops *ethtool_ops;
	struct netdev_hw_addr *mc;
	void *priv;
};

#define IFF_PROMISC 0x100
#define IFF_ALLMULTI 0x200

#define netdev_for_each_mc_addr(ha, dev) \
	for ((ha) = (dev)->mc; (ha); (ha) = (ha)->next)

static inline void *netdev_priv(const struct net_device *dev)
{
	return dev->priv;
}

struct net_device *devm_alloc_etherdev(struct device *dev, int sizeof_priv);
int devm_register_netdev(struct device *dev, struct net_device *ndev);
void netif_start_queue(struct net_device *dev);
void netif_stop_queue(struct net_device *dev);
void netif_wake_queue(struct net_device *dev);
void netif_carrier_on(struct net_device *dev);
void netif_carrier_off(struct net_device *dev);
void netif_rx(struct sk_buff *skb);

__printf(2, 3) void netdev_err(const struct net_device *dev, const char *format, ...);
__printf(2, 3) void netdev_warn(const struct net_device *dev, const char *format, ...);
__printf(2, 3) void netdev_dbg(const struct net_device *dev, const char *format, ...);

#endif
