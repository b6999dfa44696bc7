// SPDX-License-Identifier: GPL-2.0
/*
 * The machine's first and only process. It reads /steps and does what each line
 * says; it needs no C library, so that it can be built wherever the kernel can.
 *
 *	load FILE OPTIONS	a module
 *	unload NAME		a module
 *	say, set, memory, irq	to /proc/kindred, as they stand
 *	before COMMAND		likewise, before each interrupt from now on
 *	sleep MILLISECONDS	lets timers and work queues of the driver run
 *	net COMMANDS		opens every network interface; see exercise_interface()
 */
#include <asm/unistd.h>
#include <linux/fcntl.h>
#include <linux/mount.h>
#include <linux/reboot.h>

#include "init.h"

static char steps[1 << 16];

static bool is_step(const char *line, const char *word, const char **rest)
{
	while (*word && *line == *word) {
		line++;
		word++;
	}
	if (*word || (*line && *line != ' '))
		return false;
	*rest = *line ? line + 1 : line;
	return true;
}

static void load_module(char *line)
{
	char *options = line;
	long fd, result;

	while (*options && *options != ' ')
		options++;
	if (*options)
		*options++ = 0;
	fd = syscall3(__NR_open, (long)line, O_RDONLY, 0);
	result = fd < 0 ? fd : syscall3(__NR_finit_module, fd, (long)options, 0);
	report("load", line, result);
}

static void take_step(char *line)
{
	const char *rest;

	if (is_step(line, "load", &rest))
		load_module((char *)rest);
	else if (is_step(line, "unload", &rest))
		report("unload", rest, syscall3(__NR_delete_module, (long)rest, O_NONBLOCK, 0));
	else if (is_step(line, "sleep", &rest))
		sleep_ms(to_number(rest));
	else if (is_step(line, "before", &rest))
		tell_before_interrupt(rest);
	else if (is_step(line, "net", &rest))
		exercise_network();
	else
		tell(line);
}

static void take_steps(long size)
{
	char *line = steps;
	long i;

	for (i = 0; i < size; i++) {
		if (steps[i] != '\n')
			continue;
		steps[i] = 0;
		if (*line)
			take_step(line);
		line = steps + i + 1;
	}
}

static long run(void)
{
	long fd, size;

	if (syscall6(__NR_mount, (long)"proc", (long)"/proc", (long)"proc", 0, 0, 0) < 0)
		return 2;
	fd = syscall3(__NR_open, (long)"/steps", O_RDONLY, 0);
	if (fd < 0)
		return 3;
	size = syscall3(__NR_read, fd, (long)steps, sizeof(steps));
	take_steps(size);
	tell("say end");
	return syscall3(__NR_reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2,
			LINUX_REBOOT_CMD_POWER_OFF);
}

__attribute__((force_align_arg_pointer)) void start(void)
{
	syscall3(__NR_exit, run(), 0, 0);
}
