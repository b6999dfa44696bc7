import type { Family } from "@kindred/clones";
import { reuseFamilies } from "@kindred/fold";
import { expect, test } from "vitest";
import type { RefusalReason } from "../src/refusal.ts";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold, memoryTree } from "./support/memory-tree.ts";

const CORE = "drivers/fowl/core.c";
const GULL = "drivers/fowl/gull/gull.c";
const HEADER = "include/linux/fowl.h";

const body = (fowl: string): string => `{
	struct nest *nest = fowl_nest(${fowl});
	int eggs = nest->eggs;

	if (nest->broken)
		return -EINVAL;
	return eggs;
}
`;

const FILES: Readonly<Record<string, string>> = {
  [HEADER]: `#ifndef _LINUX_FOWL_H
#define _LINUX_FOWL_H
struct nest *fowl_nest(struct fowl *fowl);
int fowl_eggs(struct fowl *fowl);
#endif
`,
  "drivers/Makefile": "obj-y	+= fowl/\n",
  "drivers/Kconfig": 'source "drivers/fowl/Kconfig"\n',
  "drivers/fowl/Makefile": "obj-$(CONFIG_FOWL) += core.o\nobj-$(CONFIG_GULL) += gull/\n",
  "drivers/fowl/Kconfig": `config FOWL
	tristate "Fowl"
	help
	  config GULL is what you want.

if FOWL

source "drivers/fowl/gull/Kconfig"

endif
`,
  "drivers/fowl/gull/Makefile": "obj-$(CONFIG_GULL) += gull.o\n",
  "drivers/fowl/gull/Kconfig": 'config GULL\n\ttristate "Gulls"\n\tdepends on PCI\n',
  [CORE]: `#include <linux/fowl.h>

struct nest *fowl_nest(struct fowl *fowl)
{
	return fowl->nest;
}
EXPORT_SYMBOL_GPL(fowl_nest);

int fowl_eggs(struct fowl *fowl)
${body("fowl")}EXPORT_SYMBOL_GPL(fowl_eggs);
`,
  [GULL]: `#include <linux/fowl.h>

/* Eggs that a gull has laid. */
static int gull_eggs(struct fowl *gull)
${body("gull")}
int gull_count(struct fowl *gull)
{
	return gull_eggs(gull) + gull_eggs(gull);
}

MODULE_DEVICE_TABLE(fowl, gull_ids);
MODULE_LICENSE("GPL");
`,
};

const reuse = (files: Readonly<Record<string, string>>, change: Partial<Family> = {}): Family => ({
  ...familyOf(files, `${GULL}:gull_eggs`),
  strategy: "existing-helper",
  existingHelper: { function: "fowl_eggs", file: CORE, startLine: 9 },
  ...change,
});

const foldReuse = (files: Readonly<Record<string, string>>) => fold(files, [reuse(files)]);

test("a single function that the tree has already goes, and its calls go to that", async () => {
  const { plans, skipped } = await foldReuse(FILES);
  expect(skipped).toEqual([]);
  const [plan] = plans;
  expect([plan.strategy, plan.helper, plan.helperFile]).toEqual(["existing-helper", "fowl_eggs", CORE]);
  expect(plan.removedFunctions).toEqual(["gull_eggs"]);
  expect(plan.helperText).toBe("");
  expect(plan.subject).toBe("fowl: gull: Use fowl_eggs()");
  const after = applyPlans(FILES, plans);
  expect(after[GULL]).toContain("return fowl_eggs(gull) + fowl_eggs(gull);");
  expect(after[GULL]).not.toMatch(/gull_eggs|laid/);
  expect(Object.keys(FILES).filter((path) => after[path] !== FILES[path])).toEqual([GULL]);
});

test("one whose address is taken passes its arguments on", async () => {
  const files = { ...FILES, [GULL]: `${FILES[GULL]}int (*eggs)(struct fowl *) = gull_eggs;\n` };
  const { plans } = await foldReuse(files);
  expect(plans[0].removedFunctions).toEqual([]);
  expect(applyPlans(files, plans)[GULL]).toContain(
    "static int gull_eggs(struct fowl *gull)\n{\n\treturn fowl_eggs(gull);\n}",
  );
});

