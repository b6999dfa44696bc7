import { applyEdits } from "@kindred/c-source";
import type { Family } from "@kindred/clones";
import { expect, test } from "vitest";
import type { RefusalReason } from "../src/refusal.ts";
import { applyPlans } from "./support/apply-plan.ts";
import { FUNCTIONS_ONLY, familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";
import { runPlanCodemod } from "./support/run-plan-codemod.ts";

const A = "drivers/leds/leds-gull.c";
const B = "drivers/leds/leds-owl.c";
const C = "drivers/leds/leds-tern.c";
const DRIVERS = [A, B, C];
const COMMON = "drivers/leds/leds-common.h";
const SPDX = "SPDX-License-Identifier: GPL-2.0-only";

const TYPES = `#ifndef _LINUX_BIRD_H
#define _LINUX_BIRD_H
#include <stdio.h>
struct bird {
	int regs[8];
};
#define BIRD_MOST 40
#endif
`;

const fill = (name: string, reg: string): string => `static int ${name}(struct bird *bird, int level)
{
	int i, sum = 0;

	for (i = 0; i < 8; i++) {
		bird->regs[i] += level;
		sum += bird->regs[i] ^ ${reg};
	}
	if (sum > BIRD_MOST)
		sum -= BIRD_MOST;
	bird->regs[${reg}] = sum;
	bird->regs[0] += bird->regs[1];
	bird->regs[1] += bird->regs[2];
	return sum;
}
`;

const driver = (name: string, reg: string, includes: string): string => `// ${SPDX}
${includes}
${fill(`${name}_fill`, reg)}
int ${name}_show(struct bird *bird)
{
	return ${name}_fill(bird, ${reg});
}
`;

const KERNEL = "#include <linux/bird.h>\n#include <linux/types.h>\n";

const FILES: Readonly<Record<string, string>> = {
  "include/linux/bird.h": TYPES,
  "include/linux/types.h": "#ifndef _LINUX_TYPES_H\n#define _LINUX_TYPES_H\n#endif\n",
  "drivers/leds/Makefile": "obj-$(CONFIG_A) += leds-gull.o\nobj-$(CONFIG_B) += leds-owl.o leds-tern.o\n",
  [A]: driver("gull", "3", KERNEL),
  [B]: driver("owl", "5", KERNEL),
  [C]: driver("tern", "6", KERNEL),
};

const MAIN = `#include "bird.h"
int gull_show(struct bird *bird);
int owl_show(struct bird *bird);
int tern_show(struct bird *bird);
int main(void)
{
	struct bird bird = { { 1, 2, 3 } };

	for (int i = 0; i < 20; i++)
		printf("%d %d %d\\n", gull_show(&bird), owl_show(&bird), tern_show(&bird));
	return 0;
}
`;

/** The C of a tree under its base names, with a main(). */
const program = (files: Readonly<Record<string, string>>): Record<string, string> => ({
  "main.c": MAIN,
  ...Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => /\.[ch]$/.test(path))
      .map(([path, text]) => [path.replace(/.*\//, ""), text.replace(/<linux\/(\w+\.h)>/g, '"$1"')]),
  ),
});

const familyOfAll = (files: Readonly<Record<string, string>>, action: string): Family =>
  familyOf(files, `${A}:gull_${action}`, `${B}:owl_${action}`, `${C}:tern_${action}`);

const foldFill = (files: Readonly<Record<string, string>>) =>
  fold(files, [familyOfAll(files, "fill")], FUNCTIONS_ONLY);

test("modules share a static inline function in a new header, which includes what it needs", async () => {
  const { plans, skipped } = await foldFill(FILES);
  expect(skipped).toEqual([]);
  expect([plans[0].helper, plans[0].helperFile]).toEqual(["leds_fill", COMMON]);
  const after = applyPlans(FILES, plans);
  const [head, doc, tail] = after[COMMON].split(/(?<=\n)(?=\/\*\*\n|static)/);
  expect(head).toBe(`/* ${SPDX} */\n#ifndef _LEDS_LEDS_COMMON_H\n#define _LEDS_LEDS_COMMON_H\n\n${KERNEL}\n`);
  expect(doc).toContain("leds_fill() - fill, for gull, owl or tern");
  expect(tail).toMatch(
    /^static inline int leds_fill\([\s\S]*\n\}\n\n#endif \/\* _LEDS_LEDS_COMMON_H \*\/\n$/,
  );
  for (const path of DRIVERS) expect(after[path]).toContain(`${KERNEL}\n#include "leds-common.h"\n`);
  expect(plans[0].removedFunctions).toEqual(["gull_fill", "owl_fill", "tern_fill"]);
  expect(runC(program(after))).toBe(runC(program(FILES)));
});

test("the codemod of such a fold makes the header too, under another helper's name as well", async () => {
  const { plans } = await foldFill(FILES);
  const [plan] = plans;
  const after = applyPlans(FILES, plans);
  const edits = await runPlanCodemod(plan, FILES, "drivers/");
  for (const [file, each] of Object.entries(edits))
    expect(applyEdits(FILES[file] ?? "", each), file).toBe(after[file]);
  expect(Object.keys(edits).sort()).toEqual(plan.files.map(({ file }) => file).sort());
  const codemod = plan.codemod.replace('HELPER = "leds_fill"', 'HELPER = "birds_fill"');
  const renamed = await runPlanCodemod({ ...plan, codemod }, FILES, "");
  expect(applyEdits("", renamed[COMMON])).toBe(after[COMMON].replaceAll("leds_fill", "birds_fill"));
});

test("later folds of a run extend the header that an earlier one made", async () => {
  const drain = (name: string, reg: string): string => `
${fill(`${name}_drain`, reg).replace("+= level", "-= level")}
int ${name}_hide(struct bird *bird)\n{\n\treturn ${name}_drain(bird, 1);\n}\n`;
  const files = {
    ...FILES,
    [A]: FILES[A] + drain("gull", "3"),
    [B]: FILES[B] + drain("owl", "5"),
    [C]: FILES[C] + drain("tern", "6"),
  };
  const families = [familyOfAll(files, "fill"), { ...familyOfAll(files, "drain"), id: "K-00000002" }];
  const { plans } = await fold(files, families, FUNCTIONS_ONLY);
  expect(plans.map(({ helperFile }) => helperFile)).toEqual([COMMON, COMMON]);
  for (const order of [plans, [...plans].reverse()]) {
    const after = applyPlans(files, order);
    const lines = ["#include", "#include", "static inline", "static inline"];
    expect(after[COMMON].match(/#include|static inline/g)).toEqual(lines);
    expect(after[COMMON]).not.toContain("\n\n\n");
    expect(after[A].match(/leds-common.h/g)).toHaveLength(1);
    expect(runC(program(after))).toBe(runC(program(files)));
  }
});

test("a header that all include already holds the helper, and includes what it lacks", async () => {
  const shared = "drivers/leds/leds-bird.h";
  const files = {
    ...FILES,
    [shared]: `/* ${SPDX} */\n#ifndef LEDS_BIRD_H\n#define LEDS_BIRD_H\n\nint bird_at(int at);\n\n#endif\n`,
    [A]: driver("gull", "3", `${KERNEL}#include "leds-bird.h"\n`),
    [B]: driver("owl", "5", `${KERNEL}#include "leds-bird.h"\n`),
    [C]: driver("tern", "6", `${KERNEL}#include "leds-bird.h"\n`),
  };
  const { plans } = await foldFill(files);
  expect(plans.map(({ helperFile }) => helperFile)).toEqual([shared]);
  const after = applyPlans(files, plans);
  expect(after[shared]).toContain(
    "#define LEDS_BIRD_H\n\n#include <linux/bird.h>\n\nint bird_at(int at);\n\n/**",
  );
  expect(runC(program(after))).toBe(runC(program(files)));
});

test("a header that only declares a structure includes what defines it for code that uses its members", async () => {
  const shared = "drivers/leds/leds-bird.h";
  const own = `${KERNEL}#include "leds-bird.h"\n`;
  const files = {
    ...FILES,
    [shared]: `/* ${SPDX} */\n#ifndef LEDS_BIRD_H\n#define LEDS_BIRD_H\n\nstruct bird;\nint bird_at(struct bird *bird, int regs);\nint bird_most(int BIRD_MOST);\n\n#endif\n`,
    [A]: driver("gull", "3", own),
    [B]: driver("owl", "5", own),
    [C]: driver("tern", "6", own),
  };
  const { plans } = await foldFill(files);
  expect(applyPlans(files, plans)[shared]).toContain("#include <linux/bird.h>\n");
});

test("return types on a line of their own keep one static", async () => {
  const files = { ...FILES, ...inAll((text) => text.replace("static int", "static\nint")) };
  const { plans } = await foldFill(files);
  const after = applyPlans(files, plans);
  expect(after[COMMON].match(/\bstatic\b/g)).toEqual(["static"]);
  expect(runC(program(after))).toBe(runC(program(files)));
});

test("drivers of two folders share a header of the folder above when they include from there", async () => {
  const paths = ["gull", "owl", "tern"].map((name) => `drivers/net/fowl/${name}/fill.c`);
  const above = '#include "../fowl.h"\n';
  const folders = (includes: string): Record<string, string> => ({
    "include/linux/bird.h": TYPES,
    "include/linux/types.h": "",
    "drivers/net/fowl/fowl.h": "/* SPDX-License-Identifier: MIT */\n",
    ...Object.fromEntries(
      paths.map((path, i) => [path, driver(path.split("/")[3], `${i + 3}`, KERNEL + includes)]),
    ),
  });
  const planned = async (files: Readonly<Record<string, string>>) =>
    fold(
      files,
      [familyOf(files, ...paths.map((path) => `${path}:${path.split("/")[3]}_fill`))],
      FUNCTIONS_ONLY,
    );
  const { plans } = await planned(folders(above));
  expect(plans.map(({ helperFile }) => helperFile)).toEqual(["drivers/net/fowl/fill-common.h"]);
  expect(applyPlans(folders(above), plans)[paths[0]]).toContain(`#include "../fill-common.h"\n${above}`);
  expect((await planned(folders(""))).skipped.map(({ reason }) => reason)).toEqual(["crosses-modules"]);
});

test("a macro needs no module either", async () => {
  const retyped = (path: string): string =>
    FILES[path]
      .replace("struct bird *bird, int level", `struct ${/-(\w+)\.c/.exec(path)?.[1]}_bird *bird, int level`)
      .replace(/\^ \d/, "^ 3")
      .replace(/\[\d\] = sum/, "[3] = sum")
      .replace("\treturn sum;", `${"\tsum += bird->regs[2];\n".repeat(9)}\treturn sum;`);
  const files = { ...FILES, ...Object.fromEntries(DRIVERS.map((path) => [path, retyped(path)])) };
  const { plans, skipped } = await fold(files, [familyOfAll(files, "fill")], {
    strategies: ["generator-macro"],
  });
  expect(skipped).toEqual([]);
  expect(plans.map(({ helperFile }) => helperFile)).toEqual([COMMON]);
});

interface Refused {
  readonly name: string;
  readonly reason: RefusalReason;
  readonly change: Readonly<Record<string, string>>;
}

const inAll = (change: (text: string) => string): Record<string, string> =>
  Object.fromEntries(DRIVERS.map((path) => [path, change(FILES[path])]));

const withStep = (path: string, step: number): string =>
  FILES[path]
    .replace("\nstatic", `\n#define STEP ${step}\nstatic`)
    .replace("\treturn sum;", "\tsum += STEP;\n\treturn sum;");

const CASES: readonly Refused[] = [
  {
    name: "more than a screen of code",
    reason: "crosses-modules",
    change: inAll((text) =>
      text.replace("\treturn sum;", `${"\tsum += bird->regs[sum & 7];\n".repeat(14)}\treturn sum;`),
    ),
  },
  {
    name: "a licence that the other file does not have",
    reason: "licences-differ",
    change: { [B]: FILES[B].replace("GPL-2.0-only", "MIT"), [C]: FILES[C].replace("GPL-2.0-only", "ISC") },
  },
  {
    name: "a licence that is not told",
    reason: "licences-differ",
    change: Object.fromEntries([B, C].map((path) => [path, FILES[path].replace(/^.*\n/, "")])),
  },
  {
    name: "a function that no header declares",
    reason: "type-not-in-header",
    change: inAll((text) => text.replace("\treturn sum;", "\tsum += bird_at(sum);\n\treturn sum;")),
  },
  {
    name: "a member of a structure that no header declares",
    reason: "type-not-in-header",
    change: inAll((text) => text.replace("\treturn sum;", "\tsum += bird->nest;\n\treturn sum;")),
  },
  {
    name: "a header that is only included under a condition",
    reason: "type-not-in-header",
    change: inAll((text) =>
      text.replace("#include <linux/bird.h>", "#ifdef CONFIG_BIRD\n#include <linux/bird.h>\n#endif"),
    ),
  },
  {
    name: "a macro of each file",
    reason: "uses-file-scope-names",
    change: { [A]: withStep(A, 4), [B]: withStep(B, 5), [C]: withStep(C, 5) },
  },
  {
    name: "a macro of each driver's header",
    reason: "definitions-differ",
    change: {
      ...Object.fromEntries(DRIVERS.map((path, i) => [path.replace(".c", ".h"), `#define BIRD_STEP ${i}\n`])),
      "include/linux/bird.h": `${TYPES}extern int bird_steps[BIRD_STEP];\n`,
      ...Object.fromEntries(
        DRIVERS.map((path) => [
          path,
          FILES[path]
            .replace(KERNEL, `${KERNEL}#include "${path.replace(/.*\//, "").replace(".c", ".h")}"\n`)
            .replace("\treturn sum;", "\tsum += BIRD_STEP;\n\treturn sum;"),
        ]),
      ),
    },
  },
  {
    name: "a header that bears to be included only once",
    reason: "type-not-in-header",
    change: { "include/linux/bird.h": TYPES.replace(/^#(?:ifndef|define _|endif).*\n/gm, "") },
  },
  {
    name: "headers of that name that others wrote",
    reason: "crosses-modules",
    change: { [COMMON]: "/* */\n", "drivers/leds/leds-helpers.h": "/* */\n" },
  },
];

test.each(CASES)("$name: $reason", async ({ reason, change }) => {
  const { plans, skipped } = await foldFill({ ...FILES, ...change });
  expect(plans).toEqual([]);
  expect(skipped.map((each) => each.reason)).toEqual([reason]);
});

test("code that two licences let be moved is", async () => {
  const { plans } = await foldFill({
    ...FILES,
    [A]: FILES[A].replace("GPL-2.0-only", "(GPL-2.0+ OR MIT)"),
    [B]: FILES[B].replace("GPL-2.0-only", "GPL-2.0-or-later"),
  });
  expect(plans.map(({ helperFile }) => helperFile)).toEqual([COMMON]);
});

test("a name that a file of the folder bears is not taken", async () => {
  const { plans } = await foldFill({ ...FILES, "drivers/leds/leds-other.c": "static int leds_fill;\n" });
  expect(plans.map(({ helper }) => helper)).toEqual(["leds_fill_common"]);
});
