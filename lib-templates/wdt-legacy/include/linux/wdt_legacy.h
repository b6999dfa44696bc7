/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Helpers for watchdog drivers that serve /dev/watchdog themselves
 */
#ifndef _LINUX_WDT_LEGACY_H
#define _LINUX_WDT_LEGACY_H

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/types.h>
#include <linux/watchdog.h>

/* Longest timeout in seconds of a driver that names none. */
#define WDT_LEGACY_MAX_TIMEOUT 3600

struct wdt_legacy;

/**
 * struct wdt_legacy_ops - what a driver does with its hardware
 * @start: makes the watchdog count; it may be counting already
 * @stop: makes it stop
 * @ping: puts the reset off by one timeout
 * @set_timeout: makes @timeout seconds the new timeout; only called with a
 *	value in range. Returns 0 or a negative error code. NULL when the
 *	hardware has one timeout only.
 *
 * Threads that share the open file may call these at the same time.
 */
struct wdt_legacy_ops {
	void (*start)(struct wdt_legacy *wdt);
	void (*stop)(struct wdt_legacy *wdt);
	void (*ping)(struct wdt_legacy *wdt);
	int (*set_timeout)(struct wdt_legacy *wdt, unsigned int timeout);
};

/**
 * struct wdt_legacy - a watchdog behind /dev/watchdog
 * @ops: what the driver does with its hardware
 * @info: what WDIOC_GETSUPPORT returns
 * @timeout: seconds until the reset, or 0 when nobody knows
 * @max_timeout: longest timeout in seconds; 0 for %WDT_LEGACY_MAX_TIMEOUT
 * @bootstatus: what WDIOC_GETBOOTSTATUS returns
 * @nowayout: the watchdog can't be stopped once it was started
 * @misc: the character device; wdt_legacy_register() fills it in
 */
struct wdt_legacy {
	const struct wdt_legacy_ops *ops;
	const struct watchdog_info *info;
	unsigned int timeout;
	unsigned int max_timeout;
	unsigned int bootstatus;
	bool nowayout;
	struct miscdevice misc;
	/* private: kept by the library */
	unsigned long in_use; /* bit 0 is set while the device is open */
	bool expect_close; /* the last write held the magic character */
};

int wdt_legacy_claim(struct wdt_legacy *wdt);
void wdt_legacy_leave(struct wdt_legacy *wdt);
void wdt_legacy_feed(struct wdt_legacy *wdt, const char *text, size_t count);
int wdt_legacy_set_options(struct wdt_legacy *wdt, int options);
int wdt_legacy_set_timeout(struct wdt_legacy *wdt, int timeout);

int wdt_legacy_open(struct inode *inode, struct file *file);
int wdt_legacy_release(struct inode *inode, struct file *file);
ssize_t wdt_legacy_write(struct file *file, const char __user *buf, size_t count, loff_t *ppos);
long wdt_legacy_ioctl(struct file *file, unsigned int cmd, unsigned long arg);

int wdt_legacy_register(struct wdt_legacy *wdt, const struct file_operations *fops);
void wdt_legacy_deregister(struct wdt_legacy *wdt);

/**
 * DEFINE_WDT_LEGACY_FOPS - the file operations of a driver
 * @name: name of the variable
 *
 * They stand in the driver and not in the library, so that an open file keeps
 * the driver's module loaded.
 */
#define DEFINE_WDT_LEGACY_FOPS(name) \
	static const struct file_operations name = { \
		.owner = THIS_MODULE, \
		.write = wdt_legacy_write, \
		.unlocked_ioctl = wdt_legacy_ioctl, \
		.compat_ioctl = compat_ptr_ioctl, \
		.open = wdt_legacy_open, \
		.release = wdt_legacy_release, \
	}

#endif /* _LINUX_WDT_LEGACY_H */