test("the header that declares it is included", async () => {
  const files = {
    ...FILES,
    "include/linux/nests.h": "struct nest *fowl_nest(struct fowl *fowl);\n",
    [GULL]: FILES[GULL].replace("<linux/fowl.h>", "<linux/nests.h>"),
  };
  const { plans } = await foldReuse(files);
  expect(applyPlans(files, plans)[GULL]).toContain("#include <linux/fowl.h>\n#include <linux/nests.h>\n");
});

test("a static inline function of a header needs no module", async () => {
  const files = {
    ...FILES,
    "drivers/fowl/Kconfig": "",
    "include/linux/eggs.h": `#pragma once\n#include <linux/fowl.h>\nstatic inline int fowl_eggs(struct fowl *fowl)\n${body("fowl")}`,
  };
  const helper = { function: "fowl_eggs", file: "include/linux/eggs.h", startLine: 3 };
  const { plans } = await fold(files, [reuse(files, { existingHelper: helper })]);
  expect(applyPlans(files, plans)[GULL]).toContain("#include <linux/eggs.h>\n#include <linux/fowl.h>\n");
});

test("two folds may use one helper", async () => {
  const files = { ...FILES, "drivers/fowl/gull/owl.c": FILES[GULL].replaceAll("gull_", "owl_") };
  files["drivers/fowl/gull/Makefile"] = "obj-$(CONFIG_GULL) += gull.o owl.o\n";
  const owl = familyOf(files, "drivers/fowl/gull/owl.c:owl_eggs");
  const { plans } = await fold(files, [
    reuse(files),
    { ...reuse(files), id: "K-00000002", members: owl.members },
  ]);
  expect(plans.map(({ helper }) => helper)).toEqual(["fowl_eggs", "fowl_eggs"]);
});

interface Refused {
  readonly name: string;
  readonly reason: RefusalReason;
  readonly change: Readonly<Record<string, string>>;
}

const changed = (
  path: string,
  from: string | RegExp,
  to: string | ((text: string) => string),
): Record<string, string> => ({
  [path]: typeof to === "string" ? FILES[path].replace(from, to) : FILES[path].replace(from, to),
});

