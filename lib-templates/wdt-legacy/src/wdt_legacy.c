// SPDX-License-Identifier: GPL-2.0
/*
 * Helpers for watchdog drivers that serve /dev/watchdog themselves
 *
 * Dozens of drivers from before the watchdog core repeat the same file
 * operations: one opener at a time, a write that pings and looks for the magic
 * character 'V', a close that stops the watchdog only after that character, and
 * the same dozen ioctl cases. What differs is how the hardware is started,
 * stopped and pinged, and a driver says that in struct wdt_legacy_ops.
 *
 * A driver that somebody can test should use the watchdog core instead. This
 * library is for the others: it takes their behaviour over as it is.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/wdt_legacy.h>

#define MAGIC_CHARACTER 'V'
#define CHUNK_SIZE 64

static struct wdt_legacy *wdt_of(struct file *file)
{
	return container_of(file->private_data, struct wdt_legacy, misc);
}

/**
 * wdt_legacy_claim - take the device for one user and start the watchdog
 * @wdt: the watchdog
 *
 * Return: 0, or -EBUSY when somebody has it already.
 */
int wdt_legacy_claim(struct wdt_legacy *wdt)
{
	if (test_and_set_bit(0, &wdt->in_use))
		return -EBUSY;

	wdt->ops->start(wdt);
	return 0;
}
EXPORT_SYMBOL_GPL(wdt_legacy_claim);

/**
 * wdt_legacy_leave - end what wdt_legacy_claim() began
 * @wdt: the watchdog
 *
 * Stops the watchdog if the last write held the magic character. If not, the
 * user is taken for dead: the watchdog gets one more ping and runs on.
 */
void wdt_legacy_leave(struct wdt_legacy *wdt)
{
	if (wdt->expect_close) {
		wdt->ops->stop(wdt);
	} else {
		pr_crit("%s: unexpected close, not stopping watchdog!\n", wdt->info->identity);
		wdt->ops->ping(wdt);
	}

	wdt->expect_close = false;
	clear_bit(0, &wdt->in_use);
}
EXPORT_SYMBOL_GPL(wdt_legacy_leave);

/**
 * wdt_legacy_feed - look for the magic character in a piece of a write
 * @wdt: the watchdog
 * @text: the bytes written, in kernel memory
 * @count: how many there are
 *
 * Does nothing when the watchdog can't be stopped.
 */
void wdt_legacy_feed(struct wdt_legacy *wdt, const char *text, size_t count)
{
	if (!wdt->nowayout && memchr(text, MAGIC_CHARACTER, count))
		wdt->expect_close = true;
}
EXPORT_SYMBOL_GPL(wdt_legacy_feed);

/**
 * wdt_legacy_set_options - start or stop as WDIOC_SETOPTIONS says
 * @wdt: the watchdog
 * @options: %WDIOS_DISABLECARD, %WDIOS_ENABLECARD or both, in that order
 *
 * Return: 0, or -EINVAL when @options has neither.
 */
int wdt_legacy_set_options(struct wdt_legacy *wdt, int options)
{
	int err = -EINVAL;

	if (options & WDIOS_DISABLECARD) {
		wdt->ops->stop(wdt);
		err = 0;
	}
	if (options & WDIOS_ENABLECARD) {
		wdt->ops->start(wdt);
		err = 0;
	}

	return err;
}
EXPORT_SYMBOL_GPL(wdt_legacy_set_options);

/**
 * wdt_legacy_set_timeout - change the timeout and ping
 * @wdt: the watchdog
 * @timeout: seconds, from 1 to the driver's longest timeout
 *
 * Return: 0, -ENOTTY when the timeout can't be changed, -EINVAL when it is out
 * of range, or the driver's error.
 */
int wdt_legacy_set_timeout(struct wdt_legacy *wdt, int timeout)
{
	unsigned int longest = wdt->max_timeout ?: WDT_LEGACY_MAX_TIMEOUT;
	int err;

	if (!wdt->ops->set_timeout)
		return -ENOTTY;
	if (timeout < 1 || timeout > longest)
		return -EINVAL;

	err = wdt->ops->set_timeout(wdt, timeout);
	if (err)
		return err;

	wdt->timeout = timeout;
	wdt->ops->ping(wdt);
	return 0;
}
EXPORT_SYMBOL_GPL(wdt_legacy_set_timeout);

/**
 * wdt_legacy_open - the open() of /dev/watchdog
 * @inode: the device node
 * @file: the new file; its private_data is the miscdevice
 *
 * Return: 0, or -EBUSY when the device is open already.
 */
