// SPDX-License-Identifier: GPL-2.0
/* Words and numbers for the first process, and its voice. */
#include <asm/unistd.h>
#include <linux/fcntl.h>
#include <linux/time_types.h>

#include "init.h"

void *memset(void *memory, int value, size_t size)
{
	unsigned char *bytes = memory;

	while (size--)
		*bytes++ = value;
	return memory;
}

void *memcpy(void *to, const void *from, size_t size)
{
	const unsigned char *source = from;
	unsigned char *target = to;

	while (size--)
		*target++ = *source++;
	return to;
}

size_t strlen(const char *text)
{
	size_t size = 0;

	while (text[size])
		size++;
	return size;
}

long to_number(const char *text)
{
	long number = 0;

	while (*text >= '0' && *text <= '9')
		number = number * 10 + *text++ - '0';
	return number;
}

void sleep_ms(long milliseconds)
{
	struct __kernel_old_timespec time = {
		.tv_sec = milliseconds / 1000,
		.tv_nsec = milliseconds % 1000 * 1000000,
	};

	syscall3(__NR_nanosleep, (long)&time, 0, 0);
}

void tell(const char *line)
{
	long fd = syscall3(__NR_open, (long)"/proc/kindred", O_WRONLY, 0);

	if (fd < 0)
		return;
	syscall3(__NR_write, fd, (long)line, strlen(line));
	syscall3(__NR_close, fd, 0, 0);
}

static const char *before[16];
static unsigned int before_count;

void tell_before_interrupt(const char *line)
{
	if (before_count < sizeof(before) / sizeof(*before))
		before[before_count++] = line;
}

void interrupt(void)
{
	unsigned int i;

	for (i = 0; i < before_count; i++)
		tell(before[i]);
	tell("irq");
}

static char *add_text(char *at, const char *text)
{
	while (*text)
		*at++ = *text++;
	*at = 0;
	return at;
}

static char *add_number(char *at, unsigned long number, unsigned int base)
{
	char digits[24];
	int count = 0;

	do {
		digits[count++] = "0123456789abcdef"[number % base];
		number /= base;
	} while (number);
	while (count)
		*at++ = digits[--count];
	*at = 0;
	return at;
}

static char *add_result(char *at, long result)
{
	if (result < 0)
		*at++ = '-';
	return add_number(at, result < 0 ? -result : result, 10);
}

void report(const char *what, const char *subject, long result)
{
	char line[512];
	char *at = add_text(line, "say s ");

	if (strlen(what) + strlen(subject) > sizeof(line) - 64)
		subject = "";
	at = add_text(at, what);
	at = add_text(at, " ");
	at = add_text(at, subject);
	at = add_text(at, " ");
	add_result(at, result);
	tell(line);
}

void report_bytes(const char *what, long result, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;
	unsigned long sum = 0xcbf29ce484222325UL;
	char text[24];

	while (size--)
		sum = (sum ^ *at++) * 0x100000001b3UL;
	add_number(text, sum, 16);
	report(what, text, result);
}
