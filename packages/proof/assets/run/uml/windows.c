// SPDX-License-Identifier: GPL-2.0
/*
 * The windows of the device as regions of logic_iomem, also the one for ports,
 * since User Mode Linux has no port accesses of its own.
 */
#include <linux/logic_iomem.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/sizes.h>

#include "kindred.h"

#define MEMORY_BASE	0x40000000UL
#define MEMORY_SIZE	0x10000000UL
#define PORT_BASE	0x1000
#define PORT_SIZE	0xf000
/* Where logic_iomem knows the ports: behind the memory windows. */
#define PORT_ALIAS	0x60000000UL

static uint sizes[KINDRED_BARS];
module_param_array(sizes, uint, NULL, 0);
MODULE_PARM_DESC(sizes, "bytes of each window, powers of two; 0 for none");

static uint kinds[KINDRED_BARS];
module_param_array(kinds, uint, NULL, 0);
MODULE_PARM_DESC(kinds, "of each window: 0 memory, 1 ports, 4 memory with 64 bits of address (the next one is none)");

struct kindred_bar kindred_bars[KINDRED_BARS];
void __iomem *kindred_port_base;
EXPORT_SYMBOL_GPL(kindred_port_base);

static unsigned long window_read(void *bar, unsigned int offset, int size)
{
	return kindred_register_read((uintptr_t)bar, offset, size);
}

static void window_write(void *bar, unsigned int offset, int size, unsigned long value)
{
	kindred_register_write((uintptr_t)bar, offset, size, value);
}

static const struct logic_iomem_ops window_ops = { .read = window_read, .write = window_write };

static long map_window(unsigned long offset, size_t size, const struct logic_iomem_ops **ops,
		       void **priv)
{
	unsigned long address = MEMORY_BASE + offset;
	uintptr_t bar;

	for (bar = 0; bar < KINDRED_BARS; bar++) {
		u32 start = kindred_bar_address(bar);

		if (kindred_bars[bar].flags & PCI_BASE_ADDRESS_SPACE_IO)
			continue;
		if (address < start || address - start >= kindred_bars[bar].size)
			continue;
		*ops = &window_ops;
		*priv = (void *)bar;
		return address - start;
	}
	return -ENXIO;
}

static int find_port_bar(unsigned int port, unsigned int *offset)
{
	int bar;

	for (bar = 0; bar < KINDRED_BARS; bar++) {
		u32 start = kindred_bar_address(bar);

		if (!(kindred_bars[bar].flags & PCI_BASE_ADDRESS_SPACE_IO) || port < start)
			continue;
		*offset = port - start;
		if (*offset < kindred_bars[bar].size)
			return bar;
	}
	return -ENXIO;
}

static unsigned long port_read(void *priv, unsigned int port, int size)
{
	unsigned int offset;
	int bar = find_port_bar(port, &offset);

	return bar < 0 ? ~0UL : kindred_register_read(bar, offset, size);
}

static void port_write(void *priv, unsigned int port, int size, unsigned long value)
{
	unsigned int offset;
	int bar = find_port_bar(port, &offset);

	if (bar >= 0)
		kindred_register_write(bar, offset, size, value);
}

static const struct logic_iomem_ops port_ops = { .read = port_read, .write = port_write };

static long map_ports(unsigned long offset, size_t size, const struct logic_iomem_ops **ops,
		      void **priv)
{
	*ops = &port_ops;
	return offset;
}

static const struct logic_iomem_region_ops window_region = { .map = map_window };

static const struct logic_iomem_region_ops port_region = { .map = map_ports };

static struct resource memory = {
	.name = "kindred memory", .flags = IORESOURCE_MEM,
	.start = MEMORY_BASE, .end = MEMORY_BASE + MEMORY_SIZE - 1,
};

static struct resource port_alias = {
	.name = "kindred port alias", .flags = IORESOURCE_MEM,
	.start = PORT_ALIAS, .end = PORT_ALIAS + PORT_BASE + PORT_SIZE - 1,
};

static struct resource ports = {
	.name = "kindred ports", .flags = IORESOURCE_IO,
	.start = PORT_BASE, .end = PORT_BASE + PORT_SIZE - 1,
};

/**
 * kindred_pci_iomap() - pci_iomap() for windows of ports as well
 * @dev: The device
 * @bar: Which window
 * @max: Bytes wanted, 0 for all
 *
 * Drivers are compiled with this in the place of pci_iomap(), since that of
 * User Mode Linux has no ports.
 *
 * Return: What ioread8() and its like take, or NULL.
 */
void __iomem *kindred_pci_iomap(struct pci_dev *dev, int bar, unsigned long max)
{
	if (pci_resource_flags(dev, bar) & IORESOURCE_IO)
		return kindred_port_base + pci_resource_start(dev, bar);
	return pci_iomap(dev, bar, max);
}
EXPORT_SYMBOL_GPL(kindred_pci_iomap);

/* logic_iomem has areas of 16 MiB. */
static bool is_possible_size(uint size)
{
	return !size || (is_power_of_2(size) && size >= 16 && size <= SZ_16M);
}

/**
 * kindred_windows_init() - Takes the windows from the options
 *
 * Return: 0, or -EINVAL when one of them cannot be.
 */
int __init kindred_windows_init(void)
{
	unsigned int bar;

	for (bar = 0; bar < KINDRED_BARS; bar++) {
		struct kindred_bar *window = &kindred_bars[bar];

		if (!is_possible_size(sizes[bar]))
			return -EINVAL;
		window->size = sizes[bar];
		window->flags = kinds[bar];
	}
	return 0;
}

/**
 * kindred_windows_add() - Gives a bridge the addresses for the windows
 * @bridge: The bridge
 *
 * Return: 0, or why not.
 */
int __init kindred_windows_add(struct pci_host_bridge *bridge)
{
	int err = logic_iomem_add_region(&memory, &window_region);

	if (!err)
		err = logic_iomem_add_region(&port_alias, &port_region);
	if (err)
		return err;
	kindred_port_base = ioremap(PORT_ALIAS, resource_size(&port_alias));
	if (!kindred_port_base)
		return -ENOMEM;
	pci_add_resource(&bridge->windows, &memory);
	pci_add_resource(&bridge->windows, &ports);
	return request_resource(&ioport_resource, &ports);
}
