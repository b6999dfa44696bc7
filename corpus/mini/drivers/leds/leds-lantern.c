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

#define LANTERN_RED_CURRENT 0x00
#define LANTERN_RED_FADE 0x60
#define LANTERN_RED_MOST 40
#define LANTERN_RED_SLOPE 12
#define LANTERN_GREEN_CURRENT 0x01
#define LANTERN_GREEN_FADE 0x61
#define LANTERN_GREEN_MOST 30
#define LANTERN_GREEN_SLOPE 10
#define LANTERN_BLUE_CURRENT 0x02
#define LANTERN_BLUE_FADE 0x62
#define LANTERN_BLUE_MOST 25
#define LANTERN_BLUE_SLOPE 18
#define LANTERN_AMBER_CURRENT 0x03
#define LANTERN_AMBER_FADE 0x63
#define LANTERN_AMBER_MOST 35
#define LANTERN_AMBER_SLOPE 12
#define LANTERN_WHITE_CURRENT 0x04
#define LANTERN_WHITE_FADE 0x64
#define LANTERN_WHITE_MOST 20
#define LANTERN_WHITE_SLOPE 6
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
	u8 level[LANTERN_COLOURS];
};

static int lantern_set_red(struct led_classdev *led, enum led_brightness value)
{
	struct lantern *lantern = dev_get_drvdata(led->parent);
	u8 level = value * LANTERN_RED_MOST / LED_FULL;
	int err;

	if (led->brightness == value)
		return 0;

	err = i2c_smbus_write_byte_data(lantern->client, LANTERN_RED_FADE, LANTERN_RED_SLOPE);
	if (err)
		return err;

	lantern->level[LANTERN_RED] = level;
	return i2c_smbus_write_byte_data(lantern->client, LANTERN_RED_CURRENT, level);
}

static int lantern_set_green(struct led_classdev *led, enum led_brightness value)
{
	struct lantern *lantern = dev_get_drvdata(led->parent);
	u8 level = value * LANTERN_GREEN_MOST / LED_FULL;
	int err;

	if (led->brightness == value)
		return 0;

	err = i2c_smbus_write_byte_data(lantern->client, LANTERN_GREEN_FADE, LANTERN_GREEN_SLOPE);
	if (err)
		return err;

	lantern->level[LANTERN_GREEN] = level;
	return i2c_smbus_write_byte_data(lantern->client, LANTERN_GREEN_CURRENT, level);
}

static int lantern_set_blue(struct led_classdev *led, enum led_brightness value)
{
	struct lantern *lantern = dev_get_drvdata(led->parent);
	u8 level = value * LANTERN_BLUE_MOST / LED_FULL;
	int err;

	if (led->brightness == value)
		return 0;

	err = i2c_smbus_write_byte_data(lantern->client, LANTERN_BLUE_FADE, LANTERN_BLUE_SLOPE);
	if (err)
		return err;

	lantern->level[LANTERN_BLUE] = level;
	return i2c_smbus_write_byte_data(lantern->client, LANTERN_BLUE_CURRENT, level);
}

static int lantern_set_amber(struct led_classdev *led, enum led_brightness value)
{
	struct lantern *lantern = dev_get_drvdata(led->parent);
	u8 level = value * LANTERN_AMBER_MOST / LED_FULL;
	int err;

	if (led->brightness == value)
		return 0;

	err = i2c_smbus_write_byte_data(lantern->client, LANTERN_AMBER_FADE, LANTERN_AMBER_SLOPE);
	if (err)
		return err;

	lantern->level[LANTERN_AMBER] = level;
	return i2c_smbus_write_byte_data(lantern->client, LANTERN_AMBER_CURRENT, level);
}

static int lantern_set_white(struct led_classdev *led, enum led_brightness value)
{
	struct lantern *lantern = dev_get_drvdata(led->parent);
	u8 level = value * LANTERN_WHITE_MOST / LED_FULL;
	int err;

	if (led->brightness == value)
		return 0;

	err = i2c_smbus_write_byte_data(lantern->client, LANTERN_WHITE_FADE, LANTERN_WHITE_SLOPE);
	if (err)
		return err;

	lantern->level[LANTERN_WHITE] = level;
	return i2c_smbus_write_byte_data(lantern->client, LANTERN_WHITE_CURRENT, level);
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

static int lantern_set(struct led_classdev *led, enum led_brightness value)
{
	struct lantern *lantern = dev_get_drvdata(led->parent);

	switch (led - lantern->leds) {
	case LANTERN_RED:
		return lantern_set_red(led, value);
	case LANTERN_GREEN:
		return lantern_set_green(led, value);
	case LANTERN_BLUE:
		return lantern_set_blue(led, value);
	case LANTERN_AMBER:
		return lantern_set_amber(led, value);
	case LANTERN_WHITE:
		return lantern_set_white(led, value);
	default:
		return -EINVAL;
	}
}

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
		lantern->leds[i].parent = &client->dev;
		lantern->leds[i].max_brightness = LED_FULL;
		lantern->leds[i].brightness_set_blocking = lantern_set;
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
