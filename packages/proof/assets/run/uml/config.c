// SPDX-License-Identifier: GPL-2.0
/* The configuration space of the device: an array, of which some bytes stay as they are. */
#include <linux/module.h>
#include <linux/pci.h>

#include "kindred.h"

enum { CAP_PM = 1, CAP_MSI = 2, CAP_MSIX = 4, CAP_PCIE = 8 };

static ushort id[6];
module_param_array(id, ushort, NULL, 0);
MODULE_PARM_DESC(id, "vendor, device, those of the subsystem, class, revision");

static uint caps;
module_param(caps, uint, 0);
MODULE_PARM_DESC(caps, "capabilities: 1 power management, 2 MSI, 4 MSI-X, 8 PCI Express");

static u8 config[PCI_CFG_SPACE_EXP_SIZE];

/* User Mode Linux runs where numbers have their low byte first, as PCI wants it. */
static u32 get(int where, int size)
{
	u32 value = 0;

	memcpy(&value, config + where, size);
	return value;
}

static void put(int where, int size, u32 value)
{
	memcpy(config + where, &value, size);
}

/**
 * kindred_bar_address() - Where the bus has put a window
 * @bar: Which
 *
 * Return: Its address.
 */
u32 kindred_bar_address(unsigned int bar)
{
	return get(PCI_BASE_ADDRESS_0 + 4 * bar, 4) & ~(kindred_bars[bar].size - 1);
}

static void write_bar(unsigned int bar, u32 value)
{
	int at = PCI_BASE_ADDRESS_0 + 4 * bar;
	bool upper = bar && kindred_bars[bar - 1].flags & PCI_BASE_ADDRESS_MEM_TYPE_64;

	if (kindred_bars[bar].size)
		put(at, 4, (value & -kindred_bars[bar].size) | kindred_bars[bar].flags);
	else if (upper)
		put(at, 4, value);
}

static bool is_read_only(int where)
{
	return where < PCI_COMMAND ||
	       (where >= PCI_CLASS_REVISION && where < PCI_CACHE_LINE_SIZE) ||
	       where == PCI_STATUS || where == PCI_HEADER_TYPE ||
	       where == PCI_ROM_ADDRESS || where == PCI_CAPABILITY_LIST ||
	       where == PCI_INTERRUPT_PIN;
}

/**
 * kindred_config_read() - Reads configuration space
 * @where: Offset
 * @size: Bytes: 1, 2 or 4
 * @value: What is there
 *
 * Return: A PCIBIOS_* code.
 */
int kindred_config_read(int where, int size, u32 *value)
{
	*value = ~0;
	if (where + size > sizeof(config))
		return PCIBIOS_BAD_REGISTER_NUMBER;
	*value = get(where, size);
	return PCIBIOS_SUCCESSFUL;
}

/**
 * kindred_config_write() - Writes configuration space, as far as it can be written
 * @where: Offset
 * @size: Bytes: 1, 2 or 4
 * @value: What
 *
 * Return: A PCIBIOS_* code.
 */
int kindred_config_write(int where, int size, u32 value)
{
	if (where + size > sizeof(config))
		return PCIBIOS_BAD_REGISTER_NUMBER;
	if (where >= PCI_BASE_ADDRESS_0 && where < PCI_CARDBUS_CIS)
		write_bar((where - PCI_BASE_ADDRESS_0) / 4, value);
	else if (!is_read_only(where))
		put(where, size, value);
	return PCIBIOS_SUCCESSFUL;
}

static void __init add_capability(u8 at, u8 capability, u8 *last)
{
	config[at] = capability;
	config[*last] = at;
	*last = at + 1;
}

/**
 * kindred_config_init() - Says what the device is
 */
void __init kindred_config_init(void)
{
	u8 last = PCI_CAPABILITY_LIST;
	int bar;

	put(PCI_VENDOR_ID, 2, id[0]);
	put(PCI_DEVICE_ID, 2, id[1]);
	put(PCI_SUBSYSTEM_VENDOR_ID, 2, id[2]);
	put(PCI_SUBSYSTEM_ID, 2, id[3]);
	put(PCI_CLASS_DEVICE, 2, id[4]);
	put(PCI_CLASS_REVISION, 2, id[5]);
	put(PCI_COMMAND, 2, PCI_COMMAND_IO | PCI_COMMAND_MEMORY);
	config[PCI_INTERRUPT_PIN] = 1;
	for (bar = 0; bar < KINDRED_BARS; bar++)
		write_bar(bar, 0);
	if (caps)
		config[PCI_STATUS] = PCI_STATUS_CAP_LIST;
	if (caps & CAP_PM) {
		add_capability(0x40, PCI_CAP_ID_PM, &last);
		put(0x40 + PCI_PM_PMC, 2, 3 | PCI_PM_CAP_D1 | PCI_PM_CAP_D2);
	}
	if (caps & CAP_MSI) {
		add_capability(0x50, PCI_CAP_ID_MSI, &last);
		put(0x50 + PCI_MSI_FLAGS, 2, PCI_MSI_FLAGS_64BIT);
	}
	if (caps & CAP_PCIE) {
		add_capability(0x70, PCI_CAP_ID_EXP, &last);
		put(0x70 + PCI_EXP_FLAGS, 2, 2);
		put(0x70 + PCI_EXP_LNKCAP, 2, 0x11);
		put(0x70 + PCI_EXP_LNKSTA, 2, 0x11);
	}
	if (caps & CAP_MSIX) {
		add_capability(0xb0, PCI_CAP_ID_MSIX, &last);
		/* Sixteen vectors, in the upper half of the first window. */
		put(0xb0 + PCI_MSIX_FLAGS, 2, 15);
		put(0xb0 + PCI_MSIX_TABLE, 4, kindred_bars[0].size / 2);
		put(0xb0 + PCI_MSIX_PBA, 4, kindred_bars[0].size / 2 + 0x400);
	}
}

