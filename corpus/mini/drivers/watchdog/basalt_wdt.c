// SPDX-License-Identifier: GPL-2.0
/*
 * Watchdogs of the Basalt bridges 1, 2 and 3
 *
 * Later bridges do what the first does, with other registers.
 */

#include <linux/delay.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/watchdog.h>

#define BASALT1_LOCK 0x00
#define BASALT1_UNLOCK 0xba5a17
#define BASALT1_STATUS 0x04
#define BASALT1_READY BIT(0)
#define BASALT1_RELOAD 0x08
#define BASALT1_WARNING 0x0c
#define BASALT1_CTRL 0x10
#define BASALT1_CTRL_RUN BIT(1)
#define BASALT1_HZ 1000
#define BASALT1_MAX_SECONDS 120
#define BASALT1_TRIES 20

#define BASALT2_LOCK 0x40
#define BASALT2_UNLOCK 0xba5a22
#define BASALT2_STATUS 0x44
#define BASALT2_READY BIT(3)
#define BASALT2_RELOAD 0x50
#define BASALT2_WARNING 0x54
#define BASALT2_CTRL 0x60
#define BASALT2_CTRL_RUN (BIT(0) | BIT(7))
#define BASALT2_HZ 32768
#define BASALT2_MAX_SECONDS 60
#define BASALT2_TRIES 50

#define BASALT3_LOCK 0x100
#define BASALT3_UNLOCK 0xba5a33
#define BASALT3_STATUS 0x108
#define BASALT3_READY BIT(4)
#define BASALT3_RELOAD 0x110
#define BASALT3_WARNING 0x118
#define BASALT3_CTRL 0x120
#define BASALT3_CTRL_RUN BIT(6)
#define BASALT3_HZ 8000
#define BASALT3_MAX_SECONDS 240
#define BASALT3_TRIES 80

struct basalt {
	struct watchdog_device wdd;
	void __iomem *base;
	unsigned int starts;
};

static const struct watchdog_info basalt_info = {
	.options = WDIOF_SETTIMEOUT | WDIOF_KEEPALIVEPING,
	.identity = "Basalt watchdog",
};

static int basalt1_write(struct basalt *basalt, unsigned int reg, u32 value)
{
	unsigned int tries;

	writel(BASALT1_UNLOCK, basalt->base + BASALT1_LOCK);
	for (tries = 0; tries < BASALT1_TRIES; tries++) {
		if (readl(basalt->base + BASALT1_STATUS) & BASALT1_READY)
			break;
		udelay(10);
	}
	if (tries == BASALT1_TRIES) {
		dev_err(basalt->wdd.parent, "register %02x is locked\n", reg);
		return -ETIMEDOUT;
	}

	writel(value, basalt->base + reg);
	writel(0, basalt->base + BASALT1_LOCK);
	return 0;
}

static int basalt1_start(struct watchdog_device *wdd)
{
	struct basalt *basalt = watchdog_get_drvdata(wdd);
	u32 ticks = wdd->timeout * BASALT1_HZ;
	int err;

	err = basalt1_write(basalt, BASALT1_RELOAD, ticks);
	if (err)
		return err;

	err = basalt1_write(basalt, BASALT1_WARNING, ticks / 4);
	if (err)
		return err;

	basalt->starts++;
	dev_dbg(wdd->parent, "start %u, %u seconds, %u ticks\n",
		basalt->starts, wdd->timeout, ticks);
	return basalt1_write(basalt, BASALT1_CTRL, BASALT1_CTRL_RUN);
}

static int basalt1_set_timeout(struct watchdog_device *wdd, unsigned int timeout)
{
	struct basalt *basalt = watchdog_get_drvdata(wdd);
	int err;

	if (timeout > BASALT1_MAX_SECONDS)
		timeout = BASALT1_MAX_SECONDS;

	err = basalt1_write(basalt, BASALT1_CTRL, 0);
	if (err)
		return err;

	wdd->timeout = timeout;
	err = basalt1_write(basalt, BASALT1_RELOAD, timeout * BASALT1_HZ);
	if (err)
		return err;

	return basalt1_write(basalt, BASALT1_CTRL, BASALT1_CTRL_RUN);
}

static int basalt1_stop(struct watchdog_device *wdd)
{
	return basalt1_write(watchdog_get_drvdata(wdd), BASALT1_CTRL, 0);
}

static const struct watchdog_ops basalt1_ops = {
	.owner = THIS_MODULE,
	.start = basalt1_start,
	.stop = basalt1_stop,
	.set_timeout = basalt1_set_timeout,
};

static int basalt2_write(struct basalt *basalt, unsigned int reg, u32 value)
{
	unsigned int tries;

	writel(BASALT2_UNLOCK, basalt->base + BASALT2_LOCK);
	for (tries = 0; tries < BASALT2_TRIES; tries++) {
		if (readl(basalt->base + BASALT2_STATUS) & BASALT2_READY)
			break;
		udelay(10);
	}
	if (tries == BASALT2_TRIES) {
		dev_err(basalt->wdd.parent, "register %02x is locked\n", reg);
		return -ETIMEDOUT;
	}

	writel(value, basalt->base + reg);
	writel(0, basalt->base + BASALT2_LOCK);
	return 0;
}

