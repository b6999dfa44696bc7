import { expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const HEAD = `#include <stdio.h>

struct lamp { unsigned int regs[64]; };
`;

/** Registers and functions of a chip: writing, and two that write. */
const registers = (chip: string, base: number): string => {
  const name = chip.toUpperCase();
  return `
#define ${name}_REG_CTRL ${base}
#define ${name}_REG_LEVEL ${base + 1}
#define ${name}_REG_LOCK ${base + 2}
#define ${name}_KEY ${base * 7}
#define ${name}_MAX_LEVEL ${base * 3}
`;
};

/** Lines that all chips share. */
const common = (from: number): string =>
  Array.from({ length: 22 }, (_, i) => `\tlamp->regs[${from + i + 1}] ^= lamp->regs[${from + i}];\n`).join(
    "",
  );

const functions = (chip: string, linkage = "static "): string => {
  const name = chip.toUpperCase();
  return `
${linkage}void ${chip}_write(struct lamp *lamp, unsigned int reg, unsigned int value)
{
	lamp->regs[${name}_REG_LOCK] = ${name}_KEY;
	lamp->regs[reg] = value;
${common(22)}	lamp->regs[${name}_REG_LOCK] = 0;
	printf("%u at %u\\n", value, reg);
}

int ${chip}_set_level(struct lamp *lamp, unsigned int level)
{
	if (level > ${name}_MAX_LEVEL)
		return -1;
	${chip}_write(lamp, ${name}_REG_LEVEL, level);
	if (level == 0)
		${chip}_write(lamp, ${name}_REG_CTRL, 0);
	else
		${chip}_write(lamp, ${name}_REG_CTRL, 1);
	lamp->regs[0] += level;
${common(24)}	return 0;
}

void ${chip}_reset(struct lamp *lamp)
{
	${chip}_write(lamp, ${name}_REG_CTRL, 2);
	${chip}_write(lamp, ${name}_REG_LEVEL, ${name}_MAX_LEVEL);
${common(20)}}
`;
};

const MAIN = (chips: readonly string[]): string => `
int main(void)
{
	struct lamp lamp = { { 1, 2, 3 } };
	int (*const set[])(struct lamp *, unsigned int) = { ${chips.map((chip) => `${chip}_set_level`).join(", ")} };

	for (unsigned int i = 0; i < 40; i++)
		printf("%d\\n", set[i % ${chips.length}](&lamp, i));
	${chips.map((chip) => `${chip}_reset(&lamp);`).join("\n\t")}
	for (int i = 0; i < 64; i++)
		printf("%u ", lamp.regs[i]);
	return 0;
}
`;

const CHIPS = ["acme_lm10", "acme_lm20"];
const ONE_FILE = {
  "x.c":
    HEAD +
    CHIPS.map((chip, i) => registers(chip, 10 + i * 8)).join("") +
    CHIPS.map((chip) => functions(chip)).join("") +
    MAIN(CHIPS),
};

/** One family for each function that every chip has. */
function families(
  files: Readonly<Record<string, string>>,
  fileOf: (chip: string) => string,
  stems = ["write", "set_level", "reset"],
) {
  return stems.map((stem, i) => ({
    ...familyOf(files, ...CHIPS.map((chip) => `${fileOf(chip)}:${chip}_${stem}`)),
    id: `K-0000000${i + 1}`,
  }));
}

const CHIP_INFO = { strategies: ["chip-info"], grains: ["function"] } as const;

test("two chips in one file get a structure each, and one set of functions that call each other", async () => {
  const { plans, skipped } = await fold(
    ONE_FILE,
    families(ONE_FILE, () => "x.c"),
    CHIP_INFO,
  );
  expect(skipped).toEqual([]);
  expect(plans).toHaveLength(1);
  const [plan] = plans;
  const after = applyPlans(ONE_FILE, plans)["x.c"];
  expect(runC({ "x.c": after })).toBe(runC(ONE_FILE));
  expect(after).toContain("struct acme_chip_info {\n\tint reg_lock;\n\tunsigned int key;\n");
  expect(after).toMatch(
    /static const struct acme_chip_info acme_lm10_chip_info = \{\n\t\.reg_lock = ACME_LM10_REG_LOCK,/,
  );
  expect(after).toContain("acme_lm_write(lamp, info->reg_level, level, info);");
  expect(after).toContain("return acme_lm_set_level(lamp, level, &acme_lm20_chip_info);");
  expect(after).not.toContain("acme_lm10_write");
  expect(plan.removedFunctions).toEqual(["acme_lm10_write", "acme_lm20_write"]);
  expect([plan.helper, ...(plan.otherHelpers ?? [])]).toEqual([
    "acme_lm_write",
    "acme_lm_set_level",
    "acme_lm_reset",
  ]);
  expect(plan.body.replace(/\s+/g, " ")).toContain("the families K-00000001, K-00000002 and K-00000003");
});

test("chips in files of one module share the structure through their header", async () => {
  const header = `#ifndef LAMP_H
#define LAMP_H
struct lamp { unsigned int regs[64]; };
int acme_lm10_set_level(struct lamp *lamp, unsigned int level);
int acme_lm20_set_level(struct lamp *lamp, unsigned int level);
void acme_lm10_reset(struct lamp *lamp);
void acme_lm20_reset(struct lamp *lamp);
#endif
`;
  const file = (chip: string, i: number): string =>
    `#include <stdio.h>\n#include "lamp.h"\n${registers(chip, 10 + i * 8)}${functions(chip)}`;
  const files = {
    "d/a/b/Makefile": "obj-m += lamp.o\nlamp-y := lm10.o lm20.o main.o\n",
    "d/a/b/lamp.h": header,
    "d/a/b/lm10.c": file("acme_lm10", 0),
    "d/a/b/lm20.c": file("acme_lm20", 1),
    "d/a/b/main.c": `#include <stdio.h>\n#include "lamp.h"\n${MAIN(CHIPS)}`,
  };
  const { plans, skipped } = await fold(
    files,
    families(files, (chip) => `d/a/b/${chip.slice(5)}.c`),
    CHIP_INFO,
  );
  expect(skipped).toEqual([]);
  const after = applyPlans(files, plans);
  const flat = (tree: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(tree).map(([path, text]) => [path.slice(6), text]));
  expect(runC(flat(after))).toBe(runC(flat(files)));
  expect(after["d/a/b/lamp.h"]).toMatch(/struct acme_chip_info \{[^}]*\};\n\nvoid acme_lm_write\(/);
  expect(after["d/a/b/lamp.h"]).toContain(" * @key: ACME_LM10_KEY or ACME_LM20_KEY");
  expect(after["d/a/b/lm20.c"]).toContain("static const struct acme_chip_info acme_lm20_chip_info = {");
  expect(after["d/a/b/lm10.c"]).not.toContain("ACME_LM20");
});

/** What a maintainer would rather take than a macro. */
const NO_MACRO = {
  strategies: ["shared-function", "parameterised-function", "callback", "chip-info"],
  grains: ["function"],
} as const;

test("a group is taken where it saves clearly more than its families one by one, and else not", async () => {
  const all = families(ONE_FILE, () => "x.c");
  expect((await fold(ONE_FILE, all, NO_MACRO)).plans.map(({ strategy }) => strategy)).toEqual(["chip-info"]);
  // The first by itself can be told by two parameters.
  const { plans } = await fold(ONE_FILE, all.slice(0, 2), NO_MACRO);
  expect(plans.map(({ strategy }) => strategy)).toContain("parameterised-function");
  expect(plans.map(({ strategy }) => strategy)).not.toContain("chip-info");
});

test("a fold that stands already keeps a group from its functions, and its families are folded one by one", async () => {
  const all = families(ONE_FILE, () => "x.c");
  const [kept] = (await fold(ONE_FILE, [all[0]], { grains: ["function"] })).plans;
  const { plans } = await fold(ONE_FILE, all, { grains: ["function"], kept: [kept] });
  expect(plans.map(({ strategy }) => strategy)).not.toContain("chip-info");
});

const refused: readonly (readonly [string, string, (text: string) => string])[] = [
  [
    "a value that is defined behind the constant data",
    "uses-file-scope-names",
    (text) =>
      text
        .replace("#define ACME_LM20_KEY 126\n", "")
        .replace("\nint main", "\n#define ACME_LM20_KEY 126\n\nint main"),
  ],
  [
    "a value that is no constant",
    "unknown-type",
    (text) =>
      text
        .replace("#define ACME_LM20_KEY 126\n", "unsigned int lm20_key = 126;\n")
        .replaceAll("ACME_LM20_KEY", "lm20_key"),
  ],
  [
    "a macro that is defined anew on the way",
    "uses-file-scope-names",
    (text) =>
      text.replace(
        "\nint acme_lm20_set",
        "\n#undef ACME_LM20_MAX_LEVEL\n#define ACME_LM20_MAX_LEVEL 54\nint acme_lm20_set",
      ),
  ],
  [
    "a function that counts for itself",
    "static-state",
    (text) => text.replaceAll("\tif (level > ", "\tstatic int calls;\n\n\tcalls++;\n\tif (level > "),
  ],
  [
    "a chip in another configuration",
    "configuration-differs",
    (text) =>
      `${text.replace("\nstatic void acme_lm20_write", "\n#ifdef LM20\nstatic void acme_lm20_write").replace("\nint main", "\n#endif\nint main")}`,
  ],
  ["a name that is taken", "no-free-name", (text) => `struct acme_chip_info;\n${text}`],
  [
    "values that nothing names",
    "too-many-parameters",
    (text) =>
      text
        .replaceAll(/ACME_(LM\d0)_KEY\n/g, "")
        .replaceAll(/= ACME_LM10_KEY;/g, "= 77;")
        .replaceAll(/= ACME_LM20_KEY;/g, "= 88;")
        .replaceAll("lamp->regs[ACME_LM10_REG_LOCK] =", "lamp->regs[5] =")
        .replaceAll("lamp->regs[ACME_LM20_REG_LOCK] =", "lamp->regs[6] ="),
  ],
];

test.each(refused)("%s refuses it: %s", async (_, reason, change) => {
  const files = { "x.c": change(ONE_FILE["x.c"]) };
  const two = families(files, () => "x.c", ["write", "set_level"]);
  const { plans, skipped } = await fold(files, two, CHIP_INFO);
  expect(plans).toEqual([]);
  expect(new Set(skipped.map((each) => each.reason))).toEqual(new Set([reason]));
});
