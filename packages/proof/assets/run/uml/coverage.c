// SPDX-License-Identifier: GPL-2.0
/*
 * Which parts of the driver ran: it is compiled with -fsanitize-coverage=trace-pc
 * (the kernel without), so each of its blocks calls here. The first time a block
 * does, its place is printed.
 */
#include <linux/hash.h>
#include <linux/kallsyms.h>
#include <linux/module.h>

#include "kindred.h"

#define TABLE_BITS 16

static unsigned long seen[1 << TABLE_BITS];

/* True for the first call with this place. A full table only repeats lines. */
static bool is_new(unsigned long place)
{
	unsigned int at = hash_long(place, TABLE_BITS);
	unsigned int tries;

	for (tries = 0; tries < 64; tries++) {
		if (seen[at] == place)
			return false;
		if (!seen[at])
			break;
		at = (at + 1) & ((1 << TABLE_BITS) - 1);
	}
	seen[at] = place;
	return true;
}

void __sanitizer_cov_trace_pc(void);

/**
 * __sanitizer_cov_trace_pc() - A block of the driver begins
 */
void __sanitizer_cov_trace_pc(void)
{
	unsigned long place = (unsigned long)__builtin_return_address(0);
	char symbol[KSYM_SYMBOL_LEN];

	if (!is_new(place))
		return;
	/* The call's last byte: the return address may belong to the next function. */
	sprint_symbol(symbol, place - 1);
	kindred_note("x %s", symbol);
}
EXPORT_SYMBOL(__sanitizer_cov_trace_pc);
