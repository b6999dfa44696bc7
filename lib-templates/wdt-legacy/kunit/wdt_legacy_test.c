// SPDX-License-Identifier: GPL-2.0
/*
 * KUnit test of the helpers for legacy watchdog drivers
 */

#include <kunit/test.h>
#include <linux/module.h>
#include <linux/wdt_legacy.h>

struct dog {
	struct wdt_legacy wdt;
	struct file *file;
	unsigned int starts;
	unsigned int stops;
	unsigned int pings;
	unsigned int seconds;
};

static struct dog *dog_of(struct wdt_legacy *wdt)
{
	return container_of(wdt, struct dog, wdt);
}

static void dog_start(struct wdt_legacy *wdt)
{
	dog_of(wdt)->starts++;
}

static void dog_stop(struct wdt_legacy *wdt)
{
	dog_of(wdt)->stops++;
}

static void dog_ping(struct wdt_legacy *wdt)
{
	dog_of(wdt)->pings++;
}

static int dog_set_timeout(struct wdt_legacy *wdt, unsigned int timeout)
{
	if (timeout == 13)
		return -EIO;

	dog_of(wdt)->seconds = timeout;
	return 0;
}

static const struct wdt_legacy_ops dog_ops = {
	.start = dog_start,
	.stop = dog_stop,
	.ping = dog_ping,
	.set_timeout = dog_set_timeout,
};

static const struct wdt_legacy_ops dog_fixed_ops = {
	.start = dog_start,
	.stop = dog_stop,
	.ping = dog_ping,
};

static const struct watchdog_info dog_info = {
	.options = WDIOF_KEEPALIVEPING | WDIOF_SETTIMEOUT | WDIOF_MAGICCLOSE,
	.identity = "test dog",
};

DEFINE_WDT_LEGACY_FOPS(dog_fops);

static int dog_init(struct kunit *test)
{
	struct dog *dog;

	dog = kunit_kzalloc(test, sizeof(*dog), GFP_KERNEL);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dog);
	dog->file = kunit_kzalloc(test, sizeof(*dog->file), GFP_KERNEL);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dog->file);

	dog->wdt.ops = &dog_ops;
	dog->wdt.info = &dog_info;
	dog->wdt.timeout = 30;
	dog->wdt.misc.fops = &dog_fops;
	dog->file->private_data = &dog->wdt.misc;
	test->priv = dog;
	return 0;
}

static void wdt_legacy_test_one_user(struct kunit *test)
{
	struct dog *dog = test->priv;

	KUNIT_EXPECT_EQ(test, wdt_legacy_open(NULL, dog->file), 0);
	KUNIT_EXPECT_EQ(test, wdt_legacy_open(NULL, dog->file), -EBUSY);
	KUNIT_EXPECT_EQ(test, dog->starts, 1);

	KUNIT_EXPECT_EQ(test, wdt_legacy_release(NULL, dog->file), 0);
	KUNIT_EXPECT_EQ(test, wdt_legacy_open(NULL, dog->file), 0);
	KUNIT_EXPECT_EQ(test, dog->starts, 2);
}

static void wdt_legacy_test_magic_close(struct kunit *test)
{
	struct dog *dog = test->priv;

	KUNIT_ASSERT_EQ(test, wdt_legacy_claim(&dog->wdt), 0);
	wdt_legacy_feed(&dog->wdt, "pingV\n", 6);
	wdt_legacy_leave(&dog->wdt);
	KUNIT_EXPECT_EQ(test, dog->stops, 1);
	KUNIT_EXPECT_EQ(test, dog->pings, 0);

	/* The character of the last user must not help the next one. */
	KUNIT_ASSERT_EQ(test, wdt_legacy_claim(&dog->wdt), 0);
	wdt_legacy_leave(&dog->wdt);
	KUNIT_EXPECT_EQ(test, dog->stops, 1);
	KUNIT_EXPECT_EQ(test, dog->pings, 1);
}

static void wdt_legacy_test_unexpected_close(struct kunit *test)
{
	struct dog *dog = test->priv;

	KUNIT_ASSERT_EQ(test, wdt_legacy_claim(&dog->wdt), 0);
	/* Lower case, and one byte past the end. */
	wdt_legacy_feed(&dog->wdt, "v V", 2);
	wdt_legacy_leave(&dog->wdt);
	KUNIT_EXPECT_EQ(test, dog->stops, 0);
	KUNIT_EXPECT_EQ(test, dog->pings, 1);
}

static void wdt_legacy_test_nowayout(struct kunit *test)
{
	struct dog *dog = test->priv;

	dog->wdt.nowayout = true;
	KUNIT_ASSERT_EQ(test, wdt_legacy_claim(&dog->wdt), 0);
	wdt_legacy_feed(&dog->wdt, "V", 1);
	wdt_legacy_leave(&dog->wdt);
	KUNIT_EXPECT_EQ(test, dog->stops, 0);
	KUNIT_EXPECT_EQ(test, dog->pings, 1);
}

