// SPDX-License-Identifier: GPL-2.0
/*
 * Tern fast Ethernet
 */

#include <linux/delay.h>
#include <linux/ethtool.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

#define TERN_CTRL 0x00
#define TERN_CTRL_NEGOTIATE BIT(4)
#define TERN_LINK 0x04
#define TERN_LINK_UP BIT(0)
#define TERN_LINK_FULL BIT(1)
#define TERN_CAUSE 0x08
#define TERN_CAUSE_TX BIT(0)
#define TERN_CAUSE_RX BIT(1)
#define TERN_FILTER 0x0c
#define TERN_FILTER_ALL BIT(0)
#define TERN_HASH_LOW 0x10
#define TERN_HASH_HIGH 0x14
#define TERN_FRAME 0x18
#define TERN_THROTTLE 0x1c
#define TERN_MAC 0x20

#define TERN_TX_BASE 0x40
#define TERN_TX_SIZE 0x44
#define TERN_TX_DOORBELL 0x48
#define TERN_RX_BASE 0x60
#define TERN_RX_SIZE 0x64
#define TERN_RX_DOORBELL 0x68
#define TERN_LOG_BASE 0x80
#define TERN_LOG_SIZE 0x84
#define TERN_LOG_DOORBELL 0x88

#define TERN_RING_SIZE 64
#define TERN_MTU_MAX 1536
#define TERN_OVERHEAD 18
#define TERN_OWNED_BY_CHIP BIT(31)
#define TERN_OWNED_BY_DRIVER BIT(29)
#define TERN_FAILED BIT(30)
#define TERN_HASH_POLYNOMIAL 0x04c11db7

struct tern_desc {
	u32 status;
	u32 length;
	dma_addr_t addr;
};

struct tern_ring {
	struct tern_desc *desc;
	struct sk_buff *skb[TERN_RING_SIZE];
	dma_addr_t dma;
	unsigned int head;
	unsigned int tail;
};

struct tern_load {
	u32 packets;
	u32 bytes;
	u16 itr;
	u8 idle_rounds;
};

struct tern {
	struct net_device *ndev;
	struct device *dev;
	void __iomem *base;
	struct tern_ring tx;
	struct tern_ring rx;
	struct tern_ring log;
	struct tern_load load;
};

static void tern_reset_tx_ring(struct tern *tern, struct tern_ring *ring)
{
	unsigned int i;

	for (i = 0; i < TERN_RING_SIZE; i++) {
		ring->desc[i].status = TERN_OWNED_BY_DRIVER;
		ring->desc[i].length = 0;
		ring->desc[i].addr = 0;
		if (ring->skb[i]) {
			dev_kfree_skb_any(ring->skb[i]);
			ring->skb[i] = NULL;
		}
	}
	ring->head = 0;
	ring->tail = 0;
	writel(0, tern->base + TERN_TX_DOORBELL);
	writel((u32)ring->dma, tern->base + TERN_TX_BASE);
	writel(TERN_RING_SIZE, tern->base + TERN_TX_SIZE);
	readl(tern->base + TERN_TX_SIZE);
}

static void tern_reset_rx_ring(struct tern *tern, struct tern_ring *ring)
{
	unsigned int i;

	for (i = 0; i < TERN_RING_SIZE; i++) {
		ring->desc[i].status = TERN_OWNED_BY_CHIP;
		ring->desc[i].length = 0;
		ring->desc[i].addr = 0;
		if (ring->skb[i]) {
			dev_kfree_skb_any(ring->skb[i]);
			ring->skb[i] = NULL;
		}
	}
	ring->head = 0;
	ring->tail = 0;
	writel(0, tern->base + TERN_RX_DOORBELL);
	writel((u32)ring->dma, tern->base + TERN_RX_BASE);
	writel(TERN_RING_SIZE, tern->base + TERN_RX_SIZE);
	readl(tern->base + TERN_RX_SIZE);
}

static void tern_reset_log_ring(struct tern *tern, struct tern_ring *ring)
{
	unsigned int i;

	for (i = 0; i < TERN_RING_SIZE; i++) {
		ring->desc[i].status = TERN_OWNED_BY_CHIP;
		ring->desc[i].length = 0;
		ring->desc[i].addr = 0;
		if (ring->skb[i]) {
			dev_kfree_skb_any(ring->skb[i]);
			ring->skb[i] = NULL;
		}
	}
	ring->head = 0;
	ring->tail = 0;
	writel(0, tern->base + TERN_LOG_DOORBELL);
	writel((u32)ring->dma, tern->base + TERN_LOG_BASE);
	writel(TERN_RING_SIZE, tern->base + TERN_LOG_SIZE);
	readl(tern->base + TERN_LOG_SIZE);
}

