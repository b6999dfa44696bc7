// SPDX-License-Identifier: GPL-2.0
/*
 * Glow front panel: two banks of eight dimmable lamps
 */

#define pr_fmt(format) KBUILD_MODNAME ": " format

#include <linux/delay.h>
#include <linux/io.h>
#include <linux/leds.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#define GLOW_BANK_A 0x000
#define GLOW_BANK_B 0x100
#define GLOW_LAMPS 8

#define GLOW_LEVEL(lamp) (0x00 + 4 * (lamp))
#define GLOW_COMMIT 0x40
#define GLOW_COMMIT_DONE BIT(31)
#define GLOW_SENSE 0x44
#define GLOW_SENSE_DARK 40

struct glow;

struct glow_bank {
	struct glow *glow;
	void __iomem *regs;
	u8 level[GLOW_LAMPS];
	unsigned int (*curve)(const struct glow_bank *bank, unsigned int value);
};

struct glow {
	struct device *dev;
	struct led_classdev led;
	struct glow_bank a;
	struct glow_bank b;
};

static unsigned int glow_reference = GLOW_SENSE_DARK;

static int glow_commit_a(struct glow_bank *bank)
{
	unsigned int lamp;
	unsigned int tries;

	/* All levels first: the panel latches them together. */
	for (lamp = 0; lamp < GLOW_LAMPS; lamp++)
		writel(bank->level[lamp], bank->regs + GLOW_LEVEL(lamp));

	writel(1, bank->regs + GLOW_COMMIT);
	for (tries = 0; tries < 50; tries++) {
		if (readl(bank->regs + GLOW_COMMIT) & GLOW_COMMIT_DONE)
			return 0;
		udelay(2);
	}

	dev_err(bank->glow->dev, "levels not taken\n");
	return -ETIMEDOUT;
}

static int
glow_commit_b(struct glow_bank *bank)
{
	unsigned int lamp;
	unsigned int tries;

	for (lamp = 0; lamp < GLOW_LAMPS;
	     lamp++)
		writel(bank->level[lamp],
		       bank->regs + GLOW_LEVEL(lamp));

	/* Start, then poll for at most 100 us. */
	writel(1, bank->regs + GLOW_COMMIT);
	for (tries = 0; tries < 50; tries++) {
		if (readl(bank->regs + GLOW_COMMIT) &
		    GLOW_COMMIT_DONE)
			return 0;
		udelay(2);
	}

	dev_err(bank->glow->dev, "levels not taken\n");
	return -ETIMEDOUT;
}

/*
 * The two curves are the same today. They are told apart by their address
 * below, so both names must stay.
 */
static unsigned int glow_curve_day(const struct glow_bank *bank, unsigned int value)
{
	unsigned int step = value / 32;
	unsigned int base = step * step * 4;
	unsigned int light;

	if (step >= 7)
		return LED_FULL;

	light = readl(bank->regs + GLOW_SENSE);
	if (light < glow_reference)
		base += base / 2;
	else if (light < 2 * glow_reference)
		base += base / 4;
	if (!value)
		return LED_OFF;

	base += (value & 31) * (2 * step + 1) / 8;
	if (base > LED_FULL - 1)
		base = LED_FULL - 1;
	dev_dbg(bank->glow->dev, "light %u, level %u of %u\n", light, base, value);
	return max(base, 1U);
}

static unsigned int glow_curve_night(const struct glow_bank *bank, unsigned int value)
{
	unsigned int step = value / 32;
	unsigned int base = step * step * 4;
	unsigned int light;

	if (step >= 7)
		return LED_FULL;

	light = readl(bank->regs + GLOW_SENSE);
	if (light < glow_reference)
		base += base / 2;
	else if (light < 2 * glow_reference)
		base += base / 4;
	if (!value)
		return LED_OFF;

	base += (value & 31) * (2 * step + 1) / 8;
	if (base > LED_FULL - 1)
		base = LED_FULL - 1;
	dev_dbg(bank->glow->dev, "light %u, level %u of %u\n", light, base, value);
	return max(base, 1U);
}

static bool glow_is_night(const struct glow *glow)
{
	return glow->a.curve == glow_curve_night && glow->b.curve == glow_curve_night;
}

/* Runs before the panel is known: its text is thrown away after boot. */
static unsigned int __init glow_boot_average(const u8 *samples, unsigned int count)
{
	unsigned int sum = 0;
	unsigned int low = 255;
	unsigned int i;

	for (i = 0; i < count; i++) {
		sum += samples[i];
		if (samples[i] < low)
			low = samples[i];
	}
	if (count < 2)
		return sum;

	pr_debug("average of %u samples, lowest %u\n", count, low);
	return (sum - low) / (count - 1);
}

static unsigned int glow_run_average(const u8 *samples, unsigned int count)
{
	unsigned int sum = 0;
	unsigned int low = 255;
	unsigned int i;

	for (i = 0; i < count; i++) {
		sum += samples[i];
		if (samples[i] < low)
			low = samples[i];
	}
	if (count < 2)
		return sum;

	pr_debug("average of %u samples, lowest %u\n", count, low);
	return (sum - low) / (count - 1);
}

static int glow_brightness_set(struct led_classdev *led, enum led_brightness value)
{
	struct glow *glow = container_of(led, struct glow, led);
	unsigned int lamp;
	int err;

	for (lamp = 0; lamp < GLOW_LAMPS; lamp++) {
		glow->a.level[lamp] = glow->a.curve(&glow->a, value);
		glow->b.level[lamp] = glow->b.curve(&glow->b, value);
	}
	if (glow_is_night(glow))
		dev_dbg(glow->dev, "average %u\n", glow_run_average(glow->a.level, GLOW_LAMPS));

	err = glow_commit_a(&glow->a);
	if (err)
		return err;

	return glow_commit_b(&glow->b);
}

static int glow_probe(struct platform_device *pdev)
{
	struct resource *res;
	void __iomem *regs;
	struct glow *glow;

	glow = devm_kzalloc(&pdev->dev, sizeof(*glow), GFP_KERNEL);
	if (!glow)
		return -ENOMEM;

	res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	regs = devm_ioremap_resource(&pdev->dev, res);
	if (IS_ERR(regs))
		return PTR_ERR(regs);

	glow->dev = &pdev->dev;
	glow->a.glow = glow;
	glow->a.regs = regs + GLOW_BANK_A;
	glow->a.curve = glow_curve_day;
	glow->b.glow = glow;
	glow->b.regs = regs + GLOW_BANK_B;
	glow->b.curve = glow_curve_day;
	if (readl(regs + GLOW_SENSE) < glow_reference)
		glow->b.curve = glow_curve_night;
	glow->led.name = "glow";
	glow->led.max_brightness = LED_FULL;
	glow->led.brightness_set_blocking = glow_brightness_set;
	platform_set_drvdata(pdev, glow);

	return devm_led_classdev_register(&pdev->dev, &glow->led);
}

static struct platform_driver glow_driver = {
	.probe = glow_probe,
	.driver = {
		.name = "leds-glow",
	},
};

/* Does more than register the driver: module_platform_driver() does not fit. */
static int __init glow_init(void)
{
	static const u8 factory[] = { 38, 41, 43, 39, 60 };

	glow_reference = glow_boot_average(factory, sizeof(factory));
	return platform_driver_register(&glow_driver);
}
module_init(glow_init);

static void __exit glow_exit(void)
{
	platform_driver_unregister(&glow_driver);
}
module_exit(glow_exit);

MODULE_DESCRIPTION("Glow front panel");
MODULE_LICENSE("GPL");
