// SPDX-License-Identifier: GPL-2.0
/*
 * A serial EEPROM of the 93Cx6 kind behind four bits of a register: the driver
 * moves the clock by hand. Only reading does something; that is what drivers do.
 */
#include <linux/bitops.h>
#include <linux/module.h>

#include "kindred.h"

static uint eeprom[7];
static unsigned int eeprom_count;
module_param_array(eeprom, uint, &eeprom_count, 0);
MODULE_PARM_DESC(eeprom, "window, offset, masks of select, clock, in (to the EEPROM), out; bits of an address");

static ushort words[256];
module_param_array(words, ushort, NULL, 0);
MODULE_PARM_DESC(words, "what the EEPROM holds");

enum { PIN_BAR, PIN_OFFSET, PIN_SELECT, PIN_CLOCK, PIN_IN, PIN_OUT, ADDRESS_BITS };

#define OPCODE_READ 2

static bool clock;
static bool out;
static unsigned int bits;	/* since the start bit */
static unsigned int command;	/* opcode and address */

static bool is_pin(unsigned int bar, unsigned int offset)
{
	return eeprom_count == ARRAY_SIZE(eeprom) && bar == eeprom[PIN_BAR] &&
	       offset == eeprom[PIN_OFFSET];
}

static void take_bit(bool bit)
{
	unsigned int header = 1 + 2 + eeprom[ADDRESS_BITS];
	unsigned int address = command & (BIT(eeprom[ADDRESS_BITS]) - 1);

	if (bits < header) {
		if (bits || bit)
			command = command << 1 | bit;
		bits += bits || bit;
		/* The address is followed by a 0 before the first data bit. */
		out = false;
		return;
	}
	if ((command >> eeprom[ADDRESS_BITS] & 3) != OPCODE_READ)
		return;
	address = (address + (bits - header) / 16) % ARRAY_SIZE(words);
	out = words[address] >> (15 - (bits - header) % 16) & 1;
	bits++;
}

/**
 * kindred_eeprom_read() - The EEPROM's part of a byte that the driver reads
 * @bar: Which window
 * @offset: Where in it
 * @value: What the register holds
 *
 * Return: The byte with the EEPROM's answer in it.
 */
u8 kindred_eeprom_read(unsigned int bar, unsigned int offset, u8 value)
{
	if (!is_pin(bar, offset))
		return value;
	return (value & ~eeprom[PIN_OUT]) | (out ? eeprom[PIN_OUT] : 0);
}

/**
 * kindred_eeprom_write() - The driver moves the pins
 * @bar: Which window
 * @offset: Where in it
 * @value: What it writes
 */
void kindred_eeprom_write(unsigned int bar, unsigned int offset, u8 value)
{
	bool rises;

	if (!is_pin(bar, offset))
		return;
	rises = !clock && value & eeprom[PIN_CLOCK];
	clock = value & eeprom[PIN_CLOCK];
	if (!(value & eeprom[PIN_SELECT])) {
		bits = 0;
		command = 0;
	} else if (rises) {
		take_bit(value & eeprom[PIN_IN]);
	}
}
