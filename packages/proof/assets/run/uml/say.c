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

static __printf(1, 0) void write_line(const char *format, va_list args)
{
	char line[MAX_LINE];
	int size = vscnprintf(line, sizeof(line) - 1, format, args);

	line[size++] = '\n';
	os_write_file(1, line, size);
}

/**
 * kindred_say() - Writes a line of the trace
 * @format: As for printk(), without the newline
 */
void kindred_say(const char *format, ...)
{
	va_list args;

	if (!limit--)
		panic("kindred: the driver does more than anybody wants to know");
	va_start(args, format);
	write_line(format, args);
	va_end(args);
}

/**
 * kindred_note() - Writes a line that is not about what the driver does
 * @format: As for printk(), without the newline
 *
 * It does not count, so that a function more does not end a trace earlier.
 */
void kindred_note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_line(format, args);
	va_end(args);
}
