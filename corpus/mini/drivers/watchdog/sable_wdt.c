// SPDX-License-Identifier: GPL-2.0
/*
 * Watchdog of the Sable bus controller
 *
 * Boards wire the register bus little or big endian, so the two paths below
 * differ in the accessors that they call.
 */

#include <linux/io.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/watchdog.h>

#define SABLE_CTRL 0x00
#define SABLE_CTRL_RUN BIT(0)
#define SABLE_CTRL_MODE GENMASK(5, 4)
#define SABLE_CTRL_MODE_RESET BIT(4)
#define SABLE_LOAD 0x04
#define SABLE_FEED 0x08
#define SABLE_FEED_MAGIC 0xfeed
#define SABLE_EVENTS 0x0c
#define SABLE_TICKS 250

struct sable_wdt {
	struct watchdog_device wdd;
	struct device *dev;
	void __iomem *base;
	spinlock_t lock; /* events, from any context */
	struct mutex config_lock; /* events, from a process */
	unsigned int events;
	bool big_endian;
};

static u32 sable_arm_le(struct sable_wdt *sable, unsigned int seconds)
{
	u32 ctrl = readl(sable->base + SABLE_CTRL);

	ctrl &= ~SABLE_CTRL_MODE;
	ctrl |= SABLE_CTRL_MODE_RESET | SABLE_CTRL_RUN;
	writel(seconds * SABLE_TICKS, sable->base + SABLE_LOAD);
	writel(SABLE_FEED_MAGIC, sable->base + SABLE_FEED);
	writel(ctrl, sable->base + SABLE_CTRL);
	ctrl = readl(sable->base + SABLE_CTRL);
	if (!(ctrl & SABLE_CTRL_RUN))
		dev_err(sable->dev, "does not run, control %08x\n", ctrl);

	return ctrl & SABLE_CTRL_RUN;
}

static u32 sable_arm_be(struct sable_wdt *sable, unsigned int seconds)
{
	u32 ctrl = ioread32be(sable->base + SABLE_CTRL);

	ctrl &= ~SABLE_CTRL_MODE;
	ctrl |= SABLE_CTRL_MODE_RESET | SABLE_CTRL_RUN;
	iowrite32be(seconds * SABLE_TICKS, sable->base + SABLE_LOAD);
	iowrite32be(SABLE_FEED_MAGIC, sable->base + SABLE_FEED);
	iowrite32be(ctrl, sable->base + SABLE_CTRL);
	ctrl = ioread32be(sable->base + SABLE_CTRL);
	if (!(ctrl & SABLE_CTRL_RUN))
		dev_err(sable->dev, "does not run, control %08x\n", ctrl);

	return ctrl & SABLE_CTRL_RUN;
}

/* Process context only: may sleep, so the mutex is enough. */
static unsigned int sable_drain_events(struct sable_wdt *sable)
{
	unsigned int seen;
	u32 events;

	mutex_lock(&sable->config_lock);
	events = readl(sable->base + SABLE_EVENTS);
	for (seen = 0; events; events &= events - 1)
		seen++;
	sable->events += seen;
	writel(~0U, sable->base + SABLE_EVENTS);
	mutex_unlock(&sable->config_lock);
	return seen;
}

/* Also called with interrupts off. */
static unsigned int sable_poll_events(struct sable_wdt *sable)
{
	unsigned int seen;
	u32 events;

	spin_lock(&sable->lock);
	events = readl(sable->base + SABLE_EVENTS);
	for (seen = 0; events; events &= events - 1)
		seen++;
	sable->events += seen;
	writel(~0U, sable->base + SABLE_EVENTS);
	spin_unlock(&sable->lock);
	return seen;
}

static int sable_wdt_start(struct watchdog_device *wdd)
{
	struct sable_wdt *sable = watchdog_get_drvdata(wdd);
	u32 running;

	if (sable_drain_events(sable))
		dev_warn(sable->dev, "stale events dropped\n");

	if (sable->big_endian)
		running = sable_arm_be(sable, wdd->timeout);
	else
		running = sable_arm_le(sable, wdd->timeout);

	return running ? 0 : -EIO;
}

static int sable_wdt_stop(struct watchdog_device *wdd)
{
	struct sable_wdt *sable = watchdog_get_drvdata(wdd);

	writel(0, sable->base + SABLE_CTRL);
	return sable_poll_events(sable) ? -EBUSY : 0;
}

static int sable_wdt_set_timeout(struct watchdog_device *wdd, unsigned int timeout)
{
	wdd->timeout = timeout;
	return sable_wdt_start(wdd);
}

static const struct watchdog_info sable_wdt_info = {
	.options = WDIOF_SETTIMEOUT,
	.identity = "Sable watchdog",
};

static const struct watchdog_ops sable_wdt_ops = {
	.owner = THIS_MODULE,
	.start = sable_wdt_start,
	.stop = sable_wdt_stop,
	.set_timeout = sable_wdt_set_timeout,
};

static int sable_wdt_probe(struct platform_device *pdev)
{
	struct sable_wdt *sable;
	struct resource *res;

	sable = devm_kzalloc(&pdev->dev, sizeof(*sable), GFP_KERNEL);
	if (!sable)
		return -ENOMEM;

	/* The size of the window tells how the board is wired. */
	res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	sable->base = devm_ioremap_resource(&pdev->dev, res);
	if (IS_ERR(sable->base))
		return PTR_ERR(sable->base);

	sable->big_endian = resource_size(res) > 0x100;
	spin_lock_init(&sable->lock);
	mutex_init(&sable->config_lock);
	sable->dev = &pdev->dev;
	sable->wdd.parent = &pdev->dev;
	sable->wdd.info = &sable_wdt_info;
	sable->wdd.ops = &sable_wdt_ops;
	sable->wdd.timeout = 15;
	watchdog_set_drvdata(&sable->wdd, sable);

	return devm_watchdog_register_device(&pdev->dev, &sable->wdd);
}

static struct platform_driver sable_wdt_driver = {
	.probe = sable_wdt_probe,
	.driver = {
		.name = "sable-wdt",
	},
};
module_platform_driver(sable_wdt_driver);

MODULE_DESCRIPTION("Watchdog of the Sable bus controller");
MODULE_LICENSE("GPL");
