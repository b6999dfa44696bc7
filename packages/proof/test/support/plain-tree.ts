import { scratchFolder, writeFiles } from "./scratch-tree.ts";

/** A driver tree without Kconfig, whose Makefile prints its compile commands. */
const MAKEFILE = `# kindred: plain-make
VERSION = 0
PATCHLEVEL = 1
CC = gcc
FLAGS := -O2 -Wall -std=gnu11 -ffreestanding -Iinclude
OBJECTS := drivers/one.o drivers/two.o drivers/sub/three.o
all: $(OBJECTS)
%.o: %.c
\t$(CC) $(FLAGS) -DNAME='"$(notdir $*)"' \\
\t\t-c -o $@ $<
`;

export const HEADER = `#ifndef ONE_H
#define ONE_H
#include "../include/io.h"
struct one { void *regs; unsigned int mode; };
int one_start(struct one *one);
int two_start(struct one *one);
#endif
`;

export const ONE = `#include "one.h"

static int one_enable(struct one *one)
{
	write_reg(one->regs, 0x10, one->mode | 1);
	if (read_reg(one->regs, 0x14) & 4)
		return -5;
	return 0;
}

static int one_disable(struct one *one)
{
	write_reg(one->regs, 0x10, one->mode | 2);
	if (read_reg(one->regs, 0x14) & 4)
		return -5;
	return 0;
}

int one_start(struct one *one)
{
	int err = one_enable(one);

	if (err)
		one_disable(one);
	return err;
}
`;

/** A helper that both static functions of ONE fold into. */
const HELPER = `static int one_set(struct one *one, unsigned int bit)
{
	write_reg(one->regs, 0x10, one->mode | bit);
	if (read_reg(one->regs, 0x14) & 4)
		return -5;
	return 0;
}
`;
const REST = ONE.slice(ONE.indexOf("int one_start"));
/** ONE with its two static functions folded into HELPER. */
export const FOLDED = `#include "one.h"\n\n${HELPER}\n${REST.replace("one_enable(one)", "one_set(one, 1)").replace("one_disable(one)", "one_set(one, 2)")}`;

export const TWO = `#include "one.h"

static int two_wait(struct one *one)
{
	int i;

	for (i = 0; i < 10; i++)
		if (read_reg(one->regs, 0x20))
			return 0;
	return -110;
}

int two_start(struct one *one)
{
	return two_wait(one) ? -1 : 1;
}
`;

export const THREE = `#include "../one.h"
const char three_name[] = NAME;
int three(struct one *one) { return one->mode; }
`;

/** A fresh tree. */
export function plainTree(): string {
  const folder = scratchFolder();
  writeFiles(folder, {
    Makefile: MAKEFILE,
    "include/io.h":
      "void write_reg(void *regs, unsigned int at, unsigned int value);\nunsigned int read_reg(void *regs, unsigned int at);\n",
    "drivers/one.h": HEADER,
    "drivers/one.c": ONE,
    "drivers/two.c": TWO,
    "drivers/sub/three.c": THREE,
    "drivers/unlisted.c": "int unlisted;\n",
  });
  return folder;
}
