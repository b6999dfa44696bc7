/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Included before everything else in a driver that is built for this machine:
 * accesses to ports go where the device's windows of ports are, since User Mode
 * Linux has none of its own.
 */
#ifndef KINDRED_DRIVER_H
#define KINDRED_DRIVER_H

/*
 * Kernel and modules are within 2 GiB of each other, though not within the first
 * 2 GiB. Code that counts all addresses from its own place can call directly, so
 * that each call of the coverage hook is seen as such in the module.
 */
#pragma GCC visibility push(hidden)

extern void *kindred_port_base;

#define PCI_IOBASE kindred_port_base
#define pci_iomap kindred_pci_iomap

/* Numbers that are the same in each run; the kernel's own come from the host. */
#define get_random_bytes kindred_random_bytes
#define get_random_u8 kindred_random_u8
#define get_random_u16 kindred_random_u16
#define get_random_u32 kindred_random_u32
#define get_random_u64 kindred_random_u64

#endif
