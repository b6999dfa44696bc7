// SPDX-License-Identifier: GPL-2.0
/*
 * Heron Ethernet: the network device
 */

#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/platform_device.h>

#include "heron.h"

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

static int heron_stop_tx(struct heron *heron)
{
	unsigned int tries;
	u32 ctrl;

	ctrl = readl(heron->base + HERON_TX_CTRL);
	writel(ctrl & ~HERON_TX_ENABLE, heron->base + HERON_TX_CTRL);
	writel(HERON_TX_FLUSH, heron->base + HERON_TX_STATE);
	for (tries = 0; tries < 200; tries++) {
		if (!(readl(heron->base + HERON_TX_STATE) & HERON_TX_FLUSH))
			break;
		usleep_range(10, 20);
	}
	if (tries == 200) {
		netdev_warn(heron->ndev, "unit does not drain, control %08x\n", ctrl);
		writel(0, heron->base + HERON_TX_STATE);
		return -ETIMEDOUT;
	}

	netdev_dbg(heron->ndev, "unit stopped after %u polls\n", tries);
	return 0;
}

static irqreturn_t heron_irq(int irq, void *data)
{
	struct heron *heron = data;
	u32 cause = readl(heron->base + HERON_CAUSE);

	if (!cause)
		return IRQ_NONE;

	writel(cause, heron->base + HERON_CAUSE);
	if (cause & HERON_CAUSE_TX)
		netif_wake_queue(heron->ndev);
	if (cause & HERON_CAUSE_RX)
		heron->ndev->stats.rx_packets++;
	return IRQ_HANDLED;
}

static int heron_open(struct net_device *ndev)
{
	struct heron *heron = netdev_priv(ndev);
	int err;

	err = heron_hw_reset(heron);
	if (err)
		return err;

	heron_hw_set_mac(heron, ndev->dev_addr);
	err = heron_wait_idle(heron);
	if (err)
		return err;

	writel(HERON_TX_ENABLE, heron->base + HERON_TX_CTRL);
	writel(HERON_RX_ENABLE, heron->base + HERON_RX_CTRL);
	writel(HERON_CAUSE_TX | HERON_CAUSE_RX, heron->base + HERON_MASK);
	netif_start_queue(ndev);
	return 0;
}

static int heron_stop(struct net_device *ndev)
{
	struct heron *heron = netdev_priv(ndev);
	int err;

	netif_stop_queue(ndev);
	writel(0, heron->base + HERON_MASK);
	err = heron_stop_tx(heron);
	if (err)
		return err;

	return heron_hw_stop_rx(heron);
}

static const struct net_device_ops heron_netdev_ops = {
	.ndo_open = heron_open,
	.ndo_stop = heron_stop,
};

static int heron_probe(struct platform_device *pdev)
{
	struct net_device *ndev;
	struct heron *heron;
	int irq;
	int err;

	ndev = devm_alloc_etherdev(&pdev->dev, sizeof(*heron));
	if (!ndev)
		return -ENOMEM;

	heron = netdev_priv(ndev);
	heron->ndev = ndev;
	heron->dev = &pdev->dev;
	heron->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(heron->base))
		return PTR_ERR(heron->base);

	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;

	err = devm_request_irq(&pdev->dev, irq, heron_irq, IRQF_SHARED, "heron", heron);
	if (err)
		return err;

	ndev->netdev_ops = &heron_netdev_ops;
	return devm_register_netdev(&pdev->dev, ndev);
}

static struct platform_driver heron_driver = {
	.probe = heron_probe,
	.driver = {
		.name = "heron",
	},
};
module_platform_driver(heron_driver);

MODULE_DESCRIPTION("Heron gigabit Ethernet");
MODULE_LICENSE("GPL");
