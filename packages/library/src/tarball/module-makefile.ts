import { readBuildLines, sourcesByObject } from "../check/build-lines.ts";
import type { LibraryFiles } from "../files/library-files.ts";

/** The folder in which the tarball's modules are built. */
export const MODULE_FOLDER = "module";

/** Top Makefile of a tarball: builds the modules against a prepared kernel. */
export const TOP_MAKEFILE = `# SPDX-License-Identifier: GPL-2.0
KDIR ?= /lib/modules/$(shell uname -r)/build

modules clean modules_install:
	$(MAKE) -C $(KDIR) M=$(CURDIR)/${MODULE_FOLDER} $@

.PHONY: modules clean modules_install
`;

/** Kbuild file that builds the library outside of a kernel tree; the test only where the kernel has KUnit. */
export function moduleMakefile(files: LibraryFiles): string {
  const sources = sourcesByObject(files);
  const objects = readBuildLines(files).lines.map((line) => line.object);
  const isTest = (object: string) => sources.get(object)!.startsWith("kunit/");
  const plain = objects.filter((object) => !isTest(object));
  const tests = objects.filter(isTest);
  const part = (object: string) => `${object}-y := ../${sources.get(object)!.replace(/\.c$/, ".o")}`;
  return [
    "# SPDX-License-Identifier: GPL-2.0",
    "ccflags-y += -I$(src)/../include",
    "",
    `obj-m += ${plain.map((object) => `${object}.o`).join(" ")}`,
    ...plain.map(part),
    "",
    "ifneq ($(CONFIG_KUNIT),)",
    `obj-m += ${tests.map((object) => `${object}.o`).join(" ")}`,
    ...tests.map(part),
    "endif",
    "",
  ].join("\n");
}
