// SPDX-License-Identifier: GPL-2.0
/*
 * A PCI host bridge with one device. The configuration space is an array; the
 * windows of the device are regions of logic_iomem, also the one for ports,
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
/* The bus that virt-pci of User Mode Linux makes has the number 0. */
#define BUS_NUMBER	1
#define INTERRUPT	20

enum { CAP_PM = 1, CAP_MSI = 2, CAP_MSIX = 4, CAP_PCIE = 8 };

static ushort id[6];
module_param_array(id, ushort, NULL, 0);
MODULE_PARM_DESC(id, "vendor, device, their subsystem, class (upper 16 bits), programming interface and revision");

static uint sizes[KINDRED_BARS];
module_param_array(sizes, uint, NULL, 0);
MODULE_PARM_DESC(sizes, "bytes of each window, powers of two; 0 for none");

static uint kinds[KINDRED_BARS];
module_param_array(kinds, uint, NULL, 0);
MODULE_PARM_DESC(kinds, "of each window: 0 memory, 1 ports, 4 memory with 64 bits of address (the next one is none)");

static uint caps;
module_param(caps, uint, 0);
MODULE_PARM_DESC(caps, "capabilities: 1 power management, 2 MSI, 4 MSI-X, 8 PCI Express");

struct kindred_bar kindred_bars[KINDRED_BARS];
void __iomem *kindred_port_base;
EXPORT_SYMBOL_GPL(kindred_port_base);

static u8 config[PCI_CFG_SPACE_EXP_SIZE];
static struct pci_dev *device;

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

static u32 bar_address(unsigned int bar)
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

static int config_read(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 *value)
{
	*value = ~0;
	if (devfn || bus->number != BUS_NUMBER || where + size > sizeof(config))
		return PCIBIOS_DEVICE_NOT_FOUND;
	*value = get(where, size);
	return PCIBIOS_SUCCESSFUL;
}

static bool is_read_only(int where)
{
	return where < PCI_COMMAND ||
	       (where >= PCI_CLASS_REVISION && where < PCI_CACHE_LINE_SIZE) ||
	       where == PCI_HEADER_TYPE || where == PCI_ROM_ADDRESS ||
	       where == PCI_CAPABILITY_LIST || where == PCI_INTERRUPT_PIN;
}

static int config_write(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 value)
{
	if (devfn || bus->number != BUS_NUMBER || where + size > sizeof(config))
		return PCIBIOS_DEVICE_NOT_FOUND;
	/* Before the driver has it, the bus code writes here; that is not the driver's doing. */
	if (device && device->driver)
		kindred_say("c %x %d %x", where, size, value);
	if (where >= PCI_BASE_ADDRESS_0 && where < PCI_CARDBUS_CIS)
		write_bar((where - PCI_BASE_ADDRESS_0) / 4, value);
	else if (!is_read_only(where))
		put(where, size, value);
	return PCIBIOS_SUCCESSFUL;
}

static struct pci_ops config_ops = { .read = config_read, .write = config_write };

static int map_irq(const struct pci_dev *dev, u8 slot, u8 pin)
{
	return INTERRUPT;
}

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
		u32 start = bar_address(bar);

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
		u32 start = bar_address(bar);

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

static struct resource numbers = {
	.name = "kindred bus", .flags = IORESOURCE_BUS,
	.start = BUS_NUMBER, .end = BUS_NUMBER,
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

static void add_capability(u8 at, u8 capability, u8 *last)
{
	config[at] = capability;
	config[*last] = at;
	*last = at + 1;
}

static void fill_config(void)
{
	u8 last = PCI_CAPABILITY_LIST;

	put(PCI_VENDOR_ID, 2, id[0]);
	put(PCI_DEVICE_ID, 2, id[1]);
	put(PCI_SUBSYSTEM_VENDOR_ID, 2, id[2]);
	put(PCI_SUBSYSTEM_ID, 2, id[3]);
	put(PCI_CLASS_DEVICE, 2, id[4]);
	put(PCI_CLASS_REVISION, 2, id[5]);
	put(PCI_COMMAND, 2, PCI_COMMAND_IO | PCI_COMMAND_MEMORY);
	config[PCI_INTERRUPT_PIN] = 1;
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

static int add_windows(struct pci_host_bridge *bridge)
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
	pci_add_resource(&bridge->windows, &numbers);
	return request_resource(&ioport_resource, &ports);
}

/**
 * kindred_device() - The one device
 *
 * Return: The device, which stays for as long as the machine runs.
 */
struct pci_dev *kindred_device(void)
{
	return device;
}

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
		write_bar(bar, 0);
	}
	return 0;
}

/**
 * kindred_device_init() - Makes the bus and the device on it
 *
 * Return: 0, or why there is none.
 */
int __init kindred_device_init(void)
{
	struct pci_host_bridge *bridge = pci_alloc_host_bridge(0);
	int err;

	if (!bridge)
		return -ENOMEM;
	err = add_windows(bridge);
	if (err)
		return err;
	fill_config();
	bridge->ops = &config_ops;
	bridge->map_irq = map_irq;
	bridge->busnr = BUS_NUMBER;
	err = pci_host_probe(bridge);
	if (err)
		return err;
	device = pci_get_domain_bus_and_slot(0, BUS_NUMBER, 0);
	if (!device)
		return -ENODEV;
	kindred_dma_attach(&device->dev);
	return 0;
}
