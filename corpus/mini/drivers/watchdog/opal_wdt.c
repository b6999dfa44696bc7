// SPDX-License-Identifier: GPL-2.0
/*
 * Watchdog of the Opal system controller
 */

#include <linux/io.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/watchdog.h>

#define OPAL_RELOAD 0x10
#define OPAL_CTRL 0x14
#define OPAL_CTRL_ENABLE (BIT(0) | BIT(4))
#define OPAL_STATUS 0x20
#define OPAL_UNLOCK 0x4f70616c
#define OPAL_HZ 32768
#define OPAL_MAX_SECONDS 60

struct opal_wdt {
	struct watchdog_device wdd;
	void __iomem *base;
	spinlock_t lock; /* an unlock and the write it allows */
};

static void opal_wdt_write(struct opal_wdt *wdt, u32 value, unsigned int reg)
{
	unsigned long flags;

	spin_lock_irqsave(&wdt->lock, flags);
	writel(OPAL_UNLOCK, wdt->base + OPAL_CTRL);
	writel(value, wdt->base + reg);
	readl(wdt->base + OPAL_STATUS);
	spin_unlock_irqrestore(&wdt->lock, flags);
}

static int opal_wdt_start(struct watchdog_device *wdd)
{
	struct opal_wdt *wdt = watchdog_get_drvdata(wdd);

	opal_wdt_write(wdt, wdd->timeout * OPAL_HZ, OPAL_RELOAD);
	opal_wdt_write(wdt, OPAL_CTRL_ENABLE, OPAL_CTRL);
	dev_dbg(wdd->parent, "started, %u seconds, status %08x\n",
		wdd->timeout, readl(wdt->base + OPAL_STATUS));
	return 0;
}

static int opal_wdt_stop(struct watchdog_device *wdd)
{
	struct opal_wdt *wdt = watchdog_get_drvdata(wdd);

	opal_wdt_write(wdt, 0, OPAL_CTRL);
	return 0;
}

static int opal_wdt_set_timeout(struct watchdog_device *wdd, unsigned int timeout)
{
	struct opal_wdt *wdt = watchdog_get_drvdata(wdd);

	if (timeout > OPAL_MAX_SECONDS)
		timeout = OPAL_MAX_SECONDS;

	wdd->timeout = timeout;
	opal_wdt_write(wdt, timeout * OPAL_HZ, OPAL_RELOAD);
	return 0;
}

static const struct watchdog_info opal_wdt_info = {
	.options = WDIOF_SETTIMEOUT | WDIOF_KEEPALIVEPING,
	.identity = "Opal watchdog",
};

static const struct watchdog_ops opal_wdt_ops = {
	.owner = THIS_MODULE,
	.start = opal_wdt_start,
	.stop = opal_wdt_stop,
	.set_timeout = opal_wdt_set_timeout,
};

static int opal_wdt_probe(struct platform_device *pdev)
{
	struct opal_wdt *wdt;

	wdt = devm_kzalloc(&pdev->dev, sizeof(*wdt), GFP_KERNEL);
	if (!wdt)
		return -ENOMEM;

	wdt->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(wdt->base))
		return PTR_ERR(wdt->base);

	spin_lock_init(&wdt->lock);
	wdt->wdd.parent = &pdev->dev;
	wdt->wdd.info = &opal_wdt_info;
	wdt->wdd.ops = &opal_wdt_ops;
	wdt->wdd.timeout = OPAL_MAX_SECONDS / 2;
	wdt->wdd.min_timeout = 1;
	wdt->wdd.max_timeout = OPAL_MAX_SECONDS;
	watchdog_set_drvdata(&wdt->wdd, wdt);
	watchdog_init_timeout(&wdt->wdd, 0, &pdev->dev);

	return devm_watchdog_register_device(&pdev->dev, &wdt->wdd);
}

static struct platform_driver opal_wdt_driver = {
	.probe = opal_wdt_probe,
	.driver = {
		.name = "opal-wdt",
	},
};
module_platform_driver(opal_wdt_driver);

MODULE_DESCRIPTION("Watchdog of the Opal system controller");
MODULE_LICENSE("GPL");
