import { expect, test } from "vitest";
import type { RefusalReason } from "../src/refusal.ts";
import { applyPlans } from "./support/apply-plan.ts";
import { FUNCTIONS_ONLY, familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const A = "drivers/net/gull/gull-rx.c";
const B = "drivers/net/gull/gull-tx.c";
const HEADER = "drivers/net/gull/gull.h";
const MAKEFILE = "drivers/net/gull/Makefile";

const HEADER_TEXT = `/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _GULL_H
#define _GULL_H

#include <stdio.h>

#define GULL_RX 3
#define GULL_TX 5

struct gull {
	int regs[8];
};

int gull_rx(struct gull *gull);
int gull_tx(struct gull *gull);

#endif
`;

const body = (reg: string): string => `{
	int i, sum = 0;

	for (i = 0; i < 8; i++) {
		gull->regs[i] += level;
		sum += gull->regs[i] ^ ${reg};
	}
	if (sum > 40)
		sum -= 40;
	printf("%d\\n", sum);
	gull->regs[${reg}] = sum;
	return sum;
}
`;

const FILES: Readonly<Record<string, string>> = {
  [HEADER]: HEADER_TEXT,
  [MAKEFILE]: "obj-$(CONFIG_GULL) += gull.o\ngull-y := gull-rx.o \\\n\tgull-tx.o\n",
  [A]: `#include "gull.h"\n\nstatic int gull_rx_fill(struct gull *gull, int level)\n${body("GULL_RX")}
int gull_rx(struct gull *gull)\n{\n\treturn gull_rx_fill(gull, 1);\n}\n`,
  [B]: `#include "gull.h"\n\nstatic int gull_tx_fill(struct gull *gull, int level)\n${body("GULL_TX")}
int (*gull_fill)(struct gull *, int) = gull_tx_fill;

int gull_tx(struct gull *gull)\n{\n\treturn gull_fill(gull, 2);\n}\n`,
};

const MAIN = `#include "gull.h"

int main(void)
{
	struct gull gull = { { 1, 2, 3 } };

	for (int i = 0; i < 20; i++)
		printf("%d %d\\n", gull_rx(&gull), gull_tx(&gull));
	return 0;
}
`;

const foldGull = (files: Readonly<Record<string, string>>) =>
  fold(files, [familyOf(files, `${A}:gull_rx_fill`, `${B}:gull_tx_fill`)], FUNCTIONS_ONLY);

/** The C of a tree under its base names, with a main(). */
const program = (files: Readonly<Record<string, string>>): Record<string, string> => ({
  "main.c": MAIN,
  ...Object.fromEntries([A, B, HEADER].map((path) => [path.split("/").at(-1)!, files[path]])),
});

test("members in two files of a module get a function with a prototype in their header", async () => {
  const { plans, skipped } = await foldGull(FILES);
  expect(skipped).toEqual([]);
  const after = applyPlans(FILES, plans);
  expect(plans[0].helper).toBe("gull_fill_common");
  expect(plans[0].files.map(({ file }) => file)).toEqual([A, B, HEADER]);
  expect(after[HEADER]).toContain(
    "int gull_rx(struct gull *gull);\nint gull_fill_common(struct gull *gull, int level, int ",
  );
  expect(plans[0].removedFunctions).toEqual(["gull_rx_fill"]);
  expect(plans[0].subject).toBe("net: gull: Factor out gull_fill_common()");
  expect(runC(program(after))).toBe(runC(program(FILES)));
});

test("a helper that all its users are to see stands whole in their header, where that is wanted", async () => {
  const quiet = (path: string): string =>
    `// SPDX-License-Identifier: GPL-2.0\n${FILES[path]!.replace(/printf\(.*\);/, "sum ^= level;")}`;
  const files = { ...FILES, [A]: quiet(A), [B]: quiet(B) };
  const families = [familyOf(files, `${A}:gull_rx_fill`, `${B}:gull_tx_fill`)];
  const { plans, skipped } = await fold(files, families, { ...FUNCTIONS_ONLY, inHeader: true });
  expect(skipped).toEqual([]);
  expect(plans[0].helperFile).toBe(HEADER);
  const after = applyPlans(files, plans);
  expect(after[HEADER]).toMatch(
    /static inline int gull_fill_common\(struct gull \*gull, int level,\s+int \w+\)\n\{/,
  );
  expect(runC(program(after))).toBe(runC(program(files)));
});

test("a header that lacks the types is passed over for the next that all members include", async () => {
  const plain = "drivers/net/gull/gull-regs.h";
  const includesBoth = (path: string): string => `#include "gull-regs.h"\n${FILES[path]}`;
  const text = "#ifndef _GULL_REGS_H\n#define _GULL_REGS_H\nint gull_reg(int at);\n#endif\n";
  const { plans } = await foldGull({ ...FILES, [plain]: text, [A]: includesBoth(A), [B]: includesBoth(B) });
  expect(plans[0].files.map(({ file }) => file)).toEqual([A, B, HEADER]);
});

/** Functions that take a structure and a type of their own as well. */
const withPlan = (path: string): string =>
  FILES[path]!.replace(/, int level\)\n\{/g, ", struct plan *plan, plan_t *more, int level)\n{")
    .replace("*gull_fill)(struct gull *, int)", "*gull_fill)(struct gull *, struct plan *, plan_t *, int)")
    .replace(/(fill\(gull), (\d)/g, "$1, 0, 0, $2");

test("a structure of which the header has only a member of that name is declared ahead of the prototype", async () => {
  const files = {
    ...FILES,
    [HEADER]: HEADER_TEXT.replace("struct gull {", "struct other {\n\tint plan;\n};\n\nstruct gull {"),
    [A]: withPlan(A).replaceAll("plan_t", "struct plan").replace("\n\n", "\n\nstruct plan;\n\n"),
    [B]: withPlan(B).replaceAll("plan_t", "struct plan").replace("\n\n", "\n\nstruct plan;\n\n"),
  };
  const { plans, skipped } = await foldGull(files);
  expect(skipped).toEqual([]);
  const after = applyPlans(files, plans);
  expect(after[HEADER]).toContain("struct plan;\nint gull_fill_common(");
  expect(runC(program(after))).toBe(runC(program(files)));
});

test("a type of a header that includes the prototype's own is not in sight there", async () => {
  const types = "drivers/net/gull/gull-types.h";
  const files = {
    ...FILES,
    [HEADER]: HEADER_TEXT.replace("#include <stdio.h>", '#include <stdio.h>\n#include "gull-types.h"'),
    [types]: `#ifndef _T_H\n#define _T_H\n#include "gull.h"\nstruct plan;\ntypedef int plan_t;\n#include "gull-late.h"\n#endif\n`,
    "drivers/net/gull/gull-late.h": "int gull_late(plan_t plan, struct plan *other);\n",
    [A]: withPlan(A).replace("gull.h", "gull-types.h"),
    [B]: withPlan(B).replace("gull.h", "gull-types.h"),
  };
  const { skipped } = await foldGull(files);
  expect(skipped.map(({ reason }) => reason)).toEqual(["type-not-in-header"]);
});

test("a function that an included C file calls stays", async () => {
  const files = {
    ...FILES,
    [A]: `${FILES[A]}\n#include "selftest.c"\n`,
    "drivers/net/gull/selftest.c": "int test(struct gull *gull)\n{\n\treturn gull_rx_fill(gull, 3);\n}\n",
  };
  const { plans } = await foldGull(files);
  expect(plans.map(({ removedFunctions }) => removedFunctions)).toEqual([[]]);
  expect(applyPlans(files, plans)[A]).toContain("static int gull_rx_fill(");
});

test("copies under one name keep it", async () => {
  const files = {
    ...FILES,
    [B]: FILES[B]
      .replaceAll("gull_tx_fill", "gull_rx_fill")
      .replace(/gull_fill\)?\(.*|int \(\*gull_fill.*\n/g, ""),
  };
  files[B] = `${FILES[A].replace("int gull_rx(", "int gull_tx(")}`;
  const { plans } = await fold(files, [familyOf(files, `${A}:gull_rx_fill`, `${B}:gull_rx_fill`)]);
  const after = applyPlans(files, plans);
  expect(plans[0].helper).toBe("gull_rx_fill");
  expect(after[B]).not.toContain("int i, sum");
  expect(runC(program(after))).toBe(runC(program(files)));
});

interface Refused {
  readonly name: string;
  readonly reason: RefusalReason;
  readonly change: Readonly<Record<string, string>>;
}

const USE = (text: string, use: string): string => text.replace("\treturn sum;", `\t${use}\n\treturn sum;`);

const CASES: readonly Refused[] = [
  {
    name: "objects under two conditions",
    reason: "conditional-object",
    change: { [MAKEFILE]: "gull-$(CONFIG_A) += gull-rx.o\ngull-$(CONFIG_B) += gull-tx.o\n" },
  },
  {
    name: "no header in common",
    reason: "no-common-header",
    change: {
      [B]: FILES[B].replace("gull.h", "gull-tx.h"),
      "drivers/net/gull/gull-tx.h": '#ifdef CONFIG_X\n#include "gull.h"\n#endif\n',
    },
  },
  {
    name: "a header included under a condition",
    reason: "no-common-header",
    change: { [B]: FILES[B].replace('#include "gull.h"', '#ifdef CONFIG_X\n#include "gull.h"\n#endif') },
  },
  {
    name: "a macro of one file alone",
    reason: "uses-file-scope-names",
    change: {
      [A]: `#define GULL_STEP 4\n${USE(FILES[A], "sum += GULL_STEP;")}`,
      [B]: `#define GULL_STEP 5\n${USE(FILES[B], "sum += GULL_STEP;")}`,
    },
  },
  {
    name: "a static function of each file",
    reason: "uses-file-scope-names",
    change: {
      [A]: `static int step(void)\n{\n\treturn 1;\n}\n${USE(FILES[A], "sum += step();")}`,
      [B]: `static int step(void)\n{\n\treturn 2;\n}\n${USE(FILES[B], "sum += step();")}`,
    },
  },
  {
    name: "a static variable of each file",
    reason: "uses-file-scope-names",
    change: {
      [A]: `static int calls;\n${USE(FILES[A], "calls++;")}`,
      [B]: `static int calls;\n${USE(FILES[B], "calls++;")}`,
    },
  },
  {
    name: "a lock that a macro defines",
    reason: "uses-file-scope-names",
    change: {
      [A]: `static DEFINE_MUTEX(gull_lock);\n${USE(FILES[A], "mutex_lock(&gull_lock);")}`,
      [B]: `static DEFINE_MUTEX(gull_lock);\n${USE(FILES[B], "mutex_lock(&gull_lock);")}`,
    },
  },
  {
    name: "a struct of each file",
    reason: "uses-file-scope-names",
    change: {
      [A]: `struct step {\n\tint a;\n};\n${USE(FILES[A], "sum += sizeof(struct step);")}`,
      [B]: `struct step {\n\tlong a;\n};\n${USE(FILES[B], "sum += sizeof(struct step);")}`,
    },
  },
  {
    name: "a static variable whose name the header has for a member",
    reason: "uses-file-scope-names",
    change: {
      [HEADER]: HEADER_TEXT.replace("int regs[8];", "int regs[8];\n\tint calls;"),
      [A]: `static int calls;\n${USE(FILES[A], "calls++;")}`,
      [B]: `static int calls;\n${USE(FILES[B], "calls++;")}`,
    },
  },
  {
    name: "a table with a type of its own",
    reason: "uses-file-scope-names",
    change: {
      [A]: `static const struct {\n\tint at;\n} steps[] = { { 1 } };\n${USE(FILES[A], "sum += steps[0].at;")}`,
      [B]: `static const struct {\n\tint at;\n} steps[] = { { 2 } };\n${USE(FILES[B], "sum += steps[0].at;")}`,
    },
  },
  {
    name: "a macro of the header that leads to one of each file",
    reason: "uses-file-scope-names",
    change: {
      [HEADER]: HEADER_TEXT.replace(
        "#define GULL_RX",
        "#define GULL_READ(at) (GULL_BASE + (at))\n#define GULL_RX",
      ),
      [A]: `#define GULL_BASE 4\n${USE(FILES[A], "sum += GULL_READ(1);")}`,
      [B]: `#define GULL_BASE 5\n${USE(FILES[B], "sum += GULL_READ(1);")}`,
    },
  },
  {
    name: "a macro that two headers define",
    reason: "definitions-differ",
    change: {
      "drivers/net/gull/rx-regs.h": "#define GULL_STEP 4\n",
      "drivers/net/gull/tx-regs.h": "#define GULL_STEP 5\n",
      [A]: `#include "rx-regs.h"\n${USE(FILES[A], "sum += GULL_STEP;")}`,
      [B]: `#include "tx-regs.h"\n${USE(FILES[B], "sum += GULL_STEP;")}`,
    },
  },
  {
    name: "a name that a macro pastes together, of two headers",
    reason: "definitions-differ",
    change: {
      [HEADER]: HEADER_TEXT.replace("#define GULL_RX", "#define MASK(a, b) a##_##b##_MASK\n#define GULL_RX"),
      "drivers/net/gull/rx-regs.h": "#define SETUP_IOC_MASK 4\n",
      "drivers/net/gull/tx-regs.h": "#define SETUP_IOC_MASK 5\n",
      [A]: `#include "rx-regs.h"\n${USE(FILES[A], "sum += MASK(SETUP, IOC);")}`,
      [B]: `#include "tx-regs.h"\n${USE(FILES[B], "sum += MASK(SETUP, IOC);")}`,
    },
  },
  {
    name: "a register that headers out of sight may define",
    reason: "definitions-differ",
    change: {
      [A]: `#include "generated/rx.h"\n${USE(FILES[A], "sum += mmGULL_STEP;")}`,
      [B]: `#include "generated/tx.h"\n${USE(FILES[B], "sum += mmGULL_STEP;")}`,
    },
  },
  {
    name: "another prefix of messages",
    reason: "definitions-differ",
    change: {
      [A]: `#define pr_fmt(fmt) "rx: " fmt\n${USE(FILES[A], 'pr_info("on\\n");')}`,
      [B]: `#define pr_fmt(fmt) "tx: " fmt\n${USE(FILES[B], 'pr_info("on\\n");')}`,
    },
  },
  {
    name: "debug messages on in one file",
    reason: "definitions-differ",
    change: {
      [A]: `#define DEBUG\n${USE(FILES[A], 'dev_dbg(0, "on\\n");')}`,
      [B]: USE(FILES[B], 'dev_dbg(0, "on\\n");'),
    },
  },
  {
    name: "another order of 64-bit accesses",
    reason: "definitions-differ",
    change: {
      [A]: `#include <linux/io-64-nonatomic-lo-hi.h>\n${USE(FILES[A], "writeq(1, 0);")}`,
      [B]: `#include <linux/io-64-nonatomic-hi-lo.h>\n${USE(FILES[B], "writeq(1, 0);")}`,
    },
  },
  {
    name: "a parameter's type that the header does not know",
    reason: "type-not-in-header",
    change: Object.fromEntries(
      [A, B].map((path) => [path, FILES[path].replace("int level)", "other_t *other, int level)")]),
    ),
  },
];

test.each(CASES)("$name: $reason", async ({ reason, change }) => {
  const { plans, skipped } = await foldGull({ ...FILES, ...change });
  expect(plans).toEqual([]);
  expect(skipped.map((each) => each.reason)).toEqual([reason]);
});

test("a header is in sight through another one, and where the Makefile says to look", async () => {
  const { [HEADER]: header, ...files } = FILES;
  const { plans } = await foldGull({
    ...files,
    [MAKEFILE]: `${FILES[MAKEFILE]}ccflags-y += -I$(src)/inc\n`,
    "drivers/net/gull/inc/gull.h": header,
    "drivers/net/gull/gull-tx.h": '#ifndef TX\n#define TX\n#include "gull.h"\n#endif\n',
    [B]: FILES[B].replace("gull.h", "gull-tx.h"),
    [A]: FILES[A].replace('"gull.h"', "<gull.h>"),
  });
  expect(plans.map(({ files }) => files.map(({ file }) => file))).toEqual([
    [A, B, "drivers/net/gull/inc/gull.h"],
  ]);
});

test("a structure that a prototype points to is declared where the header does not know it", async () => {
  const { plans } = await foldGull({
    ...FILES,
    ...Object.fromEntries(
      [A, B].map((path) => [path, FILES[path].replace("int level)", "struct other *other, int level)")]),
    ),
  });
  expect(plans.map(({ helperText }) => helperText)).toEqual([
    expect.stringContaining(
      "struct other;\nint gull_fill_common(struct gull *gull, struct other *other, int level,\n",
    ),
  ]);
});

test("files that are compiled with other flags share no code", async () => {
  const { skipped } = await foldGull({
    ...FILES,
    [MAKEFILE]: `${FILES[MAKEFILE]}CFLAGS_gull-rx.o := $(fpu_flags)\n`,
  });
  expect(skipped.map(({ reason }) => reason)).toEqual(["configuration-differs"]);
});

test("many prototypes go into one header that has room for one", async () => {
  const drain = (side: string): string => `
static int gull_${side}_drain(struct gull *gull, int level)
${body(`GULL_${side.toUpperCase()}`).replace("+= level", "-= level")}
int gull_${side}_empty(struct gull *gull)\n{\n\treturn gull_${side}_drain(gull, 1);\n}\n`;
  const files = {
    ...FILES,
    [A]: FILES[A] + drain("rx"),
    [B]: FILES[B] + drain("tx"),
    [HEADER]: HEADER_TEXT.replace("int gull_tx(struct gull *gull);\n", ""),
  };
  const { plans, skipped } = await fold(
    files,
    [
      familyOf(files, `${A}:gull_rx_fill`, `${B}:gull_tx_fill`),
      { ...familyOf(files, `${A}:gull_rx_drain`, `${B}:gull_tx_drain`), id: "K-00000002" },
    ],
    { strategies: ["parameterised-function"] },
  );
  expect(skipped).toEqual([]);
  const header = applyPlans(files, plans)[HEADER];
  // As the folds' codemods do, one after the other: each puts its own right behind the anchor.
  expect(header).toMatch(
    /int gull_rx\(struct gull \*gull\);\nint gull_drain\w*\([^;]*;\nint gull_fill_common\(/,
  );
});

test("a family over two modules is folded inside each file that has two of its members", async () => {
  const second = FILES[A]
    .replace(
      /static int gull_rx_fill[\s\S]*?\n}\n/,
      (text) => `${text}\n${text.replace("gull_rx_fill", "gull_rx_drain").replaceAll("GULL_RX", "GULL_TX")}`,
    )
    .replace("return gull_rx_fill(gull, 1);", "return gull_rx_fill(gull, 1) + gull_rx_drain(gull, 1);");
  const files = { ...FILES, [A]: second, [MAKEFILE]: "" };
  const family = familyOf(files, `${A}:gull_rx_drain`, `${A}:gull_rx_fill`, `${B}:gull_tx_fill`);
  const { plans } = await fold(files, [family], FUNCTIONS_ONLY);
  expect(plans.map((plan) => plan.family.members.map((member) => member.function))).toEqual([
    ["gull_rx_drain", "gull_rx_fill"],
  ]);
  expect(runC(program(applyPlans(files, plans)))).toBe(runC(program(files)));
});

test("a statement under a flag uses only what the headers of every member's file declare", async () => {
  const flagged = (call: string, header: string) => ({
    ...FILES,
    [HEADER]: HEADER_TEXT.replace("struct gull {", `${header}struct gull {`),
    "drivers/net/gull/gull-hw.h": "void gull_hw_kick(struct gull *gull);\n",
    [A]: FILES[A].replaceAll("GULL_RX", "4"),
    [B]: FILES[B]
      .replaceAll("GULL_TX", "4")
      .replace('#include "gull.h"\n', '#include "gull.h"\n#include "gull-hw.h"\n')
      .replace("\treturn sum;", `\t${call}\n\treturn sum;`),
  });
  const flagsOf = async (files: Readonly<Record<string, string>>): Promise<string[]> =>
    (await foldGull(files)).plans.map(({ helperText }) => /\bbool \w+/.exec(helperText)?.[0] ?? "");
  expect(await flagsOf(flagged("gull->regs[0] = 1;", ""))).toEqual(["bool is_tx"]);
  expect(await flagsOf(flagged("gull_hw_kick(gull);", ""))).not.toContain("bool is_tx");
  expect(
    await flagsOf(flagged("gull_hw_kick(gull);", "struct gull;\nvoid gull_hw_kick(struct gull *gull);\n")),
  ).toEqual(["bool is_tx"]);
});
