/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A PCI device that is nothing but registers in memory, under User Mode Linux.
 *
 * Everything that a driver shows to the device is printed, one line each, with
 * the mark "kindred:": register accesses, buffers mapped for DMA, the content
 * of coherent memory when it changed. Two builds of a driver that print the
 * same lines programmed the device in the same way.
 */
#ifndef KINDRED_H
#define KINDRED_H

#include <linux/pci.h>
#include <linux/types.h>

#define KINDRED_BARS 6

/**
 * struct kindred_bar - One window of the device
 * @size: Bytes, a power of two; 0 when the device has no such window
 * @flags: PCI_BASE_ADDRESS_* bits of its base address register
 * @memory: What the registers hold
 */
struct kindred_bar {
	u32 size;
	u32 flags;
	u8 *memory;
};

extern struct kindred_bar kindred_bars[KINDRED_BARS];
extern void __iomem *kindred_port_base;
void __iomem *kindred_pci_iomap(struct pci_dev *dev, int bar, unsigned long max);

/* A line of the trace, on the standard output of the machine's process. */
__printf(1, 2) void kindred_say(const char *format, ...);
__printf(1, 2) void kindred_note(const char *format, ...);

int kindred_windows_init(void);
int kindred_windows_add(struct pci_host_bridge *bridge);

void kindred_config_init(void);
u32 kindred_bar_address(unsigned int bar);
int kindred_config_read(int where, int size, u32 *value);
int kindred_config_write(int where, int size, u32 value);

int kindred_device_init(void);
struct pci_dev *kindred_device(void);

int kindred_registers_init(void);
unsigned long kindred_register_read(unsigned int bar, unsigned int offset, int size);
void kindred_register_write(unsigned int bar, unsigned int offset, int size, unsigned long value);
void kindred_register_poke(unsigned int bar, unsigned int offset, int size, unsigned long value);

u8 kindred_eeprom_read(unsigned int bar, unsigned int offset, u8 value);
void kindred_eeprom_write(unsigned int bar, unsigned int offset, u8 value);

void kindred_dma_attach(struct device *dev);
void kindred_dma_trace(void);
int kindred_dma_poke(unsigned int which, size_t offset, const u8 *bytes, size_t size);

void kindred_random_bytes(void *buffer, size_t size);
u8 kindred_random_u8(void);
u16 kindred_random_u16(void);
u32 kindred_random_u32(void);
u64 kindred_random_u64(void);

int kindred_control_init(void);

#endif
