import { expect, test } from "vitest";
import { parseKbuild } from "../src/place/kbuild.ts";
import { createModuleFinder } from "../src/place/linked-modules.ts";
import { memoryTree } from "./support/memory-tree.ts";

test("reads composite and single modules, continuations and conditions", () => {
  const objects = parseKbuild(`# comment
obj-$(CONFIG_FOO) += foo.o bar.o
foo-y := main.o \\
	 core/ring.o
foo-objs += late.o
foo-$(CONFIG_PTP) += ptp.o
ifdef CONFIG_DEBUG_FS
foo-y += debugfs.o
else
foo-y += stub.o
endif
foo-y += after.o
ccflags-y := -I$(src)
subdir-ccflags-y += x.o
`);
  expect(objects.map(({ source, module, condition }) => `${module}: ${source} ${condition}`.trim())).toEqual([
    "foo: main.c",
    "foo: core/ring.c",
    "foo: late.c",
    "foo: ptp.c $(CONFIG_PTP)",
    "foo: debugfs.c ifdef CONFIG_DEBUG_FS",
    "foo: stub.c !(ifdef CONFIG_DEBUG_FS)",
    "foo: after.c",
    "bar: bar.c",
  ]);
});

test("a Makefile of a folder above may list the file", () => {
  const find = createModuleFinder(
    memoryTree({ "drivers/net/eth/Makefile": "eth-y += main.o en/fs.o\nobj-m += eth.o\n" }),
  );
  expect(find("drivers/net/eth/en/fs.c")).toEqual([{ id: "drivers/net/eth/eth", condition: "" }]);
  expect(find("drivers/net/eth/main.c")).toEqual([{ id: "drivers/net/eth/eth", condition: "" }]);
  expect(find("drivers/net/eth/other.c")).toEqual([]);
});
