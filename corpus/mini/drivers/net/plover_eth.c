// SPDX-License-Identifier: GPL-2.0
/*
 * Plover fast Ethernet
 */

#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/mini_mchash.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#define PLOVER_DMA 0x00
#define PLOVER_DMA_RUN BIT(0)
#define PLOVER_DMA_READY BIT(1)
#define PLOVER_CAUSE 0x04
#define PLOVER_CAUSE_TX BIT(2)
#define PLOVER_CAUSE_ERROR BIT(3)
#define PLOVER_THROTTLE 0x08
#define PLOVER_WINDOW 0x0c
#define PLOVER_BURST 0x10
#define PLOVER_CRC_ERRORS 0x14	/* cleared by reading */
#define PLOVER_FRAME_ERRORS 0x18	/* cleared by reading */
#define PLOVER_MC_HASH 0x20

#define PLOVER_RING_SIZE 32
#define PLOVER_OWNED_BY_CHIP BIT(31)
#define PLOVER_FAILED BIT(30)
#define PLOVER_QUEUE_WORDS 64

struct plover_desc {
	u32 status;
	u32 length;
};

struct plover_ring {
	struct plover_desc *desc;
	struct sk_buff *skb[PLOVER_RING_SIZE];
	unsigned int head;
	unsigned int tail;
};

struct plover_counts {
	u64 since;
	u16 itr;
	u32 bytes;
	u32 packets;
};

struct plover {
	struct net_device *ndev;
	struct device *dev;
	void __iomem *base;
	struct plover_ring tx;
	struct plover_counts counts;
	u32 words[PLOVER_QUEUE_WORDS];
	unsigned int next;
};

static void plover_update_itr(struct plover_counts *counts)
{
	u32 size;

	if (!counts->packets)
		return;

	size = counts->bytes / counts->packets;
	if (counts->packets < 8 && size < 256)
		counts->itr = 20;
	else if (size > 1200)
		counts->itr = 250;
	else
		counts->itr = 62 + counts->itr / 4;

	counts->packets = 0;
	counts->bytes = 0;
}

static unsigned int plover_clean_tx(struct plover *plover)
{
	struct plover_ring *ring = &plover->tx;
	unsigned int cleaned = 0;

	while (ring->tail != ring->head) {
		struct plover_desc *desc = &ring->desc[ring->tail];

		if (desc->status & PLOVER_OWNED_BY_CHIP)
			break;

		if (desc->status & PLOVER_FAILED)
			plover->ndev->stats.tx_errors++;
		plover->ndev->stats.tx_packets++;
		plover->ndev->stats.tx_bytes += desc->length;
		plover->counts.packets++;
		plover->counts.bytes += desc->length;
		dev_kfree_skb_any(ring->skb[ring->tail]);
		ring->skb[ring->tail] = NULL;
		ring->tail = (ring->tail + 1) % PLOVER_RING_SIZE;
		cleaned++;
	}

	if (cleaned)
		netif_wake_queue(plover->ndev);
	return cleaned;
}

/* Reads the counter once and uses the value three times. */
static void plover_note_crc(struct plover *plover)
{
	u32 errors = readl(plover->base + PLOVER_CRC_ERRORS);

	plover->ndev->stats.rx_errors += errors;
	plover->ndev->stats.rx_dropped += errors & 0xffff;
	if (plover->ndev->stats.rx_errors > 10000)
		netif_carrier_off(plover->ndev);
	netdev_dbg(plover->ndev, "%u more errors, %lu in all\n", errors,
		   plover->ndev->stats.rx_errors);
}

/* Reads it three times: the chip splits the counter over three reads. */
static void plover_note_frame(struct plover *plover)
{
	void __iomem *errors = plover->base + PLOVER_FRAME_ERRORS;

	plover->ndev->stats.rx_errors += readl(errors);
	plover->ndev->stats.rx_dropped += readl(errors) & 0xffff;
	if (plover->ndev->stats.rx_errors > 10000)
		netif_carrier_off(plover->ndev);
	netdev_dbg(plover->ndev, "%u more errors, %lu in all\n", readl(errors),
		   plover->ndev->stats.rx_errors);
}

/* Three words in one slot: the last one counts. */
static void plover_queue_last(struct plover *plover, u32 address, u32 length)
{
	if (plover->next + 3 >= PLOVER_QUEUE_WORDS)
		plover->next = 0;

	plover->words[plover->next] = address;
	plover->words[plover->next] ^= length << 16;
	plover->words[plover->next] |= PLOVER_OWNED_BY_CHIP;
	writel(plover->next, plover->base + PLOVER_WINDOW);
	writel(plover->words[0], plover->base + PLOVER_BURST);
}

/* One slot each: what looks like the same hole moves the queue on. */
static void plover_queue_each(struct plover *plover, u32 address, u32 length)
{
	if (plover->next + 3 >= PLOVER_QUEUE_WORDS)
		plover->next = 0;

	plover->words[plover->next++] = address;
	plover->words[plover->next++] ^= length << 16;
	plover->words[plover->next++] |= PLOVER_OWNED_BY_CHIP;
	writel(plover->next, plover->base + PLOVER_WINDOW);
	writel(plover->words[0], plover->base + PLOVER_BURST);
}

