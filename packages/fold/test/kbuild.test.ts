import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBuildFinder } from "../src/kbuild/build-finder.ts";
import { expandWords } from "../src/kbuild/expand-words.ts";
import { kbuildObjects } from "../src/kbuild/kbuild-objects.ts";
import { readMakefile } from "../src/kbuild/read-makefile.ts";
import { memoryTree } from "./support/memory-tree.ts";

function objectsOf(folder: string, files: Readonly<Record<string, string>>): string[] {
  const objects = kbuildObjects(folder, readMakefile(folder, memoryTree(files))!);
  return objects.map(({ source, module, condition }) => `${module}: ${source} ${condition}`.trim()).sort();
}

test("reads composite and single modules, continuations and conditions", () => {
  const makefile = `# comment
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
`;
  expect(objectsOf("d", { "d/Makefile": makefile })).toEqual([
    "bar: d/bar.c",
    "foo: d/after.c",
    "foo: d/core/ring.c",
    "foo: d/debugfs.c ifdef CONFIG_DEBUG_FS",
    "foo: d/late.c",
    "foo: d/main.c",
    "foo: d/ptp.c $(CONFIG_PTP)",
    "foo: d/stub.c !(ifdef CONFIG_DEBUG_FS)",
  ]);
});

test("a driver whose Makefiles include each other and compose their lists is one module", () => {
  const files = {
    "drivers/gpu/big/core/Makefile": `TOP = $(src)/..
PARTS_PATH = ../parts
LIBS = one two
obj-m += big.o
big-y := main.o
include $(addsuffix /Makefile, $(addprefix $(TOP)/parts/,$(LIBS)))
ccflags-y := -I$(TOP)/include -I$(srctree)/drivers/gpu/shared
big-y += $(ALL_PARTS)
`,
    "drivers/gpu/big/parts/one/Makefile": `ONE = a.o b.o
ALL_PARTS += $(addprefix $(PARTS_PATH)/one/,$(ONE))
CFLAGS_$(PARTS_PATH)/one/a.o := $(fpu_flags)
`,
    "drivers/gpu/big/parts/two/Makefile": `TWO = c.o
ifdef CONFIG_TWO
TWO += d.o
endif
ALL_PARTS += $(addprefix $(PARTS_PATH)/two/,$(TWO))
`,
    "drivers/gpu/big/parts/one/a.c": "",
  };
  const find = createBuildFinder(memoryTree(files));
  const module = { id: "drivers/gpu/big/core/big", condition: "" };
  expect(find("drivers/gpu/big/core/main.c").modules).toEqual([module]);
  expect(find("drivers/gpu/big/parts/one/b.c")).toEqual({
    modules: [module],
    includePaths: ["drivers/gpu/big/include", "drivers/gpu/shared"],
    ownFlags: "",
  });
  expect(find("drivers/gpu/big/parts/one/a.c").ownFlags).toContain("$(fpu_flags)");
  expect(find("drivers/gpu/big/parts/two/d.c").modules).toEqual([
    { ...module, condition: "ifdef CONFIG_TWO" },
  ]);
  expect(find("drivers/gpu/big/parts/two/e.c").modules).toEqual([]);
});

test("a Makefile of a folder above may list the file", () => {
  const find = createBuildFinder(
    memoryTree({ "drivers/net/eth/Makefile": "eth-y += main.o en/fs.o\nobj-m += eth.o\n" }),
  );
  for (const file of ["en/fs.c", "main.c"])
    expect(find(`drivers/net/eth/${file}`).modules).toEqual([{ id: "drivers/net/eth/eth", condition: "" }]);
  expect(find("drivers/net/eth/other.c").modules).toEqual([]);
});

describe("hostile Makefiles", () => {
  test("variables that double themselves, endless includes and odd references end", () => {
    const doubling = `a = x\n${"a = $(a) $(a)\n".repeat(60)}`;
    const looping = "include $(src)/Makefile\n";
    const nesting = `b = ${"$(addprefix a,".repeat(5_000)}\n`;
    const long = `c = ${"y".repeat(1_000_000)}\n$(c)$(c) = 1\n`;
    const tree = memoryTree({ "d/Makefile": doubling + looping + nesting + long });
    expect(readMakefile("d", tree)!.get("a")!.length).toBeLessThan(30_000);
  });

  test("any value expands to words without blanks", () => {
    const variables = new Map([["V", [{ text: "v", condition: "" }]]]);
    const piece = fc.constantFrom("$", "(", ")", "V", " ", ",", "addprefix ", "x.o", "{", "}", "$(V)");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        for (const { text } of expandWords(pieces.join(""), variables)) expect(text).not.toBe("");
      }),
    );
  });
});