int wdt_legacy_open(struct inode *inode, struct file *file)
{
	struct wdt_legacy *wdt = wdt_of(file);
	int err;

	err = wdt_legacy_claim(wdt);
	if (err)
		return err;

	if (wdt->nowayout)
		__module_get(wdt->misc.fops->owner);

	return stream_open(inode, file);
}
EXPORT_SYMBOL_GPL(wdt_legacy_open);

/**
 * wdt_legacy_release - the close() of /dev/watchdog
 * @inode: the device node
 * @file: the file
 *
 * Return: 0.
 */
int wdt_legacy_release(struct inode *inode, struct file *file)
{
	wdt_legacy_leave(wdt_of(file));
	return 0;
}
EXPORT_SYMBOL_GPL(wdt_legacy_release);

/**
 * wdt_legacy_write - the write() of /dev/watchdog
 * @file: the file
 * @buf: what the user wrote
 * @count: its length; nothing happens when it is 0
 * @ppos: not used
 *
 * Pings, and remembers whether this write held the magic character: one that
 * somebody wrote months ago doesn't count.
 *
 * Return: @count, or -EFAULT.
 */
ssize_t wdt_legacy_write(struct file *file, const char __user *buf, size_t count, loff_t *ppos)
{
	struct wdt_legacy *wdt = wdt_of(file);
	char chunk[CHUNK_SIZE];
	size_t done, part;

	if (!count)
		return 0;

	wdt->expect_close = false;
	for (done = 0; !wdt->nowayout && done < count; done += part) {
		part = min(count - done, sizeof(chunk));
		if (copy_from_user(chunk, buf + done, part))
			return -EFAULT;
		wdt_legacy_feed(wdt, chunk, part);
	}

	wdt->ops->ping(wdt);
	return count;
}
EXPORT_SYMBOL_GPL(wdt_legacy_write);

/**
 * wdt_legacy_ioctl - the ioctl() of /dev/watchdog
 * @file: the file
 * @cmd: a WDIOC_ command
 * @arg: its argument, a pointer to user memory
 *
 * Return: 0 or a negative error code, -ENOTTY for commands that are not served.
 */
long wdt_legacy_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct wdt_legacy *wdt = wdt_of(file);
	void __user *argp = (void __user *)arg;
	int __user *value = argp;
	int given;
	int err;

	switch (cmd) {
	case WDIOC_GETSUPPORT:
		return copy_to_user(argp, wdt->info, sizeof(*wdt->info)) ? -EFAULT : 0;
	case WDIOC_GETSTATUS:
		return put_user(0, value);
	case WDIOC_GETBOOTSTATUS:
		return put_user(wdt->bootstatus, value);
	case WDIOC_SETOPTIONS:
		if (get_user(given, value))
			return -EFAULT;
		return wdt_legacy_set_options(wdt, given);
	case WDIOC_KEEPALIVE:
		wdt->ops->ping(wdt);
		return 0;
	case WDIOC_SETTIMEOUT:
		if (get_user(given, value))
			return -EFAULT;
		err = wdt_legacy_set_timeout(wdt, given);
		if (err)
			return err;
		fallthrough;
	case WDIOC_GETTIMEOUT:
		return put_user(wdt->timeout, value);
	default:
		return -ENOTTY;
	}
}
EXPORT_SYMBOL_GPL(wdt_legacy_ioctl);

/**
 * wdt_legacy_register - make /dev/watchdog appear
 * @wdt: the watchdog, with its ops, info and timeout filled in
 * @fops: made by DEFINE_WDT_LEGACY_FOPS() in the driver
 *
 * Return: 0 or a negative error code; -EBUSY when another watchdog has the
 * minor number.
 */
int wdt_legacy_register(struct wdt_legacy *wdt, const struct file_operations *fops)
{
	int err;

	wdt->misc.minor = WATCHDOG_MINOR;
	wdt->misc.name = "watchdog";
	wdt->misc.fops = fops;

	err = misc_register(&wdt->misc);
	if (err)
		pr_err("%s: cannot register miscdev on minor=%d (err=%d)\n",
		       wdt->info->identity, WATCHDOG_MINOR, err);

	return err;
}
EXPORT_SYMBOL_GPL(wdt_legacy_register);

/**
 * wdt_legacy_deregister - make /dev/watchdog go away
 * @wdt: the watchdog
 */
void wdt_legacy_deregister(struct wdt_legacy *wdt)
{
	misc_deregister(&wdt->misc);
}
EXPORT_SYMBOL_GPL(wdt_legacy_deregister);

MODULE_DESCRIPTION("Helpers for watchdog drivers that serve /dev/watchdog themselves");
MODULE_LICENSE("GPL");
