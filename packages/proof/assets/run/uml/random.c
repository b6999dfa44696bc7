// SPDX-License-Identifier: GPL-2.0
/*
 * Random numbers that are the same in each run: drivers are compiled with these
 * in the place of the kernel's (see driver.h).
 */
#include <linux/module.h>

#include "kindred.h"

static u64 state = 1;

/* A step of a linear congruential generator; its upper half is the number. */
static u32 next(void)
{
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return state >> 32;
}

/**
 * kindred_random_bytes() - For get_random_bytes()
 * @buffer: Where to
 * @size: How many
 */
void kindred_random_bytes(void *buffer, size_t size)
{
	u8 *bytes = buffer;

	while (size--)
		*bytes++ = next() >> 8;
}
EXPORT_SYMBOL(kindred_random_bytes);

/**
 * kindred_random_u8() - For get_random_u8()
 *
 * Return: The next number.
 */
u8 kindred_random_u8(void)
{
	return next();
}
EXPORT_SYMBOL(kindred_random_u8);

/**
 * kindred_random_u16() - For get_random_u16()
 *
 * Return: The next number.
 */
u16 kindred_random_u16(void)
{
	return next();
}
EXPORT_SYMBOL(kindred_random_u16);

/**
 * kindred_random_u32() - For get_random_u32()
 *
 * Return: The next number.
 */
u32 kindred_random_u32(void)
{
	return next();
}
EXPORT_SYMBOL(kindred_random_u32);

/**
 * kindred_random_u64() - For get_random_u64()
 *
 * Return: The next number.
 */
u64 kindred_random_u64(void)
{
	return (u64)next() << 32 | next();
}
EXPORT_SYMBOL(kindred_random_u64);
