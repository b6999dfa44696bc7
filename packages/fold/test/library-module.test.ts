import { applyEdits } from "@kindred/c-source";
import type { Family } from "@kindred/clones";
import { expect, test } from "vitest";
import type { RefusalReason } from "../src/refusal.ts";
import { applyPlans } from "./support/apply-plan.ts";
import { FUNCTIONS_ONLY, familyOf, fold } from "./support/memory-tree.ts";
import { runPlanCodemod } from "./support/run-plan-codemod.ts";

const [A, B, C] = ["gull", "owl", "tern"].map((name) => `drivers/leds/leds-${name}.c`);
const SOURCE = "drivers/leds/leds-lib.c";
const HEADER = SOURCE.replace(".c", ".h");
const KCONFIG = "drivers/leds/Kconfig";
const MAKEFILE = "drivers/leds/Makefile";
const DRIVERS = [A, B, C];

const long = (
  name: string,
  step: string,
  lines: number,
): string => `static int ${name}(struct bird *bird, int level)
{
	int sum = 0;

${Array.from({ length: lines }, (_, i) => `\tsum ${step} bird->regs[level & ${i}] ^ ${i * 3};\n`).join("")}	bird_write(bird, sum);
	return sum;
}
`;

/** Two thirds of what two drivers need for a library of their own; three do with it. */
const LINES = 30;

const driver = (name: string, lines = LINES): string => `// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bird.h>
#include <linux/module.h>

${long(`${name}_fill`, "+=", lines)}
${long(`${name}_drain`, "-=", lines)}
int ${name}_show(struct bird *bird)
{
	return ${name}_fill(bird, 2) + ${name}_drain(bird, 3);
}

MODULE_LICENSE("GPL");
`;

const entry = (symbol: string, more = ""): string =>
  `config LEDS_${symbol}\n\ttristate "LEDs of the ${symbol}"\n\tdepends on LEDS_CLASS\n${more}\thelp\n\t  Say Y.\n`;

const FILES: Readonly<Record<string, string>> = {
  "include/linux/bird.h":
    "#ifndef _BIRD_H\n#define _BIRD_H\nstruct bird {\n\tint regs[64];\n};\n\nvoid bird_write(struct bird *bird, int sum);\n#endif\n",
  "include/linux/types.h": "",
  "include/linux/module.h": "",
  "include/linux/export.h": "",
  "drivers/Makefile": "obj-y += leds/\n",
  [MAKEFILE]:
    "# LEDs\nobj-$(CONFIG_LEDS_GULL)\t\t+= leds-gull.o\nobj-$(CONFIG_LEDS_OWL)\t\t+= leds-owl.o\nobj-$(CONFIG_LEDS_TERN)\t\t+= leds-tern.o\n",
  [KCONFIG]: `if NEW_LEDS\n\n${entry("GULL", "\tselect BIRDS\n")}\n${entry("OWL")}\n${entry("TERN")}\nendif\n`,
  [A]: driver("gull"),
  [B]: driver("owl"),
  [C]: driver("tern"),
};

const familyFor = (files: Readonly<Record<string, string>>, action: string, ...birds: string[]): Family => ({
  ...familyOf(files, ...birds.map((bird) => `drivers/leds/leds-${bird}.c:${bird}_${action}`)),
  id: `K-0000000${action.length}`,
});

const foldFill = (files: Readonly<Record<string, string>>) =>
  fold(files, [familyFor(files, "fill", "gull", "owl", "tern")], FUNCTIONS_ONLY);

test("a function too long for a header goes to a module that its users select", async () => {
  const { plans, skipped } = await foldFill(FILES);
  expect(skipped).toEqual([]);
  const [plan] = plans;
  expect([plan.helper, plan.helperFile, plan.isLinked]).toEqual(["leds_fill", SOURCE, true]);
  const after = applyPlans(FILES, plans);
  expect(after[SOURCE]).toMatch(
    /^\/\/ SPDX-License-Identifier: GPL-2.0-only\n#include <linux\/bird.h>\n#include <linux\/export.h>\n#include <linux\/module.h>\n\n#include "leds-lib.h"\n\n\/\*\*\n[\s\S]*\nint leds_fill\(struct bird \*bird, int level\)\n\{[\s\S]*\n\}\nEXPORT_SYMBOL_GPL\(leds_fill\);\n\nMODULE_DESCRIPTION\(".*"\);\nMODULE_LICENSE\("GPL"\);\n$/,
  );
  expect(after[HEADER]).toContain(
    "#include <linux/types.h>\n\nint leds_fill(struct bird *bird, int level);\n\n#endif",
  );
  expect(after[HEADER]).toContain("#include <linux/bird.h>\n");
  expect(after[MAKEFILE]).toBe(
    FILES[MAKEFILE].replace("# LEDs\n", "# LEDs\nobj-$(CONFIG_LEDS_LIB)\t\t+= leds-lib.o\n"),
  );
  const select = "\tselect LEDS_LIB\n";
  expect(after[KCONFIG]).toBe(
    `if NEW_LEDS\n\nconfig LEDS_LIB\n\ttristate\n\n${entry("GULL", `\tselect BIRDS\n${select}`)}\n${entry("OWL", select)}\n${entry("TERN", select)}\nendif\n`,
  );
  for (const path of DRIVERS) {
    expect(after[path]).toContain('\n#include "leds-lib.h"\n');
    expect(after[path]).not.toContain("_fill(struct");
  }
  expect(plan.body.replace(/\s+/g, " ")).toContain("a module that they select, leds-lib.");
});

