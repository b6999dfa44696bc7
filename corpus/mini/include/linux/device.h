/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_DEVICE_H
#define _LINUX_DEVICE_H

#include <linux/err.h>
#include <linux/printk.h>
#include <linux/types.h>

struct attribute {
	const char *name;
	unsigned short mode;
};

struct device {
	struct device *parent;
	void *driver_data;
	const char *name;
};

struct device_driver {
	const char *name;
};

struct device_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device *dev, struct device_attribute *attr, char *buf);
	ssize_t (*store)(struct device *dev, struct device_attribute *attr, const char *buf,
			 size_t count);
};

#define DEVICE_ATTR_RW(_name) \
	struct device_attribute dev_attr_##_name = { \
		.attr = { .name = #_name, .mode = 0644 }, \
		.show = _name##_show, \
		.store = _name##_store, \
	}

static inline void *dev_get_drvdata(const struct device *dev)
{
	return dev->driver_data;
}

static inline void dev_set_drvdata(struct device *dev, void *data)
{
	dev->driver_data = data;
}

int device_create_file(struct device *dev, const struct device_attribute *attr);
int sysfs_emit(char *buf, const char *format, ...) __printf(2, 3);

void *devm_kzalloc(struct device *dev, size_t size, unsigned int flags);

__printf(2, 3) void _dev_err(const struct device *dev, const char *format, ...);
__printf(2, 3) void _dev_warn(const struct device *dev, const char *format, ...);
__printf(2, 3) void _dev_info(const struct device *dev, const char *format, ...);
__printf(2, 3) void _dev_dbg(const struct device *dev, const char *format, ...);
__printf(3, 4) int dev_err_probe(const struct device *dev, int err, const char *format, ...);

#define dev_err(dev, format, ...) _dev_err(dev, format, ##__VA_ARGS__)
#define dev_warn(dev, format, ...) _dev_warn(dev, format, ##__VA_ARGS__)
#define dev_info(dev, format, ...) _dev_info(dev, format, ##__VA_ARGS__)
#define dev_dbg(dev, format, ...) _dev_dbg(dev, format, ##__VA_ARGS__)

#endif
