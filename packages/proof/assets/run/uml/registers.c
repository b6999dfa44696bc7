// SPDX-License-Identifier: GPL-2.0
/*
 * What the registers do: they remember, or they answer with noise, and a few
 * rules say where a real device acts by itself (a reset bit that falls back).
 */
#include <linux/hash.h>
#include <linux/module.h>
#include <linux/vmalloc.h>

#include "kindred.h"

#define MAX_RULES 64

static char *pattern = "memory";
module_param(pattern, charp, 0);
MODULE_PARM_DESC(pattern, "what reads give: memory (what was written, else 0), ones (else all ones), noise");

static uint seed = 1;
module_param(seed, uint, 0);
MODULE_PARM_DESC(seed, "of the noise");

static int shared = -1;
module_param(shared, int, 0);
MODULE_PARM_DESC(shared, "the window whose registers are seen through all windows");

enum rule_kind {
	RULE_INIT,	/* holds this at first */
	RULE_CLEAR,	/* these bits fall back to 0 when written */
	RULE_SET,	/* these bits are read as 1 */
	RULE_KEEP,	/* these bits cannot be written */
	RULE_W1C,	/* writing 1 clears these bits */
};

struct rule {
	unsigned int kind;
	unsigned int bar;
	unsigned int offset;
	u32 value;
};

#define RULE_WORDS 4

static uint rules[MAX_RULES * RULE_WORDS];
static unsigned int rule_words;
module_param_array(rules, uint, &rule_words, 0);
MODULE_PARM_DESC(rules, "kind (0 init, 1 clear, 2 set, 3 keep, 4 w1c), window, offset, 32-bit value, again and again");

static struct rule parsed[MAX_RULES];
static unsigned int rule_count;
static unsigned int accesses;

/* Whose registers are behind a window. */
static unsigned int owner(unsigned int bar)
{
	return shared >= 0 && shared < KINDRED_BARS && kindred_bars[shared].size ? shared : bar;
}

/* The byte that a rule has for an offset, 0 when the rule is not about it. */
static u8 rule_byte(const struct rule *rule, unsigned int bar, unsigned int offset)
{
	if (rule->bar != bar || offset < rule->offset || offset >= rule->offset + 4)
		return 0;
	return rule->value >> 8 * (offset - rule->offset);
}

static u8 written_byte(unsigned int bar, unsigned int offset, u8 old, u8 value)
{
	u8 result = value;
	unsigned int i;

	for (i = 0; i < rule_count; i++) {
		u8 mask = rule_byte(&parsed[i], bar, offset);

		if (parsed[i].kind == RULE_CLEAR)
			result &= ~mask;
		else if (parsed[i].kind == RULE_KEEP)
			result = (result & ~mask) | (old & mask);
		else if (parsed[i].kind == RULE_W1C)
			result = (result & ~mask) | (old & ~value & mask);
	}
	return result;
}

static u8 read_byte(unsigned int bar, unsigned int offset, u8 value)
{
	unsigned int i;

	for (i = 0; i < rule_count; i++) {
		if (parsed[i].kind == RULE_SET)
			value |= rule_byte(&parsed[i], bar, offset);
	}
	return kindred_eeprom_read(bar, offset, value);
}

static u8 noise(unsigned int bar, unsigned int offset)
{
	return hash_32(hash_32(seed * 31 + accesses, 32) ^ (bar << 28 | offset), 8);
}

/**
 * kindred_register_read() - The driver reads a register
 * @bar: Which window
 * @offset: Where in it
 * @size: Bytes: 1, 2, 4 or 8
 *
 * Return: What it finds there.
 */
unsigned long kindred_register_read(unsigned int bar, unsigned int offset, int size)
{
	unsigned int where = owner(bar);
	struct kindred_bar *window = &kindred_bars[where];
	unsigned long value = 0;
	int i;

	accesses++;
	for (i = 0; i < size; i++) {
		unsigned int at = (offset + i) & (window->size - 1);
		u8 byte = *pattern == 'n' ? noise(where, at) : window->memory[at];

		value |= (unsigned long)read_byte(where, at, byte) << 8 * i;
	}
	kindred_say("r %u %x %d %lx", bar, offset, size, value);
	return value;
}

/**
 * kindred_register_write() - The driver writes a register
 * @bar: Which window
 * @offset: Where in it
 * @size: Bytes: 1, 2, 4 or 8
 * @value: What
 */
void kindred_register_write(unsigned int bar, unsigned int offset, int size, unsigned long value)
{
	unsigned int where = owner(bar);
	struct kindred_bar *window = &kindred_bars[where];
	int i;

	accesses++;
	kindred_dma_trace();
	if (size < sizeof(value))
		value &= (1UL << 8 * size) - 1;
	kindred_say("w %u %x %d %lx", bar, offset, size, value);
	for (i = 0; i < size; i++) {
		unsigned int at = (offset + i) & (window->size - 1);
		u8 byte = value >> 8 * i;

		kindred_eeprom_write(where, at, byte);
		window->memory[at] = written_byte(where, at, window->memory[at], byte);
	}
}

/**
 * kindred_register_poke() - The device changes a register by itself
 * @bar: Which window
 * @offset: Where in it
 * @size: Bytes: 1, 2, 4 or 8
 * @value: What
 */
void kindred_register_poke(unsigned int bar, unsigned int offset, int size, unsigned long value)
{
	struct kindred_bar *window = &kindred_bars[owner(bar)];
	int i;

	for (i = 0; i < size; i++)
		window->memory[(offset + i) & (window->size - 1)] = value >> 8 * i;
}

static void __init apply_initial(const struct rule *rule)
{
	if (rule->kind == RULE_INIT && rule->bar < KINDRED_BARS && kindred_bars[rule->bar].size)
		kindred_register_poke(rule->bar, rule->offset, 4, rule->value);
}

/**
 * kindred_registers_init() - Gives every window its memory
 *
 * Return: 0, or why not.
 */
int __init kindred_registers_init(void)
{
	unsigned int i;

	for (i = 0; i < KINDRED_BARS; i++) {
		struct kindred_bar *window = &kindred_bars[i];

		if (!window->size)
			continue;
		window->memory = vzalloc(window->size);
		if (!window->memory)
			return -ENOMEM;
		if (*pattern == 'o')
			memset(window->memory, 0xff, window->size);
	}
	rule_count = rule_words / RULE_WORDS;
	for (i = 0; i < rule_count; i++) {
		const uint *words = rules + i * RULE_WORDS;

		parsed[i] = (struct rule){ words[0], words[1], words[2], words[3] };
		apply_initial(&parsed[i]);
	}
	return 0;
}