const LONG: Readonly<Record<string, string>> = {
  ...FILES,
  [A]: driver("gull", 2 * LINES),
  [B]: driver("owl", 2 * LINES),
  [C]: driver("tern", 2 * LINES),
};

test("folds share the library in any order: its line, its entry and each select are there once", async () => {
  const families = [familyFor(LONG, "fill", "gull", "owl"), familyFor(LONG, "drain", "owl", "tern")];
  const { plans } = await fold(LONG, families, FUNCTIONS_ONLY);
  expect(plans.map(({ helperFile }) => helperFile)).toEqual([SOURCE, SOURCE]);
  for (const order of [plans, [...plans].reverse()]) {
    const after = applyPlans(LONG, order);
    expect(after[KCONFIG].match(/\b(?:config|select) LEDS_LIB/g)).toHaveLength(4);
    expect(after[KCONFIG].match(/config LEDS_LIB\n\ttristate\n\nconfig LEDS_GULL\n/g)).toHaveLength(1);
    expect(after[MAKEFILE].match(/leds-lib.o/g)).toHaveLength(1);
    expect(after[SOURCE].match(/^(?:EXPORT_SYMBOL_GPL|MODULE_LICENSE|#include)/gm)).toHaveLength(7);
    expect(after[HEADER].match(/^int .*;\n/gm)).toHaveLength(2);
    expect(after[SOURCE] + after[HEADER]).not.toContain("\n\n\n");
  }
});

test("codemods make the library one after the other", async () => {
  const families = [familyFor(LONG, "fill", "gull", "owl"), familyFor(LONG, "drain", "owl", "tern")];
  const { plans } = await fold(LONG, families, FUNCTIONS_ONLY);
  const expected = applyPlans(LONG, plans);
  const first = await runPlanCodemod(plans[0], LONG, "drivers/");
  expect(Object.keys(first).sort()).toEqual(plans[0].files.map(({ file }) => file).sort());
  const between: Record<string, string> = { ...LONG };
  for (const [file, edits] of Object.entries(first)) between[file] = applyEdits(LONG[file] ?? "", edits);
  const second = await runPlanCodemod(plans[1], between, "drivers/");
  const after = { ...between };
  for (const [file, edits] of Object.entries(second)) after[file] = applyEdits(between[file] ?? "", edits);
  for (const file of [KCONFIG, MAKEFILE, SOURCE, HEADER, ...DRIVERS])
    expect(after[file], file).toBe(expected[file]);
});

interface Refused {
  readonly name: string;
  readonly reason: RefusalReason;
  readonly change: Readonly<Record<string, string>>;
}

const inAll = (change: (text: string) => string): Record<string, string> =>
  Object.fromEntries(DRIVERS.map((path) => [path, change(FILES[path])]));

const calling = (call: string): Record<string, string> =>
  inAll((text) => text.replaceAll("\treturn sum;", `\t${call};\n\treturn sum;`));

const withHeader = (call: string, declaration: string): Record<string, string> => ({
  "drivers/leds/birds.h": `${declaration}\n`,
  ...inAll((text) =>
    text
      .replace("\n\nstatic", '\n\n#include "birds.h"\n\nstatic')
      .replaceAll("\treturn sum;", `\t${call};\n\treturn sum;`),
  ),
});

const CASES: readonly Refused[] = [
  { name: "no Kconfig entry", reason: "crosses-modules", change: { [KCONFIG]: "" } },
  {
    name: "two entries of one symbol",
    reason: "crosses-modules",
    change: { [KCONFIG]: `${FILES[KCONFIG]}\n${entry("OWL")}` },
  },
  {
    name: "an entry in a choice",
    reason: "crosses-modules",
    change: { [KCONFIG]: FILES[KCONFIG].replace(entry("OWL"), `choice\n\n${entry("OWL")}\nendchoice\n`) },
  },
  {
    name: "a user outside of the if around the library",
    reason: "crosses-modules",
    change: { [KCONFIG]: FILES[KCONFIG].replace(entry("TERN"), "").concat(`\n${entry("TERN")}`) },
  },
  {
    name: "a file that is always built",
    reason: "crosses-modules",
    change: { [MAKEFILE]: FILES[MAKEFILE].replace("$(CONFIG_LEDS_OWL)", "y") },
  },
  {
    name: "a file of two modules",
    reason: "crosses-modules",
    change: { [MAKEFILE]: `${FILES[MAKEFILE]}obj-$(CONFIG_LEDS_OTHER) += other.o\nother-y := leds-owl.o\n` },
  },
  {
    name: "a driver that is not under the GPL",
    reason: "licences-differ",
    change: { [B]: FILES[B].replace('LICENSE("GPL")', 'LICENSE("Proprietary")') },
  },
  {
    name: "flags of one file",
    reason: "configuration-differs",
    change: { [MAKEFILE]: `${FILES[MAKEFILE]}CFLAGS_leds-owl.o := -DOWL\n` },
  },
  {
    name: "a message with the module's name",
    reason: "definitions-differ",
    change: calling('pr_info("full")'),
  },
  {
    name: "a function that no header of the kernel declares and nothing in the folder defines",
    reason: "crosses-modules",
    change: withHeader("bird_sing(bird)", "void bird_sing(struct bird *bird);"),
  },
  {
    name: "a function that another file defines and does not export",
    reason: "crosses-modules",
    change: {
      ...withHeader("bird_sing(bird)", "void bird_sing(struct bird *bird);"),
      "drivers/leds/birds.c": "void bird_sing(struct bird *bird)\n{\n}\n",
    },
  },
  {
    name: "a function that a module exports which may be off",
    reason: "helper-may-be-off",
    change: {
      ...withHeader("bird_sing(bird)", "void bird_sing(struct bird *bird);"),
      "drivers/leds/birds.c": "void bird_sing(struct bird *bird)\n{\n}\nEXPORT_SYMBOL_GPL(bird_sing);\n",
      [MAKEFILE]: `${FILES[MAKEFILE]}obj-$(CONFIG_BIRD_SONG) += birds.o\n`,
    },
  },
  {
    name: "a user that other modules are built upon",
    reason: "crosses-modules",
    change: {
      [B]: `${FILES[B]}EXPORT_SYMBOL_GPL(owl_show);\n`,
      "drivers/leds/x.c": "",
      "drivers/leds/y.c": "",
      [MAKEFILE]: `${FILES[MAKEFILE]}obj-$(CONFIG_X) += x.o\nobj-$(CONFIG_Y) += y.o\n`,
      [KCONFIG]: `${FILES[KCONFIG]}\nconfig X\n\ttristate\n\tselect LEDS_OWL\n\nconfig Y\n\ttristate\n\tdepends on LEDS_OWL\n`,
    },
  },
  {
    name: "a function that there is for some modules only",
    reason: "helper-may-be-off",
    change: {
      "include/linux/bird.h": FILES["include/linux/bird.h"].replace(
        "void",
        "#if IS_REACHABLE(CONFIG_BIRD)\n#endif\nvoid",
      ),
    },
  },
  {
    name: "a library's files and symbol that others have",
    reason: "crosses-modules",
    change: { [SOURCE]: "", "drivers/Kconfig": "config LEDS_HELPERS\n\ttristate\n" },
  },
];

test.each(CASES)("$name: $reason", async ({ reason, change }) => {
  const { plans, skipped } = await foldFill({ ...FILES, ...change });
  expect(plans).toEqual([]);
  expect(skipped.map((each) => each.reason)).toEqual([reason]);
});

test("two drivers do not save enough for a module when the function is short of it", async () => {
  const { plans, skipped } = await fold(FILES, [familyFor(FILES, "fill", "gull", "owl")], FUNCTIONS_ONLY);
  expect(plans).toEqual([]);
  expect(skipped.map(({ reason }) => reason)).toEqual(["net-not-positive"]);
});

test("a function that a module exports which every user selects may be called", async () => {
  const { plans, skipped } = await foldFill({
    ...FILES,
    ...withHeader("bird_sing(bird)", "void bird_sing(struct bird *bird);"),
    "drivers/leds/birds.c": "void bird_sing(struct bird *bird)\n{\n}\nEXPORT_SYMBOL_GPL(bird_sing);\n",
    [MAKEFILE]: `${FILES[MAKEFILE]}obj-$(CONFIG_BIRD_SONG) += birds.o\n`,
    [KCONFIG]: FILES[KCONFIG]
      .replaceAll("\tdepends on LEDS_CLASS", "\tdepends on BIRD_SONG")
      .concat("\nconfig BIRD_SONG\n\ttristate\n"),
  });
  expect(skipped).toEqual([]);
  expect(plans.map(({ helperFile }) => helperFile)).toEqual([SOURCE]);
});
