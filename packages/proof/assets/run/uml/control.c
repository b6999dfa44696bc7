// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/kindred: what the machine's first process wants of the device.
 *
 *	say WORDS		a line in the trace
 *	set BAR OFFSET SIZE VALUE	the device changes a register
 *	memory N OFFSET BYTES	the device writes coherent memory, BYTES in hexadecimal
 *	irq			the device interrupts
 *	bound			says whether a driver has the device
 */
#include <linux/hex.h>
#include <linux/interrupt.h>
#include <linux/irqdesc.h>
#include <linux/msi.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "kindred.h"

#define MAX_COMMAND 4096

static void raise(int irq)
{
	unsigned long flags;

	if (irq <= 0 || !irq_has_action(irq))
		return;
	/* Soft interrupts that the handler asks for run when they are let in again. */
	local_bh_disable();
	local_irq_save(flags);
	generic_handle_irq(irq);
	local_irq_restore(flags);
	local_bh_enable();
}

static void raise_all(struct pci_dev *dev)
{
	int i, irq;

	if (!dev->msix_enabled) {
		raise(dev->irq);
		return;
	}
	for (i = 0; (irq = pci_irq_vector(dev, i)) > 0; i++)
		raise(irq);
}

static int poke_memory(const char *words)
{
	unsigned int which, offset;
	int start = 0;
	size_t size;
	u8 *bytes;
	int err;

	if (sscanf(words, "%u %x %n", &which, &offset, &start) != 2 || !start)
		return -EINVAL;
	size = strlen(words + start) / 2;
	bytes = kmalloc(size + 1, GFP_KERNEL);
	if (!bytes)
		return -ENOMEM;
	err = hex2bin(bytes, words + start, size);
	if (!err)
		err = kindred_dma_poke(which, offset, bytes, size);
	kfree(bytes);
	return err;
}

static int poke_register(const char *words)
{
	unsigned int bar, offset;
	unsigned long value;
	int size;

	if (sscanf(words, "%u %x %d %lx", &bar, &offset, &size, &value) != 4)
		return -EINVAL;
	if (bar >= KINDRED_BARS || !kindred_bars[bar].size || size < 1 || size > sizeof(value))
		return -EINVAL;
	kindred_register_poke(bar, offset, size, value);
	return 0;
}

static void say_bound(struct pci_dev *dev)
{
	kindred_say("s bound %s", dev->driver ? dev->driver->name : "-");
}

static int obey(const char *command)
{
	if (!strcmp(command, "bound")) {
		say_bound(kindred_device());
		return 0;
	}
	if (!strcmp(command, "irq")) {
		kindred_say("i");
		raise_all(kindred_device());
		return 0;
	}
	if (!strncmp(command, "say ", 4)) {
		kindred_say("%s", command + 4);
		return 0;
	}
	if (!strncmp(command, "set ", 4))
		return poke_register(command + 4);
	if (!strncmp(command, "memory ", 7))
		return poke_memory(command + 7);
	return -EINVAL;
}

static ssize_t control_write(struct file *file, const char __user *buffer, size_t size, loff_t *at)
{
	char *command;
	int err;

	if (size >= MAX_COMMAND)
		return -E2BIG;
	command = memdup_user_nul(buffer, size);
	if (IS_ERR(command))
		return PTR_ERR(command);
	err = obey(command);
	kfree(command);
	return err ? err : size;
}

static const struct proc_ops control_ops = { .proc_write = control_write };

/**
 * kindred_control_init() - Makes the file
 *
 * Return: 0, or why not.
 */
int __init kindred_control_init(void)
{
	return proc_create("kindred", 0200, NULL, &control_ops) ? 0 : -ENOMEM;
}
