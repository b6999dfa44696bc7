import type { CText, TreeReader } from "@kindred/c-source";

/** A kernel of a few files. */
export function memoryTree(files: Readonly<Record<string, CText>>): TreeReader {
  return {
    root: "/kernel",
    readText: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    list: () => [],
  };
}

/** Enough of a kernel for a watchdog library. */
export const WATCHDOG_KERNEL: Readonly<Record<string, CText>> = {
  Makefile: "# SPDX-License-Identifier: GPL-2.0\nVERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 7\n",
  MAINTAINERS: [
    "List of maintainers",
    "===================",
    "",
    "Maintainers List",
    "----------------",
    "",
    "ACME DRIVER",
    "M:\tAnn Acme <ann@acme.test>",
    "S:\tMaintained",
    "F:\tdrivers/acme/",
    "",
    "ZED DRIVER",
    "M:\tZoe Zed <zoe@zed.test>",
    "S:\tMaintained",
    "F:\tdrivers/zed/",
    "",
    "THE REST",
    "M:\tLee Last <lee@last.test>",
    "S:\tBuried alive in reporters",
    "F:\t*",
    "F:\t*/",
    "",
  ].join("\n"),
  "drivers/watchdog/Kconfig": [
    "menuconfig WATCHDOG",
    '\tbool "Watchdog"',
    "",
    "if WATCHDOG",
    "",
    "config WATCHDOG_CORE",
    '\ttristate "Core"',
    "\thelp",
    "\t  The core.",
    "",
    "\t  More about it.",
    "",
    "# Drivers",
    "",
    "config ACME_WDT",
    '\ttristate "Acme"',
    "",
    "endif # WATCHDOG",
    "",
  ].join("\n"),
  "drivers/watchdog/Makefile": [
    "# The core",
    "obj-$(CONFIG_WATCHDOG_CORE)\t+= watchdog.o",
    "",
    "watchdog-objs\t+= core.o dev.o",
    "",
    "# Drivers",
    "obj-$(CONFIG_ACME_WDT) += acme_wdt.o",
    "",
  ].join("\n"),
};