static u32 tern_hash(const u8 *addr, unsigned int bits)
{
	u32 crc = ~0U;
	unsigned int i;
	unsigned int j;

	for (i = 0; i < 6; i++) {
		u32 octet = addr[i];

		for (j = 0; j < 8; j++, octet >>= 1) {
			u32 out = ((crc >> 31) ^ octet) & 1;

			crc <<= 1;
			if (out)
				crc ^= TERN_HASH_POLYNOMIAL;
		}
	}

	return crc >> (32 - bits);
}

static void tern_set_rx_mode(struct net_device *ndev)
{
	struct tern *tern = netdev_priv(ndev);
	struct netdev_hw_addr *ha;
	u32 table[2] = { 0, 0 };

	if (ndev->flags & (IFF_PROMISC | IFF_ALLMULTI)) {
		writel(TERN_FILTER_ALL, tern->base + TERN_FILTER);
		return;
	}

	netdev_for_each_mc_addr(ha, ndev) {
		u32 hash = tern_hash(ha->addr, 6);

		table[hash >> 5] |= 1U << (hash & 31);
	}
	writel(table[0], tern->base + TERN_HASH_LOW);
	writel(table[1], tern->base + TERN_HASH_HIGH);
	writel(0, tern->base + TERN_FILTER);
}

static void tern_update_itr(struct tern_load *load)
{
	u32 size;

	if (!load->packets)
		return;

	size = load->bytes / load->packets;
	if (load->packets < 8 && size < 256)
		load->itr = 20;
	else if (size > 1200)
		load->itr = 250;
	else
		load->itr = 62 + load->itr / 4;

	load->packets = 0;
	load->bytes = 0;
}

static unsigned int tern_clean_tx(struct tern *tern)
{
	struct tern_ring *ring = &tern->tx;
	unsigned int cleaned = 0;

	while (ring->tail != ring->head) {
		struct tern_desc *desc = &ring->desc[ring->tail];

		if (desc->status & TERN_OWNED_BY_CHIP)
			break;

		tern->ndev->stats.tx_packets++;
		tern->ndev->stats.tx_bytes += desc->length;
		tern->load.packets++;
		tern->load.bytes += desc->length;
		dev_kfree_skb_any(ring->skb[ring->tail]);
		ring->skb[ring->tail] = NULL;
		ring->tail = (ring->tail + 1) % TERN_RING_SIZE;
		cleaned++;
	}

	if (cleaned)
		netif_wake_queue(tern->ndev);
	return cleaned;
}

static irqreturn_t tern_irq(int irq, void *data)
{
	struct tern *tern = data;
	u32 cause = readl(tern->base + TERN_CAUSE);

	if (!(cause & (TERN_CAUSE_TX | TERN_CAUSE_RX)))
		return IRQ_NONE;

	writel(cause, tern->base + TERN_CAUSE);
	if (cause & TERN_CAUSE_TX)
		tern_clean_tx(tern);
	tern_update_itr(&tern->load);
	writel(tern->load.itr, tern->base + TERN_THROTTLE);
	return IRQ_HANDLED;
}

static int tern_open(struct net_device *ndev)
{
	struct tern *tern = netdev_priv(ndev);
	unsigned int tries;
	u32 link = 0;

	tern_reset_tx_ring(tern, &tern->tx);
	tern_reset_rx_ring(tern, &tern->rx);
	tern_reset_log_ring(tern, &tern->log);
	tern_set_rx_mode(ndev);
	if (ndev->mtu < 68 || ndev->mtu > TERN_MTU_MAX)
		return -EINVAL;

	writel(ndev->mtu + TERN_OVERHEAD, tern->base + TERN_FRAME);
	memset(&tern->load, 0, sizeof(tern->load));
	memset(&ndev->stats, 0, sizeof(ndev->stats));
	tern->load.itr = 62;
	writel(tern->load.itr, tern->base + TERN_THROTTLE);
	writel(TERN_CAUSE_TX | TERN_CAUSE_RX, tern->base + TERN_CAUSE);

	writel(TERN_CTRL_NEGOTIATE, tern->base + TERN_CTRL);
	for (tries = 0; tries < 300; tries++) {
		link = readl(tern->base + TERN_LINK);
		if (link & TERN_LINK_UP)
			break;
		msleep(20);
	}
	if (link & TERN_LINK_UP) {
		netdev_dbg(tern->ndev, "link is up, %s duplex\n",
			   link & TERN_LINK_FULL ? "full" : "half");
		netif_carrier_on(tern->ndev);
	} else {
		netdev_warn(tern->ndev, "no link after %u ms\n", tries * 20);
		netif_carrier_off(tern->ndev);
	}

	netif_start_queue(ndev);
	return 0;
}

