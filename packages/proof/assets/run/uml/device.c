// SPDX-License-Identifier: GPL-2.0
/* A PCI host bridge with one device. */
#include <linux/module.h>
#include <linux/pci.h>

#include "kindred.h"

/* The bus that virt-pci of User Mode Linux makes has the number 0. */
#define BUS_NUMBER	1
#define INTERRUPT	20

static struct pci_dev *device;

static int config_read(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 *value)
{
	*value = ~0;
	if (devfn || bus->number != BUS_NUMBER)
		return PCIBIOS_DEVICE_NOT_FOUND;
	return kindred_config_read(where, size, value);
}

static int config_write(struct pci_bus *bus, unsigned int devfn, int where, int size, u32 value)
{
	if (devfn || bus->number != BUS_NUMBER)
		return PCIBIOS_DEVICE_NOT_FOUND;
	/* Before the driver has it, the bus code writes here: not the driver's doing. */
	if (device && device->driver)
		kindred_say("c %x %d %x", where, size, value);
	return kindred_config_write(where, size, value);
}

static struct pci_ops config_ops = { .read = config_read, .write = config_write };

static int map_irq(const struct pci_dev *dev, u8 slot, u8 pin)
{
	return INTERRUPT;
}

static struct resource numbers = {
	.name = "kindred bus", .flags = IORESOURCE_BUS,
	.start = BUS_NUMBER, .end = BUS_NUMBER,
};

/**
 * kindred_device() - The one device
 *
 * Return: The device, which stays for as long as the machine runs.
 */
struct pci_dev *kindred_device(void)
{
	return device;
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
	err = kindred_windows_add(bridge);
	if (err)
		return err;
	pci_add_resource(&bridge->windows, &numbers);
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
