// SPDX-License-Identifier: GPL-2.0
/*
 * Lantern five-colour indicator
 *
 * The pattern engines play a short program each; the colours can also be set
 * one by one.
 */

#include <linux/delay.h>
#include <linux/i2c.h>
#include <linux/leds.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#define LANTERN_CURRENT 0x00
#define LANTERN_ENABLE 0x08
#define LANTERN_ENGINE_MODE 0x09
#define LANTERN_MODE_HALT 0x00
#define LANTERN_MODE_LOAD 0x15
#define LANTERN_MODE_RUN 0x2a
#define LANTERN_ENGINE1_MASK 0x03
#define LANTERN_ENGINE2_MASK 0x0c
#define LANTERN_ENGINE3_MASK 0x30
#define LANTERN_ENGINE1_PROGRAM 0x10
#define LANTERN_ENGINE2_PROGRAM 0x30
#define LANTERN_ENGINE3_PROGRAM 0x50
#define LANTERN_PROGRAM_LENGTH 32

enum lantern_colour {
	LANTERN_RED,
	LANTERN_GREEN,
	LANTERN_BLUE,
	LANTERN_AMBER,
	LANTERN_WHITE,
	LANTERN_COLOURS,
};

struct lantern {
	struct i2c_client *client;
	struct led_classdev leds[LANTERN_COLOURS];
};

static int lantern_set_red(struct led_classdev *led, enum led_brightness value)
{
	struct lantern *lantern = container_of(led, struct lantern, leds[LANTERN_RED]);
	u8 current_ma = value * 40 / LED_FULL;

	if (led->brightness == value)
		return 0;

	return i2c_smbus_write_byte_data(lantern->client, LANTERN_CURRENT + LANTERN_RED,
					 current_ma);
}

static int lantern_set_green(struct led_classdev *led, enum led_brightness value)
{
	struct lantern *lantern = container_of(led, struct lantern, leds[LANTERN_GREEN]);
	u8 current_ma = value * 30 / LED_FULL;

	if (led->brightness == value)
		return 0;

	return i2c_smbus_write_byte_data(lantern->client, LANTERN_CURRENT + LANTERN_GREEN,
					 current_ma);
}

static int lantern_set_blue(struct led_classdev *led, enum led_brightness value)
{
	struct lantern *lantern = container_of(led, struct lantern, leds[LANTERN_BLUE]);
	u8 current_ma = value * 25 / LED_FULL;

	if (led->brightness == value)
		return 0;

	return i2c_smbus_write_byte_data(lantern->client, LANTERN_CURRENT + LANTERN_BLUE,
					 current_ma);
}

static int lantern_set_amber(struct led_classdev *led, enum led_brightness value)
{
	struct lantern *lantern = container_of(led, struct lantern, leds[LANTERN_AMBER]);
	u8 current_ma = value * 35 / LED_FULL;

	if (led->brightness == value)
		return 0;

	return i2c_smbus_write_byte_data(lantern->client, LANTERN_CURRENT + LANTERN_AMBER,
					 current_ma);
}

static int lantern_set_white(struct led_classdev *led, enum led_brightness value)
{
	struct lantern *lantern = container_of(led, struct lantern, leds[LANTERN_WHITE]);
	u8 current_ma = value * 20 / LED_FULL;

	if (led->brightness == value)
		return 0;

	return i2c_smbus_write_byte_data(lantern->client, LANTERN_CURRENT + LANTERN_WHITE,
					 current_ma);
}

static int lantern_load_engine1(struct lantern *lantern, const u8 *program, unsigned int length)
{
	struct i2c_client *client = lantern->client;
	unsigned int i;
	int err;

	if (length > LANTERN_PROGRAM_LENGTH)
		return -EINVAL;

	err = i2c_smbus_write_byte_data(client, LANTERN_ENGINE_MODE,
					LANTERN_MODE_LOAD & LANTERN_ENGINE1_MASK);
	if (err)
		return err;

	usleep_range(1000, 2000);
	for (i = 0; i < LANTERN_PROGRAM_LENGTH; i++) {
		err = i2c_smbus_write_byte_data(client, LANTERN_ENGINE1_PROGRAM + i,
						i < length ? program[i] : 0);
		if (err) {
			dev_err(&client->dev, "program stops at byte %u: %d\n", i, err);
			return err;
		}
	}

	err = i2c_smbus_write_byte_data(client, LANTERN_ENGINE_MODE,
					LANTERN_MODE_RUN & LANTERN_ENGINE1_MASK);
	usleep_range(1000, 2000);
	return err;
}

