/* SPDX-License-Identifier: GPL-2.0 */
/* What the parts of the first process have in common; x86-64, no C library. */
#ifndef KINDRED_INIT_H
#define KINDRED_INIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline long syscall6(long number, long a, long b, long c, long d, long e, long f)
{
	register long r10 asm("r10") = d;
	register long r8 asm("r8") = e;
	register long r9 asm("r9") = f;
	long result;

	asm volatile("syscall" : "=a"(result)
		     : "0"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
		     : "rcx", "r11", "memory");
	return result;
}

static inline long syscall3(long number, long a, long b, long c)
{
	return syscall6(number, a, b, c, 0, 0, 0);
}

void *memset(void *memory, int value, size_t size);
void *memcpy(void *to, const void *from, size_t size);
size_t strlen(const char *text);

long to_number(const char *text);
void sleep_ms(long milliseconds);
/* A line for /proc/kindred. */
void tell(const char *line);
/* Keeps a line, of which there can be a few, for interrupt(). */
void tell_before_interrupt(const char *line);
/* The device interrupts, after it did what was kept. */
void interrupt(void);
/* What a step gave: a line in the trace. */
void report(const char *what, const char *subject, long result);
/* The same, with a sum of the bytes that came back. */
void report_bytes(const char *what, long result, const void *bytes, size_t size);
void exercise_network(void);

#endif
