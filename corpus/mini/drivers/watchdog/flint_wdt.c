// SPDX-License-Identifier: GPL-2.0
/*
 * Watchdog of the Flint bridge: a first stage that raises an interrupt, a
 * second one that resets
 */

#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/watchdog.h>

#define FLINT_CTRL 0x00
#define FLINT_CTRL_STAGE1 BIT(0)
#define FLINT_CTRL_STAGE2 BIT(1)
#define FLINT_STAGE1 0x04
#define FLINT_STAGE2 0x08
#define FLINT_CAUSE 0x0c
#define FLINT_CAUSE_BARK BIT(0)
#define FLINT_CAUSE_BITE BIT(1)
#define FLINT_TRACE 0x10

struct flint_wdt {
	struct watchdog_device wdd;
	struct device *dev;
	void __iomem *base;
	unsigned int barks;
	unsigned int bites;
};

/* Each function counts its own calls: one body would add both up. */
static void flint_note_bark(struct flint_wdt *flint, u32 cause)
{
	static unsigned int noted;

	noted++;
	if (noted > 10 && noted % 100)
		return;

	writel(cause, flint->base + FLINT_TRACE);
	writel(noted, flint->base + FLINT_TRACE);
	dev_warn(flint->dev, "event %u, cause %08x, control %08x\n", noted,
		 cause, readl(flint->base + FLINT_CTRL));
}

static void flint_note_bite(struct flint_wdt *flint, u32 cause)
{
	static unsigned int noted;

	noted++;
	if (noted > 10 && noted % 100)
		return;

	writel(cause, flint->base + FLINT_TRACE);
	writel(noted, flint->base + FLINT_TRACE);
	dev_warn(flint->dev, "event %u, cause %08x, control %08x\n", noted,
		 cause, readl(flint->base + FLINT_CTRL));
}

/* The trace register gets the place of the call: a helper has another one. */
static int flint_load_stage1(struct flint_wdt *flint, unsigned int seconds)
{
	writel(__LINE__, flint->base + FLINT_TRACE);
	if (!seconds || seconds > 255) {
		dev_err(flint->dev, "%s: %u is out of range\n", __func__, seconds);
		return -ERANGE;
	}

	writel(seconds, flint->base + FLINT_STAGE1);
	writel(readl(flint->base + FLINT_CTRL) | FLINT_CTRL_STAGE1,
	       flint->base + FLINT_CTRL);
	return 0;
}

static int flint_load_stage2(struct flint_wdt *flint, unsigned int seconds)
{
	writel(__LINE__, flint->base + FLINT_TRACE);
	if (!seconds || seconds > 255) {
		dev_err(flint->dev, "%s: %u is out of range\n", __func__, seconds);
		return -ERANGE;
	}

	writel(seconds, flint->base + FLINT_STAGE2);
	writel(readl(flint->base + FLINT_CTRL) | FLINT_CTRL_STAGE2,
	       flint->base + FLINT_CTRL);
	return 0;
}

static void flint_unload_stage1(struct flint_wdt *flint)
{
	u32 ctrl = readl(flint->base + FLINT_CTRL);

#ifdef CONFIG_MINI_FLINT_LATE
	writel(0, flint->base + FLINT_STAGE1);
#endif
	ctrl &= ~FLINT_CTRL_STAGE1;
	writel(ctrl, flint->base + FLINT_CTRL);
	writel(FLINT_CAUSE_BARK, flint->base + FLINT_CAUSE);
	ctrl = readl(flint->base + FLINT_CTRL);
	dev_dbg(flint->dev, "stage unloaded, control %08x\n", ctrl);
}

static void flint_unload_stage2(struct flint_wdt *flint)
{
	u32 ctrl = readl(flint->base + FLINT_CTRL);

#ifdef CONFIG_MINI_FLINT_LATE
	writel(0, flint->base + FLINT_STAGE2);
#endif
	ctrl &= ~FLINT_CTRL_STAGE2;
	writel(ctrl, flint->base + FLINT_CTRL);
	writel(FLINT_CAUSE_BITE, flint->base + FLINT_CAUSE);
	ctrl = readl(flint->base + FLINT_CTRL);
	dev_dbg(flint->dev, "stage unloaded, control %08x\n", ctrl);
}

static irqreturn_t flint_wdt_irq(int irq, void *data)
{
	struct flint_wdt *flint = data;
	u32 cause = readl(flint->base + FLINT_CAUSE);

	if (!(cause & (FLINT_CAUSE_BARK | FLINT_CAUSE_BITE)))
		return IRQ_NONE;

	if (cause & FLINT_CAUSE_BARK) {
		flint->barks++;
		flint_note_bark(flint, cause);
	}
	if (cause & FLINT_CAUSE_BITE) {
		flint->bites++;
		flint_note_bite(flint, cause);
	}
	writel(cause, flint->base + FLINT_CAUSE);
	return IRQ_HANDLED;
}

static int flint_wdt_start(struct watchdog_device *wdd)
{
	struct flint_wdt *flint = watchdog_get_drvdata(wdd);
	int err;

	err = flint_load_stage1(flint, wdd->timeout / 2);
	if (err)
		return err;

	return flint_load_stage2(flint, wdd->timeout);
}

static int flint_wdt_stop(struct watchdog_device *wdd)
{
	struct flint_wdt *flint = watchdog_get_drvdata(wdd);

	flint_unload_stage2(flint);
	flint_unload_stage1(flint);
	return 0;
}

static const struct watchdog_info flint_wdt_info = {
	.options = WDIOF_KEEPALIVEPING,
	.identity = "Flint watchdog",
};

static const struct watchdog_ops flint_wdt_ops = {
	.owner = THIS_MODULE,
	.start = flint_wdt_start,
	.stop = flint_wdt_stop,
};

static int flint_wdt_probe(struct platform_device *pdev)
{
	struct flint_wdt *flint;
	int irq;
	int err;

	flint = devm_kzalloc(&pdev->dev, sizeof(*flint), GFP_KERNEL);
	if (!flint)
		return -ENOMEM;

	flint->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(flint->base))
		return PTR_ERR(flint->base);

	irq = platform_get_irq(pdev, 0);
	if (irq < 0) {
		dev_err(&pdev->dev, "no interrupt: %d\n", irq);
		return irq;
	}

	flint->dev = &pdev->dev;
	err = devm_request_irq(&pdev->dev, irq, flint_wdt_irq, 0, "flint-wdt", flint);
	if (err)
		return err;

	flint->wdd.parent = &pdev->dev;
	flint->wdd.info = &flint_wdt_info;
	flint->wdd.ops = &flint_wdt_ops;
	flint->wdd.timeout = 20;
	watchdog_set_drvdata(&flint->wdd, flint);

	return devm_watchdog_register_device(&pdev->dev, &flint->wdd);
}

static struct platform_driver flint_wdt_driver = {
	.probe = flint_wdt_probe,
	.driver = {
		.name = "flint-wdt",
	},
};
module_platform_driver(flint_wdt_driver);

MODULE_DESCRIPTION("Watchdog of the Flint bridge");
MODULE_LICENSE("GPL");
