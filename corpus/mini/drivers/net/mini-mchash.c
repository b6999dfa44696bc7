// SPDX-License-Identifier: GPL-2.0
/*
 * Multicast hash of Ethernet controllers
 */

#include <linux/mini_mchash.h>
#include <linux/module.h>

#define MCHASH_POLYNOMIAL 0x04c11db7

/**
 * mini_mc_hash - bucket of a multicast address
 * @addr: the six bytes of the address
 * @bits: size of the hash table as a power of two
 *
 * Return: the top @bits bits of the address's CRC-32.
 */
u32 mini_mc_hash(const u8 *addr, unsigned int bits)
{
	u32 crc = ~0U;
	unsigned int i;
	unsigned int bit;

	for (i = 0; i < 6; i++) {
		u32 byte = addr[i];

		for (bit = 0; bit < 8; bit++, byte >>= 1) {
			u32 carry = ((crc >> 31) ^ byte) & 1;

			crc <<= 1;
			if (carry)
				crc ^= MCHASH_POLYNOMIAL;
		}
	}

	return crc >> (32 - bits);
}
EXPORT_SYMBOL_GPL(mini_mc_hash);

MODULE_DESCRIPTION("Multicast hash of Ethernet controllers");
MODULE_LICENSE("GPL");
