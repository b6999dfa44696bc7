// SPDX-License-Identifier: GPL-2.0
/*
 * The trace leaves the machine as it comes into being, past the kernel's own
 * log, so that all of it is there when a driver hangs or stops the machine.
 */
#include <linux/kernel.h>

#include <os.h>

#include "kindred.h"

#define MAX_LINE 512

/**
 * kindred_say() - Writes a line of the trace
 * @format: As for printk(), without the newline
 */
void kindred_say(const char *format, ...)
{
	char line[MAX_LINE];
	va_list args;
	int size;

	va_start(args, format);
	size = vscnprintf(line, sizeof(line) - 1, format, args);
	va_end(args);
	line[size++] = '\n';
	os_write_file(1, line, size);
}