static int lantern_load_engine2(struct lantern *lantern, const u8 *program, unsigned int length)
{
	struct i2c_client *client = lantern->client;
	unsigned int i;
	int err;

	if (length > LANTERN_PROGRAM_LENGTH)
		return -EINVAL;

	err = i2c_smbus_write_byte_data(client, LANTERN_ENGINE_MODE,
					LANTERN_MODE_LOAD & LANTERN_ENGINE2_MASK);
	if (err)
		return err;

	usleep_range(1000, 2000);
	for (i = 0; i < LANTERN_PROGRAM_LENGTH; i++) {
		err = i2c_smbus_write_byte_data(client, LANTERN_ENGINE2_PROGRAM + i,
						i < length ? program[i] : 0);
		if (err) {
			dev_err(&client->dev, "program stops at byte %u: %d\n", i, err);
			return err;
		}
	}

	err = i2c_smbus_write_byte_data(client, LANTERN_ENGINE_MODE,
					LANTERN_MODE_RUN & LANTERN_ENGINE2_MASK);
	usleep_range(1000, 2000);
	return err;
}

static int lantern_load_engine3(struct lantern *lantern, const u8 *program, unsigned int length)
{
	struct i2c_client *client = lantern->client;
	unsigned int i;
	int err;

	if (length > LANTERN_PROGRAM_LENGTH)
		return -EINVAL;

	err = i2c_smbus_write_byte_data(client, LANTERN_ENGINE_MODE,
					LANTERN_MODE_LOAD & LANTERN_ENGINE3_MASK);
	if (err)
		return err;

	usleep_range(1000, 2000);
	for (i = 0; i < LANTERN_PROGRAM_LENGTH; i++) {
		err = i2c_smbus_write_byte_data(client, LANTERN_ENGINE3_PROGRAM + i,
						i < length ? program[i] : 0);
		if (err) {
			dev_err(&client->dev, "program stops at byte %u: %d\n", i, err);
			return err;
		}
	}

	err = i2c_smbus_write_byte_data(client, LANTERN_ENGINE_MODE,
					LANTERN_MODE_RUN & LANTERN_ENGINE3_MASK);
	usleep_range(1000, 2000);
	return err;
}

static int lantern_play(struct lantern *lantern)
{
	static const u8 fade[] = { 0x40, 0x00, 0x1a, 0x7f, 0x1a, 0xff, 0x00, 0x00 };
	static const u8 wink[] = { 0x40, 0xff, 0x60, 0x00, 0x40, 0x00, 0x60, 0x00 };
	int err;

	err = lantern_load_engine1(lantern, fade, sizeof(fade));
	if (err)
		return err;

	err = lantern_load_engine2(lantern, wink, sizeof(wink));
	if (err)
		return err;

	return lantern_load_engine3(lantern, wink, sizeof(wink));
}

typedef int (*lantern_setter)(struct led_classdev *led, enum led_brightness value);

static const lantern_setter lantern_setters[LANTERN_COLOURS] = {
	[LANTERN_RED] = lantern_set_red,
	[LANTERN_GREEN] = lantern_set_green,
	[LANTERN_BLUE] = lantern_set_blue,
	[LANTERN_AMBER] = lantern_set_amber,
	[LANTERN_WHITE] = lantern_set_white,
};

static int lantern_probe(struct i2c_client *client)
{
	static const char *const names[LANTERN_COLOURS] = {
		"red", "green", "blue", "amber", "white",
	};
	struct lantern *lantern;
	unsigned int i;
	int err;

	lantern = devm_kzalloc(&client->dev, sizeof(*lantern), GFP_KERNEL);
	if (!lantern)
		return -ENOMEM;

	lantern->client = client;
	i2c_set_clientdata(client, lantern);
	err = i2c_smbus_write_byte_data(client, LANTERN_ENABLE, 1);
	if (err)
		return dev_err_probe(&client->dev, err, "no answer\n");

	for (i = 0; i < LANTERN_COLOURS; i++) {
		lantern->leds[i].name = names[i];
		lantern->leds[i].max_brightness = LED_FULL;
		lantern->leds[i].brightness_set_blocking = lantern_setters[i];
		err = devm_led_classdev_register(&client->dev, &lantern->leds[i]);
		if (err)
			return err;
	}

	return lantern_play(lantern);
}

static void lantern_remove(struct i2c_client *client)
{
	i2c_smbus_write_byte_data(client, LANTERN_ENGINE_MODE, LANTERN_MODE_HALT);
	i2c_smbus_write_byte_data(client, LANTERN_ENABLE, 0);
}

static struct i2c_driver lantern_driver = {
	.probe = lantern_probe,
	.remove = lantern_remove,
	.driver = {
		.name = "leds-lantern",
	},
};
module_i2c_driver(lantern_driver);

MODULE_DESCRIPTION("Lantern five-colour indicator");
MODULE_LICENSE("GPL");
