// SPDX-License-Identifier: GPL-2.0
/*
 * Watchdog of the Ember power controller
 *
 * Two counters guard the machine: the main one resets it, the backup one cuts
 * the power when the reset did not help. Each has its own window of registers.
 */

#include <linux/delay.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/watchdog.h>

#define EMBER_MAIN 0x00
#define EMBER_BACKUP 0x40

#define EMBER_CTRL 0x00
#define EMBER_CTRL_RUN BIT(0)
#define EMBER_LOAD 0x04
#define EMBER_COUNT 0x08
#define EMBER_KEY 0x0c
#define EMBER_KEY_FIRST 0x5a5a0001
#define EMBER_KEY_SECOND 0xa5a50002
#define EMBER_STATUS 0x10
#define EMBER_STATUS_LOCKED BIT(3)
#define EMBER_STATUS_BUSY BIT(4)

#define EMBER_HZ 128
#define EMBER_BACKUP_MARGIN 5

struct ember_wdt {
	struct watchdog_device wdd;
	struct device *dev;
	void __iomem *base;
};

static int ember_wait_synced(struct ember_wdt *ember, unsigned int window)
{
	u32 before = readl(ember->base + window + EMBER_COUNT);
	unsigned int waited = 0;
	u32 now;

	while (readl(ember->base + window + EMBER_STATUS) & EMBER_STATUS_BUSY) {
		now = readl(ember->base + window + EMBER_COUNT);
		if (waited > 500 || before - now > EMBER_HZ) {
			dev_err(ember->dev, "counter is stuck at %u\n", now);
			writel(0, ember->base + window + EMBER_KEY);
			return -ETIMEDOUT;
		}
		waited += 5;
		udelay(5);
	}

	return 0;
}

static int ember_wait_loaded(struct ember_wdt *wdt, unsigned int offset)
{
	u32 start = readl(wdt->base + offset + EMBER_COUNT);
	unsigned int spent = 0;
	u32 count;

	while (readl(wdt->base + offset + EMBER_STATUS) & EMBER_STATUS_BUSY) {
		count = readl(wdt->base + offset + EMBER_COUNT);
		if (spent > 500 || start - count > EMBER_HZ) {
			dev_err(wdt->dev, "counter is stuck at %u\n", count);
			writel(0, wdt->base + offset + EMBER_KEY);
			return -ETIMEDOUT;
		}
		spent += 5;
		udelay(5);
	}

	return 0;
}

static int ember_load(struct ember_wdt *ember, unsigned int window, u32 seconds)
{
	void __iomem *regs = ember->base + window;

	writel(EMBER_KEY_FIRST, regs + EMBER_KEY);
	writel(EMBER_KEY_SECOND, regs + EMBER_KEY);
	if (readl(regs + EMBER_STATUS) & EMBER_STATUS_LOCKED)
		return -EIO;

	writel(seconds * EMBER_HZ, regs + EMBER_LOAD);
	return ember_wait_loaded(ember, window);
}

static int ember_wdt_start(struct watchdog_device *wdd)
{
	struct ember_wdt *ember = watchdog_get_drvdata(wdd);
	u32 ctrl;
	int err;

	err = ember_load(ember, EMBER_MAIN, wdd->timeout);
	if (err)
		return err;

	ctrl = readl(ember->base + EMBER_MAIN + EMBER_CTRL);
	ctrl |= EMBER_CTRL_RUN;
	writel(ctrl, ember->base + EMBER_MAIN + EMBER_CTRL);
	dev_dbg(ember->dev, "main counter runs, control %08x\n", ctrl);
	usleep_range(10, 20);

	ctrl = readl(ember->base + EMBER_BACKUP + EMBER_CTRL);
	writel(ctrl & ~EMBER_CTRL_RUN, ember->base + EMBER_BACKUP + EMBER_CTRL);
	return ember_wait_synced(ember, EMBER_MAIN);
}

static int ember_wdt_stop(struct watchdog_device *wdd)
{
	struct ember_wdt *ember = watchdog_get_drvdata(wdd);
	u32 ctrl;
	int err;

	err = ember_wait_synced(ember, EMBER_MAIN);
	if (err)
		return err;

	ctrl = readl(ember->base + EMBER_MAIN + EMBER_CTRL);
	ctrl &= ~EMBER_CTRL_RUN;
	writel(ctrl, ember->base + EMBER_MAIN + EMBER_CTRL);
	return ember_wait_synced(ember, EMBER_MAIN);
}

static int ember_wdt_ping(struct watchdog_device *wdd)
{
	struct ember_wdt *ember = watchdog_get_drvdata(wdd);
	int err;

	err = ember_load(ember, EMBER_BACKUP, wdd->timeout + EMBER_BACKUP_MARGIN);
	if (err)
		return err;

	return ember_load(ember, EMBER_MAIN, wdd->timeout);
}

static int ember_wdt_set_timeout(struct watchdog_device *wdd, unsigned int timeout)
{
	wdd->timeout = timeout;
	return ember_wdt_ping(wdd);
}

static unsigned int ember_wdt_get_timeleft(struct watchdog_device *wdd)
{
	struct ember_wdt *ember = watchdog_get_drvdata(wdd);

	return readl(ember->base + EMBER_MAIN + EMBER_COUNT) / EMBER_HZ;
}

static const struct watchdog_info ember_wdt_info = {
	.options = WDIOF_SETTIMEOUT | WDIOF_KEEPALIVEPING | WDIOF_MAGICCLOSE,
	.identity = "Ember watchdog",
};

static const struct watchdog_ops ember_wdt_ops = {
	.owner = THIS_MODULE,
	.start = ember_wdt_start,
	.stop = ember_wdt_stop,
	.ping = ember_wdt_ping,
	.set_timeout = ember_wdt_set_timeout,
	.get_timeleft = ember_wdt_get_timeleft,
};

static int ember_wdt_probe(struct platform_device *pdev)
{
	struct ember_wdt *ember;
	struct resource *res;

	ember = devm_kzalloc(&pdev->dev, sizeof(*ember), GFP_KERNEL);
	if (!ember)
		return -ENOMEM;

	res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	ember->base = devm_ioremap_resource(&pdev->dev, res);
	if (IS_ERR(ember->base))
		return PTR_ERR(ember->base);

	ember->dev = &pdev->dev;
	ember->wdd.parent = &pdev->dev;
	ember->wdd.info = &ember_wdt_info;
	ember->wdd.ops = &ember_wdt_ops;
	ember->wdd.timeout = 30;
	ember->wdd.min_timeout = 1;
	ember->wdd.max_timeout = 600;
	watchdog_set_drvdata(&ember->wdd, ember);
	platform_set_drvdata(pdev, ember);

	return devm_watchdog_register_device(&pdev->dev, &ember->wdd);
}

static struct platform_driver ember_wdt_driver = {
	.probe = ember_wdt_probe,
	.driver = {
		.name = "ember-wdt",
	},
};

static int __init ember_wdt_init(void)
{
	return platform_driver_register(&ember_wdt_driver);
}

static void __exit ember_wdt_exit(void)
{
	platform_driver_unregister(&ember_wdt_driver);
}

module_init(ember_wdt_init);
module_exit(ember_wdt_exit);

MODULE_DESCRIPTION("Watchdog of the Ember power controller");
MODULE_LICENSE("GPL");