static int basalt2_start(struct watchdog_device *wdd)
{
	struct basalt *basalt = watchdog_get_drvdata(wdd);
	u32 ticks = wdd->timeout * BASALT2_HZ;
	int err;

	err = basalt2_write(basalt, BASALT2_RELOAD, ticks);
	if (err)
		return err;

	err = basalt2_write(basalt, BASALT2_WARNING, ticks / 4);
	if (err)
		return err;

	basalt->starts++;
	dev_dbg(wdd->parent, "start %u, %u seconds, %u ticks\n",
		basalt->starts, wdd->timeout, ticks);
	return basalt2_write(basalt, BASALT2_CTRL, BASALT2_CTRL_RUN);
}

static int basalt2_set_timeout(struct watchdog_device *wdd, unsigned int timeout)
{
	struct basalt *basalt = watchdog_get_drvdata(wdd);
	int err;

	if (timeout > BASALT2_MAX_SECONDS)
		timeout = BASALT2_MAX_SECONDS;

	err = basalt2_write(basalt, BASALT2_CTRL, 0);
	if (err)
		return err;

	wdd->timeout = timeout;
	err = basalt2_write(basalt, BASALT2_RELOAD, timeout * BASALT2_HZ);
	if (err)
		return err;

	return basalt2_write(basalt, BASALT2_CTRL, BASALT2_CTRL_RUN);
}

static int basalt2_stop(struct watchdog_device *wdd)
{
	return basalt2_write(watchdog_get_drvdata(wdd), BASALT2_CTRL, 0);
}

static const struct watchdog_ops basalt2_ops = {
	.owner = THIS_MODULE,
	.start = basalt2_start,
	.stop = basalt2_stop,
	.set_timeout = basalt2_set_timeout,
};

static int basalt3_write(struct basalt *basalt, unsigned int reg, u32 value)
{
	unsigned int tries;

	writel(BASALT3_UNLOCK, basalt->base + BASALT3_LOCK);
	for (tries = 0; tries < BASALT3_TRIES; tries++) {
		if (readl(basalt->base + BASALT3_STATUS) & BASALT3_READY)
			break;
		udelay(10);
	}
	if (tries == BASALT3_TRIES) {
		dev_err(basalt->wdd.parent, "register %02x is locked\n", reg);
		return -ETIMEDOUT;
	}

	writel(value, basalt->base + reg);
	writel(0, basalt->base + BASALT3_LOCK);
	return 0;
}

static int basalt3_start(struct watchdog_device *wdd)
{
	struct basalt *basalt = watchdog_get_drvdata(wdd);
	u32 ticks = wdd->timeout * BASALT3_HZ;
	int err;

	err = basalt3_write(basalt, BASALT3_RELOAD, ticks);
	if (err)
		return err;

	err = basalt3_write(basalt, BASALT3_WARNING, ticks / 4);
	if (err)
		return err;

	basalt->starts++;
	dev_dbg(wdd->parent, "start %u, %u seconds, %u ticks\n",
		basalt->starts, wdd->timeout, ticks);
	return basalt3_write(basalt, BASALT3_CTRL, BASALT3_CTRL_RUN);
}

static int basalt3_set_timeout(struct watchdog_device *wdd, unsigned int timeout)
{
	struct basalt *basalt = watchdog_get_drvdata(wdd);
	int err;

	if (timeout > BASALT3_MAX_SECONDS)
		timeout = BASALT3_MAX_SECONDS;

	err = basalt3_write(basalt, BASALT3_CTRL, 0);
	if (err)
		return err;

	wdd->timeout = timeout;
	err = basalt3_write(basalt, BASALT3_RELOAD, timeout * BASALT3_HZ);
	if (err)
		return err;

	return basalt3_write(basalt, BASALT3_CTRL, BASALT3_CTRL_RUN);
}

static int basalt3_stop(struct watchdog_device *wdd)
{
	return basalt3_write(watchdog_get_drvdata(wdd), BASALT3_CTRL, 0);
}

static const struct watchdog_ops basalt3_ops = {
	.owner = THIS_MODULE,
	.start = basalt3_start,
	.stop = basalt3_stop,
	.set_timeout = basalt3_set_timeout,
};

static int basalt_probe(struct platform_device *pdev)
{
	static const struct watchdog_ops *const ops[] = {
		&basalt1_ops, &basalt2_ops, &basalt3_ops,
	};
	struct basalt *basalt;

	if (pdev->id < 0 || pdev->id > 2)
		return -ENODEV;

	basalt = devm_kzalloc(&pdev->dev, sizeof(*basalt), GFP_KERNEL);
	if (!basalt)
		return -ENOMEM;

	basalt->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(basalt->base))
		return PTR_ERR(basalt->base);

	basalt->wdd.parent = &pdev->dev;
	basalt->wdd.info = &basalt_info;
	basalt->wdd.ops = ops[pdev->id];
	basalt->wdd.timeout = 30;
	basalt->wdd.min_timeout = 1;
	watchdog_set_drvdata(&basalt->wdd, basalt);
	return devm_watchdog_register_device(&pdev->dev, &basalt->wdd);
}

static struct platform_driver basalt_driver = {
	.probe = basalt_probe,
	.driver = {
		.name = "basalt-wdt",
	},
};
module_platform_driver(basalt_driver);

MODULE_DESCRIPTION("Watchdogs of the Basalt bridges");
MODULE_LICENSE("GPL");