static void wdt_legacy_test_empty_write(struct kunit *test)
{
	struct dog *dog = test->priv;

	dog->wdt.expect_close = true;
	KUNIT_EXPECT_EQ(test, wdt_legacy_write(dog->file, NULL, 0, NULL), 0);
	KUNIT_EXPECT_EQ(test, dog->pings, 0);
	KUNIT_EXPECT_TRUE(test, dog->wdt.expect_close);
}

static void wdt_legacy_test_options(struct kunit *test)
{
	struct dog *dog = test->priv;

	KUNIT_EXPECT_EQ(test, wdt_legacy_set_options(&dog->wdt, WDIOS_DISABLECARD), 0);
	KUNIT_EXPECT_EQ(test, dog->stops, 1);
	KUNIT_EXPECT_EQ(test, wdt_legacy_set_options(&dog->wdt, WDIOS_ENABLECARD), 0);
	KUNIT_EXPECT_EQ(test, dog->starts, 1);
	KUNIT_EXPECT_EQ(test, wdt_legacy_set_options(&dog->wdt, 0), -EINVAL);
}

static void wdt_legacy_test_timeout(struct kunit *test)
{
	struct dog *dog = test->priv;

	KUNIT_EXPECT_EQ(test, wdt_legacy_set_timeout(&dog->wdt, 60), 0);
	KUNIT_EXPECT_EQ(test, dog->seconds, 60);
	KUNIT_EXPECT_EQ(test, dog->wdt.timeout, 60);
	KUNIT_EXPECT_EQ(test, dog->pings, 1);

	KUNIT_EXPECT_EQ(test, wdt_legacy_set_timeout(&dog->wdt, 13), -EIO);
	KUNIT_EXPECT_EQ(test, wdt_legacy_set_timeout(&dog->wdt, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, wdt_legacy_set_timeout(&dog->wdt, -1), -EINVAL);
	KUNIT_EXPECT_EQ(test, dog->wdt.timeout, 60);
	KUNIT_EXPECT_EQ(test, dog->pings, 1);
}

static void wdt_legacy_test_longest_timeout(struct kunit *test)
{
	struct dog *dog = test->priv;

	KUNIT_EXPECT_EQ(test, wdt_legacy_set_timeout(&dog->wdt, WDT_LEGACY_MAX_TIMEOUT), 0);
	KUNIT_EXPECT_EQ(test, wdt_legacy_set_timeout(&dog->wdt, WDT_LEGACY_MAX_TIMEOUT + 1),
			-EINVAL);

	dog->wdt.max_timeout = 63;
	KUNIT_EXPECT_EQ(test, wdt_legacy_set_timeout(&dog->wdt, 63), 0);
	KUNIT_EXPECT_EQ(test, wdt_legacy_set_timeout(&dog->wdt, 64), -EINVAL);

	dog->wdt.ops = &dog_fixed_ops;
	KUNIT_EXPECT_EQ(test, wdt_legacy_set_timeout(&dog->wdt, 5), -ENOTTY);
}

static void wdt_legacy_test_ioctl(struct kunit *test)
{
	struct dog *dog = test->priv;

	KUNIT_EXPECT_EQ(test, wdt_legacy_ioctl(dog->file, WDIOC_KEEPALIVE, 0), 0);
	KUNIT_EXPECT_EQ(test, dog->pings, 1);
	KUNIT_EXPECT_EQ(test, wdt_legacy_ioctl(dog->file, WDIOC_GETTIMELEFT, 0), -ENOTTY);
}

static struct kunit_case wdt_legacy_test_cases[] = {
	KUNIT_CASE(wdt_legacy_test_one_user),
	KUNIT_CASE(wdt_legacy_test_magic_close),
	KUNIT_CASE(wdt_legacy_test_unexpected_close),
	KUNIT_CASE(wdt_legacy_test_nowayout),
	KUNIT_CASE(wdt_legacy_test_empty_write),
	KUNIT_CASE(wdt_legacy_test_options),
	KUNIT_CASE(wdt_legacy_test_timeout),
	KUNIT_CASE(wdt_legacy_test_longest_timeout),
	KUNIT_CASE(wdt_legacy_test_ioctl),
	{}
};

static struct kunit_suite wdt_legacy_test_suite = {
	.name = "wdt_legacy",
	.init = dog_init,
	.test_cases = wdt_legacy_test_cases,
};

kunit_test_suite(wdt_legacy_test_suite);

MODULE_DESCRIPTION("KUnit test of the helpers for legacy watchdog drivers");
MODULE_LICENSE("GPL");