const CASES: readonly Refused[] = [
  {
    name: "another body",
    reason: "definitions-differ",
    change: changed(GULL, "return eggs", "return eggs + 1"),
  },
  {
    name: "another type",
    reason: "definitions-differ",
    change: changed(GULL, "static int gull_eggs", "static long gull_eggs"),
  },
  {
    name: "a helper that is gone",
    reason: "stale-family",
    change: changed(CORE, "int fowl_eggs", "int fowl_all_eggs"),
  },
  {
    name: "a helper that is not exported",
    reason: "helper-not-visible",
    change: changed(CORE, "EXPORT_SYMBOL_GPL(fowl_eggs);", ""),
  },
  {
    name: "a helper under a condition",
    reason: "helper-not-visible",
    change: changed(CORE, /int fowl_eggs[\s\S]*/, (text) => `#ifdef CONFIG_X\n${text}#endif\n`),
  },
  {
    name: "a helper that no header declares",
    reason: "helper-not-visible",
    change: changed(HEADER, "int fowl_eggs(struct fowl *fowl);\n", ""),
  },
  {
    name: "a helper that a header declares under a condition",
    reason: "helper-not-visible",
    change: changed(HEADER, /(int fowl_eggs.*)/, "#ifdef CONFIG_FOWL\n$1\n#endif"),
  },
  {
    name: "a header that counts on its users to include more",
    reason: "helper-not-visible",
    change: {
      "include/linux/nests.h": "struct nest *fowl_nest(struct fowl *fowl);\n",
      ...changed(HEADER, "int fowl_eggs", "struct coop {\n\tstruct fowl first;\n};\nint fowl_eggs"),
      ...changed(GULL, "<linux/fowl.h>", "<linux/nests.h>"),
    },
  },
  {
    name: "an export to modules under the GPL only",
    reason: "licences-differ",
    change: changed(GULL, '"GPL"', '"Proprietary"'),
  },
  {
    name: "a module that may be off",
    reason: "helper-may-be-off",
    change: changed("drivers/fowl/Kconfig", "if FOWL", "if FOWL || GEESE"),
  },
  {
    name: "a driver that may be built in while the helper is a module",
    reason: "helper-may-be-off",
    change: changed("drivers/fowl/gull/Kconfig", "tristate", "bool"),
  },
  {
    name: "a Makefile that lists the helper under two symbols",
    reason: "helper-may-be-off",
    change: changed("drivers/fowl/Makefile", "$", "obj-$(CONFIG_GEESE) += core.o\n"),
  },
  {
    name: "a macro that the driver defines",
    reason: "uses-file-scope-names",
    change: changed(GULL, "\n/* Eggs", "\n#define EINVAL 7\n\n/* Eggs"),
  },
  {
    name: "a macro of the driver's header",
    reason: "definitions-differ",
    change: {
      "drivers/fowl/gull/gull.h": "#define EINVAL 7\n",
      ...changed(GULL, "\n\n", '\n#include "gull.h"\n\n'),
    },
  },
  {
    name: "the name of the module",
    reason: "definitions-differ",
    change: Object.fromEntries(
      [CORE, GULL].map((path) => [
        path,
        FILES[path].replace("\treturn eggs;", '\tpr_info("eggs");\n\treturn eggs;'),
      ]),
    ),
  },
  {
    name: "a function of the driver that has the helper's name",
    reason: "no-free-name",
    change: changed(
      GULL,
      "MODULE_LICENSE",
      "static int fowl_eggs(void)\n{\n\treturn 0;\n}\n\nMODULE_LICENSE",
    ),
  },
];

test.each(CASES)("$name: $reason", async ({ reason, change }) => {
  const { plans, skipped } = await foldReuse({ ...FILES, ...change });
  expect(plans).toEqual([]);
  expect(skipped.map((each) => each.reason)).toEqual([reason]);
});

test("selecting the helper's symbol is as good as depending on it", async () => {
  const files = {
    ...FILES,
    ...changed("drivers/fowl/Kconfig", "if FOWL", "if PCI"),
    ...changed("drivers/fowl/gull/Kconfig", "depends on PCI", "select FOWL"),
  };
  expect((await foldReuse(files)).plans).toHaveLength(1);
  const maybe = { ...files, ...changed("drivers/fowl/gull/Kconfig", "depends on PCI", "select FOWL if PCI") };
  expect((await foldReuse(maybe)).skipped.map(({ reason }) => reason)).toEqual(["helper-may-be-off"]);
});

test("functions that find lists by themselves become families of one", () => {
  const tree = memoryTree(FILES);
  const listed = {
    function: "gull_eggs",
    file: "gull/gull.c",
    startLine: 4,
    helper: "fowl_eggs",
    helperFile: CORE,
  };
  const [family, ...more] = reuseFamilies({ families: [], reimplemented: [listed] }, tree, "drivers/fowl/");
  expect(more).toEqual([]);
  expect(family.id).toMatch(/^K-[0-9a-f]{8}$/);
  expect(family.members).toEqual([{ file: "gull/gull.c", startLine: 4, endLine: 12, function: "gull_eggs" }]);
  expect(family.existingHelper).toEqual({ function: "fowl_eggs", file: CORE, startLine: 9 });
  const known = { ...family, id: "K-00000001" };
  expect(reuseFamilies({ families: [known], reimplemented: [listed] }, tree, "drivers/fowl/")).toEqual([]);
  const moved = { ...listed, startLine: 5 };
  expect(reuseFamilies({ families: [], reimplemented: [moved] }, tree, "drivers/fowl/")).toEqual([]);
});
