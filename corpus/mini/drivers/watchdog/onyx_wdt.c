// SPDX-License-Identifier: GPL-2.0
/*
 * Watchdog of the Onyx system controller
 */

#include <linux/io.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/watchdog.h>

#define ONYX_RELOAD 0x04
#define ONYX_CTRL 0x08
#define ONYX_CTRL_ENABLE BIT(0)
#define ONYX_STATUS 0x0c
#define ONYX_UNLOCK 0x4f6e7978
#define ONYX_HZ 1000
#define ONYX_MAX_SECONDS 120

struct onyx_wdt {
	struct watchdog_device wdd;
	void __iomem *base;
	spinlock_t lock; /* an unlock and the write it allows */
};

static void onyx_wdt_write(struct onyx_wdt *wdt, u32 value, unsigned int reg)
{
	unsigned long flags;

	spin_lock_irqsave(&wdt->lock, flags);
	writel(ONYX_UNLOCK, wdt->base + ONYX_CTRL);
	writel(value, wdt->base + reg);
	readl(wdt->base + ONYX_STATUS);
	spin_unlock_irqrestore(&wdt->lock, flags);
}

static int onyx_wdt_start(struct watchdog_device *wdd)
{
	struct onyx_wdt *wdt = watchdog_get_drvdata(wdd);

	onyx_wdt_write(wdt, wdd->timeout * ONYX_HZ, ONYX_RELOAD);
	onyx_wdt_write(wdt, ONYX_CTRL_ENABLE, ONYX_CTRL);
	dev_dbg(wdd->parent, "started, %u seconds, status %08x\n",
		wdd->timeout, readl(wdt->base + ONYX_STATUS));
	return 0;
}

static int onyx_wdt_stop(struct watchdog_device *wdd)
{
	struct onyx_wdt *wdt = watchdog_get_drvdata(wdd);

	onyx_wdt_write(wdt, 0, ONYX_CTRL);
	return 0;
}

static int onyx_wdt_set_timeout(struct watchdog_device *wdd, unsigned int timeout)
{
	struct onyx_wdt *wdt = watchdog_get_drvdata(wdd);

	if (timeout > ONYX_MAX_SECONDS)
		timeout = ONYX_MAX_SECONDS;

	wdd->timeout = timeout;
	onyx_wdt_write(wdt, timeout * ONYX_HZ, ONYX_RELOAD);
	return 0;
}

static const struct watchdog_info onyx_wdt_info = {
	.options = WDIOF_SETTIMEOUT | WDIOF_KEEPALIVEPING,
	.identity = "Onyx watchdog",
};

static const struct watchdog_ops onyx_wdt_ops = {
	.owner = THIS_MODULE,
	.start = onyx_wdt_start,
	.stop = onyx_wdt_stop,
	.set_timeout = onyx_wdt_set_timeout,
};

static int onyx_wdt_probe(struct platform_device *pdev)
{
	struct onyx_wdt *wdt;

	wdt = devm_kzalloc(&pdev->dev, sizeof(*wdt), GFP_KERNEL);
	if (!wdt)
		return -ENOMEM;

	wdt->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(wdt->base))
		return PTR_ERR(wdt->base);

	spin_lock_init(&wdt->lock);
	wdt->wdd.parent = &pdev->dev;
	wdt->wdd.info = &onyx_wdt_info;
	wdt->wdd.ops = &onyx_wdt_ops;
	wdt->wdd.timeout = ONYX_MAX_SECONDS / 2;
	wdt->wdd.min_timeout = 1;
	wdt->wdd.max_timeout = ONYX_MAX_SECONDS;
	watchdog_set_drvdata(&wdt->wdd, wdt);
	watchdog_init_timeout(&wdt->wdd, 0, &pdev->dev);

	return devm_watchdog_register_device(&pdev->dev, &wdt->wdd);
}

static struct platform_driver onyx_wdt_driver = {
	.probe = onyx_wdt_probe,
	.driver = {
		.name = "onyx-wdt",
	},
};
module_platform_driver(onyx_wdt_driver);

MODULE_DESCRIPTION("Watchdog of the Onyx system controller");
MODULE_LICENSE("GPL");
