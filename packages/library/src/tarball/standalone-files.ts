import { readBuildLines, sourcesByObject } from "../check/build-lines.ts";
import type { LibraryFiles } from "../files/library-files.ts";

/** The folder in which the tarball's modules are built. */
export const MODULE_FOLDER = "module";

/** Top Makefile of a tarball: builds the modules against a prepared kernel. */
const TOP_MAKEFILE = `# SPDX-License-Identifier: GPL-2.0
KDIR ?= /lib/modules/$(shell uname -r)/build

modules clean modules_install:
	$(MAKE) -C $(KDIR) M=$(CURDIR)/${MODULE_FOLDER} $@

.PHONY: modules clean modules_install
`;

/** The library's files with what builds them outside of a kernel tree. */
export function standaloneFiles(files: LibraryFiles): LibraryFiles {
  return new Map([
    ...files,
    ["Makefile", TOP_MAKEFILE],
    [`${MODULE_FOLDER}/Makefile`, moduleMakefile(files)],
  ]);
}

/** Objects of the library without its tests, without `.o`. */
export function libraryObjects(files: LibraryFiles): string[] {
  const sources = sourcesByObject(files);
  return readBuildLines(files)
    .lines.map((line) => line.object)
    .filter((object) => sources.get(object)!.startsWith("src/"));
}

/** Kbuild file that builds the library outside of a kernel tree; the test only where the kernel has KUnit. */
function moduleMakefile(files: LibraryFiles): string {
  const sources = sourcesByObject(files);
  const objects = readBuildLines(files).lines.map((line) => line.object);
  const plain = libraryObjects(files);
  const tests = objects.filter((object) => !plain.includes(object));
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
