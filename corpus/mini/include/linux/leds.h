/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_LEDS_H
#define _LINUX_LEDS_H

#include <linux/device.h>

enum led_brightness {
	LED_OFF = 0,
	LED_FULL = 255,
};

struct led_classdev {
	const char *name;
	struct device *parent;
	unsigned int brightness;
	unsigned int max_brightness;
	int (*brightness_set_blocking)(struct led_classdev *led, enum led_brightness value);
	enum led_brightness (*brightness_get)(struct led_classdev *led);
};

int devm_led_classdev_register(struct device *parent, struct led_classdev *led);

#endif
