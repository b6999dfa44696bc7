// SPDX-License-Identifier: GPL-2.0
/* Puts the parts together; what is built in what order matters only here. */
#include <linux/module.h>

#include "kindred.h"

static int __init kindred_init(void)
{
	int err = kindred_windows_init();

	if (!err)
		err = kindred_registers_init();
	if (err)
		return err;
	kindred_config_init();
	err = kindred_device_init();
	if (!err)
		err = kindred_control_init();
	return err;
}
module_init(kindred_init);

MODULE_DESCRIPTION("A PCI device made of registers in memory, with a trace");
MODULE_LICENSE("GPL");
