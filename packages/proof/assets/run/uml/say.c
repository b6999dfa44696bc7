// SPDX-License-Identifier: GPL-2.0
/*
 * The trace leaves the machine as it comes into being, past the kernel's own
 * log, so that all of it is there when a driver hangs or stops the machine.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/panic.h>

#include <os.h>

#include "kindred.h"

#define MAX_LINE 512

static uint limit = 30000;
module_param(limit, uint, 0);
MODULE_PARM_DESC(limit, "lines after which the machine stops: a driver that polls for ever");

/**
 * kindred_say() - Writes a line of the trace
 * @format: As for printk(), without the newline
 */
void kindred_say(const char *format, ...)
{
	char line[MAX_LINE];
	va_list args;
	int size;

	if (!limit--)
		panic("kindred: the driver does more than anybody wants to know");
	va_start(args, format);
	size = vscnprintf(line, sizeof(line) - 1, format, args);
	va_end(args);
	line[size++] = '\n';
	os_write_file(1, line, size);
}