static int plover_start_dma(struct plover *plover)
{
	unsigned int tries = 20;
	int err = -ETIMEDOUT;

	plover->next = 0;
	writel(PLOVER_DMA_RUN, plover->base + PLOVER_DMA);
	writel(0, plover->base + PLOVER_WINDOW);
	while (!(readl(plover->base + PLOVER_DMA) & PLOVER_DMA_READY)) {
		if (!--tries)
			goto stop;
		udelay(5);
	}
	if (readl(plover->base + PLOVER_CAUSE) & PLOVER_CAUSE_ERROR) {
		err = -EIO;
		goto stop;
	}

	netif_carrier_on(plover->ndev);
	return 0;

stop:
	netdev_err(plover->ndev, "start failed: %d\n", err);
	writel(0, plover->base + PLOVER_DMA);
	return err;
}

static int plover_restart_dma(struct plover *plover, u32 throttle)
{
	unsigned int tries = 20;
	int err = -ETIMEDOUT;

	netif_stop_queue(plover->ndev);
	writel(throttle, plover->base + PLOVER_THROTTLE);
	writel(PLOVER_DMA_RUN, plover->base + PLOVER_DMA);
	writel(0, plover->base + PLOVER_WINDOW);
	while (!(readl(plover->base + PLOVER_DMA) & PLOVER_DMA_READY)) {
		if (!--tries)
			goto stop;
		udelay(5);
	}
	if (readl(plover->base + PLOVER_CAUSE) & PLOVER_CAUSE_ERROR) {
		err = -EIO;
		goto stop;
	}

	plover_queue_last(plover, 0, throttle);
	netif_wake_queue(plover->ndev);
	return 0;

stop:
	plover_queue_each(plover, throttle, 0);
	netif_carrier_off(plover->ndev);
	plover->ndev->stats.tx_errors++;
	return err;
}

static irqreturn_t plover_irq(int irq, void *data)
{
	struct plover *plover = data;
	u32 cause = readl(plover->base + PLOVER_CAUSE);

	if (!(cause & (PLOVER_CAUSE_TX | PLOVER_CAUSE_ERROR)))
		return IRQ_NONE;

	if (cause & PLOVER_CAUSE_TX)
		plover_clean_tx(plover);
	if (cause & PLOVER_CAUSE_ERROR) {
		plover_note_crc(plover);
		plover_note_frame(plover);
		plover_restart_dma(plover, plover->counts.itr);
	}
	plover_update_itr(&plover->counts);
	return IRQ_HANDLED;
}

static int plover_open(struct net_device *ndev)
{
	struct plover *plover = netdev_priv(ndev);
	int err;

	err = plover_start_dma(plover);
	if (err)
		return err;

	netif_start_queue(ndev);
	return 0;
}

static int plover_stop(struct net_device *ndev)
{
	struct plover *plover = netdev_priv(ndev);

	netif_stop_queue(ndev);
	writel(0, plover->base + PLOVER_DMA);
	return 0;
}

static void plover_set_rx_mode(struct net_device *ndev)
{
	struct plover *plover = netdev_priv(ndev);
	struct netdev_hw_addr *ha;
	u32 buckets = 0;

	netdev_for_each_mc_addr(ha, ndev)
		buckets |= BIT(mini_mc_hash(ha->addr, 5));
	writel(buckets, plover->base + PLOVER_MC_HASH);
}

static const struct net_device_ops plover_netdev_ops = {
	.ndo_open = plover_open,
	.ndo_stop = plover_stop,
	.ndo_set_rx_mode = plover_set_rx_mode,
};

static int plover_probe(struct platform_device *pdev)
{
	struct net_device *ndev;
	struct plover *plover;
	struct resource *res;
	int irq;
	int err;

	ndev = devm_alloc_etherdev(&pdev->dev, sizeof(*plover));
	if (!ndev)
		return -ENOMEM;

	plover = netdev_priv(ndev);
	plover->ndev = ndev;
	plover->dev = &pdev->dev;
	res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	plover->base = devm_ioremap_resource(&pdev->dev, res);
	if (IS_ERR(plover->base))
		return PTR_ERR(plover->base);

	plover->tx.desc = devm_kzalloc(&pdev->dev, PLOVER_RING_SIZE * sizeof(*plover->tx.desc),
				       GFP_KERNEL);
	if (!plover->tx.desc)
		return -ENOMEM;

	irq = platform_get_irq(pdev, 0);
	if (irq < 0) {
		dev_err(&pdev->dev, "interrupt 0 is missing\n");
		return irq;
	}

	err = devm_request_irq(&pdev->dev, irq, plover_irq, 0, "plover", plover);
	if (err)
		return err;

	ndev->netdev_ops = &plover_netdev_ops;
	return devm_register_netdev(&pdev->dev, ndev);
}

static struct platform_driver plover_driver = {
	.probe = plover_probe,
	.driver = {
		.name = "plover-eth",
	},
};
module_platform_driver(plover_driver);

MODULE_DESCRIPTION("Plover fast Ethernet");
MODULE_LICENSE("GPL");
