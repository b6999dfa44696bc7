// SPDX-License-Identifier: GPL-2.0
/*
 * Quill RGB LED driver
 *
 * Each colour has a trim value that the user sets through sysfs.
 */

#include <linux/i2c.h>
#include <linux/leds.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#define QUILL_RED_TRIM 0x10
#define QUILL_GREEN_TRIM 0x11
#define QUILL_BLUE_TRIM 0x12
#define QUILL_LEVEL 0x20
#define QUILL_TRIM_MAX 63

struct quill {
	struct i2c_client *client;
	struct led_classdev led;
	struct mutex lock; /* guards the trim values */
	unsigned int red_trim;
	unsigned int green_trim;
	unsigned int blue_trim;
};

static ssize_t red_trim_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct quill *quill = dev_get_drvdata(dev);
	unsigned int value;

	mutex_lock(&quill->lock);
	value = quill->red_trim;
	mutex_unlock(&quill->lock);

	return sysfs_emit(buf, "%u\n", value);
}

static ssize_t red_trim_store(struct device *dev, struct device_attribute *attr,
			      const char *buf, size_t count)
{
	struct quill *quill = dev_get_drvdata(dev);
	unsigned int value;
	int err;

	err = kstrtouint(buf, 0, &value);
	if (err)
		return err;
	if (value > QUILL_TRIM_MAX)
		return -ERANGE;

	mutex_lock(&quill->lock);
	quill->red_trim = value;
	err = i2c_smbus_write_byte_data(quill->client, QUILL_RED_TRIM, value);
	mutex_unlock(&quill->lock);

	return err ? err : (ssize_t)count;
}

static DEVICE_ATTR_RW(red_trim);

static ssize_t green_trim_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct quill *quill = dev_get_drvdata(dev);
	unsigned int value;

	mutex_lock(&quill->lock);
	value = quill->green_trim;
	mutex_unlock(&quill->lock);

	return sysfs_emit(buf, "%u\n", value);
}

static ssize_t green_trim_store(struct device *dev, struct device_attribute *attr,
				const char *buf, size_t count)
{
	struct quill *quill = dev_get_drvdata(dev);
	unsigned int value;
	int err;

	err = kstrtouint(buf, 0, &value);
	if (err)
		return err;
	if (value > QUILL_TRIM_MAX)
		return -ERANGE;

	mutex_lock(&quill->lock);
	quill->green_trim = value;
	err = i2c_smbus_write_byte_data(quill->client, QUILL_GREEN_TRIM, value);
	mutex_unlock(&quill->lock);

	return err ? err : (ssize_t)count;
}

static DEVICE_ATTR_RW(green_trim);

static ssize_t blue_trim_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct quill *quill = dev_get_drvdata(dev);
	unsigned int value;

	mutex_lock(&quill->lock);
	value = quill->blue_trim;
	mutex_unlock(&quill->lock);

	return sysfs_emit(buf, "%u\n", value);
}

static ssize_t blue_trim_store(struct device *dev, struct device_attribute *attr,
			       const char *buf, size_t count)
{
	struct quill *quill = dev_get_drvdata(dev);
	unsigned int value;
	int err;

	err = kstrtouint(buf, 0, &value);
	if (err)
		return err;
	if (value > QUILL_TRIM_MAX)
		return -ERANGE;

	mutex_lock(&quill->lock);
	quill->blue_trim = value;
	err = i2c_smbus_write_byte_data(quill->client, QUILL_BLUE_TRIM, value);
	mutex_unlock(&quill->lock);

	return err ? err : (ssize_t)count;
}

static DEVICE_ATTR_RW(blue_trim);

static int quill_brightness_set(struct led_classdev *led, enum led_brightness value)
{
	struct quill *quill = container_of(led, struct quill, led);
	int err;

	mutex_lock(&quill->lock);
	err = i2c_smbus_write_byte_data(quill->client, QUILL_LEVEL, value);
	mutex_unlock(&quill->lock);
	return err;
}

static int quill_probe(struct i2c_client *client)
{
	static const struct device_attribute *const trims[] = {
		&dev_attr_red_trim, &dev_attr_green_trim, &dev_attr_blue_trim,
	};
	struct quill *quill;
	unsigned int i;
	int err;

	quill = devm_kzalloc(&client->dev, sizeof(*quill), GFP_KERNEL);
	if (!quill)
		return -ENOMEM;

	mutex_init(&quill->lock);
	quill->client = client;
	i2c_set_clientdata(client, quill);
	for (i = 0; i < ARRAY_SIZE(trims); i++) {
		err = device_create_file(&client->dev, trims[i]);
		if (err)
			return err;
	}

	quill->led.name = "quill";
	quill->led.max_brightness = LED_FULL;
	quill->led.brightness_set_blocking = quill_brightness_set;
	return devm_led_classdev_register(&client->dev, &quill->led);
}

static struct i2c_driver quill_driver = {
	.probe = quill_probe,
	.driver = {
		.name = "leds-quill",
	},
};

static int __init quill_init(void)
{
	return i2c_add_driver(&quill_driver);
}
module_init(quill_init);

static void __exit quill_exit(void)
{
	i2c_del_driver(&quill_driver);
}
module_exit(quill_exit);

MODULE_DESCRIPTION("Quill RGB LED driver");
MODULE_LICENSE("GPL");