static int tern_stop(struct net_device *ndev)
{
	struct tern *tern = netdev_priv(ndev);

	netif_stop_queue(ndev);
	tern_reset_tx_ring(tern, &tern->tx);
	tern_reset_rx_ring(tern, &tern->rx);
	return 0;
}

static int tern_set_mac_address(struct net_device *ndev, void *addr)
{
	struct tern *tern = netdev_priv(ndev);
	unsigned int tries;
	u32 link = 0;
	unsigned int i;

	memcpy(ndev->dev_addr, addr, sizeof(ndev->dev_addr));
	for (i = 0; i < sizeof(ndev->dev_addr); i++)
		writeb(ndev->dev_addr[i], tern->base + TERN_MAC + i);

	writel(TERN_CTRL_NEGOTIATE, tern->base + TERN_CTRL);
	for (tries = 0; tries < 300; tries++) {
		link = readl(tern->base + TERN_LINK);
		if (link & TERN_LINK_UP)
			break;
		msleep(20);
	}
	if (link & TERN_LINK_UP) {
		netdev_dbg(tern->ndev, "link is up, %s duplex\n",
			   link & TERN_LINK_FULL ? "full" : "half");
		netif_carrier_on(tern->ndev);
	} else {
		netdev_warn(tern->ndev, "no link after %u ms\n", tries * 20);
		netif_carrier_off(tern->ndev);
	}

	return link & TERN_LINK_UP ? 0 : -EIO;
}

static void tern_get_drvinfo(struct net_device *ndev, struct ethtool_drvinfo *info)
{
	strscpy(info->driver, KBUILD_MODNAME, sizeof(info->driver));
	strscpy(info->bus_info, ndev->dev.name, sizeof(info->bus_info));
}

static const struct ethtool_ops tern_ethtool_ops = {
	.get_drvinfo = tern_get_drvinfo,
};

static const struct net_device_ops tern_netdev_ops = {
	.ndo_open = tern_open,
	.ndo_stop = tern_stop,
	.ndo_set_rx_mode = tern_set_rx_mode,
	.ndo_set_mac_address = tern_set_mac_address,
};

static int tern_probe(struct platform_device *pdev)
{
	struct net_device *ndev;
	struct tern *tern;
	int irq;
	int err;

	ndev = devm_alloc_etherdev(&pdev->dev, sizeof(*tern));
	if (!ndev)
		return -ENOMEM;

	tern = netdev_priv(ndev);
	tern->ndev = ndev;
	tern->dev = &pdev->dev;
	tern->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(tern->base))
		return PTR_ERR(tern->base);

	tern->tx.desc = devm_kzalloc(&pdev->dev, 3 * TERN_RING_SIZE * sizeof(*tern->tx.desc),
				     GFP_KERNEL);
	if (!tern->tx.desc)
		return -ENOMEM;
	tern->rx.desc = tern->tx.desc + TERN_RING_SIZE;
	tern->log.desc = tern->rx.desc + TERN_RING_SIZE;

	irq = platform_get_irq(pdev, 0);
	if (irq < 0) {
		dev_err(&pdev->dev, "failed to get the interrupt\n");
		return irq;
	}

	err = devm_request_irq(&pdev->dev, irq, tern_irq, 0, "tern", tern);
	if (err)
		return err;

	ndev->netdev_ops = &tern_netdev_ops;
	ndev->ethtool_ops = &tern_ethtool_ops;
	return devm_register_netdev(&pdev->dev, ndev);
}

static struct platform_driver tern_driver = {
	.probe = tern_probe,
	.driver = {
		.name = "tern-eth",
	},
};

static int __init tern_init(void)
{
	return platform_driver_register(&tern_driver);
}

static void __exit tern_exit(void)
{
	platform_driver_unregister(&tern_driver);
}

module_init(tern_init);
module_exit(tern_exit);

MODULE_DESCRIPTION("Tern fast Ethernet");
MODULE_LICENSE("GPL");
