import { expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const FILE = "drivers/leds/leds-acme.c";
const ONLY = { strategies: ["callback"] as const };

const HEAD = `#include <stdio.h>

struct hw {
	int regs[8];
};

static int acme_read_reg(struct hw *hw, unsigned int reg, long val)
{
	printf("read %u %ld\\n", reg, val);
	return hw->regs[reg & 7];
}

static int acme_write_reg(struct hw *hw, unsigned int where, long val)
{
	printf("write %u %ld\\n", where, val);
	hw->regs[where & 7] = val;
	return -1;
}

`;

const functionOf = (name: string, callee: string): string => `static int ${name}(struct hw *chip, int level)
{
	int i, ret, sum = 0;

	for (i = 0; i < 3; i++) {
		ret = ${callee}(chip, i + level, sum);
		if (ret < 0)
			sum -= ret;
		sum += ret;
	}
	if (${callee}(chip, level, 0x1ffffffff) > 3)
		return sum;
	chip->regs[0] ^= level;
	chip->regs[1] += sum;
	chip->regs[2] -= level;
	chip->regs[3] ^= sum;
	chip->regs[4] += 2;
	return sum + 1;
}

`;

const MAIN = `int (*const all[])(struct hw *, int) = { acme_read_all, acme_write_all };

int main(void)
{
	struct hw hw = { { 1, 2, 3, 4, 5, 6, 7, 8 } };

	for (int i = 0; i < 20; i++)
		printf("%d\\n", all[i % 2](&hw, i));
	return 0;
}
`;

const DRIVER = `${HEAD}${functionOf("acme_read_all", "acme_read_reg")}${functionOf("acme_write_all", "acme_write_reg")}${MAIN}`;

async function foldText(text: string, more: Readonly<Record<string, string>> = {}) {
  const files = { [FILE]: text, ...more };
  const family = familyOf(files, `${FILE}:acme_read_all`, `${FILE}:acme_write_all`);
  const { plans, skipped } = await fold(files, [family], ONLY);
  return { plans, reasons: skipped.map(({ reason }) => reason), after: applyPlans(files, plans)[FILE] };
}

test("functions of one type that are called become a parameter of exactly that type", async () => {
  const { plans, after } = await foldText(DRIVER);
  expect(plans.map(({ strategy }) => strategy)).toEqual(["callback"]);
  expect(plans[0].helperText.replace(/\s+/g, " ")).toContain(
    "int (*reg_fn)(struct hw *hw, unsigned int reg, long val))",
  );
  expect(after).toContain("(chip, level, acme_write_reg);\n");
  expect(runC({ "after.c": after })).toBe(runC({ "before.c": DRIVER }));
});

test("prototypes in the kernel's headers tell the type too", async () => {
  const bare = DRIVER.replace(/static int acme_(?:read|write)_reg[\s\S]*?\n\}\n\n/g, "").replace(
    "#include <stdio.h>",
    "#include <linux/acme.h>",
  );
  const header =
    "extern int acme_read_reg(struct hw *hw, unsigned int reg,\n\t\t\t long val);\nint acme_write_reg(struct hw *hw, unsigned int reg, long val);\n";
  const { plans } = await foldText(bare, { "include/linux/acme.h": header });
  expect(plans.map(({ strategy }) => strategy)).toEqual(["callback"]);
});

const REFUSED: readonly (readonly [string, string])[] = [
  ["another type of a parameter", DRIVER.replace("unsigned int where, long", "int where, long")],
  ["another type of the value", DRIVER.replace("static int acme_write_reg", "static long acme_write_reg")],
  ["an inline function", DRIVER.replace("static int acme_read_reg", "static inline int acme_read_reg")],
  [
    "a function of a section of its own",
    DRIVER.replace("static int acme_read_reg", "static int __init acme_read_reg"),
  ],
  [
    "a macro",
    DRIVER.replace("struct hw {", "#define acme_read_reg(h, r, v) ((h)->regs[(r) & 7])\n\nstruct hw {"),
  ],
  ["a function that is nowhere declared", DRIVER.replaceAll("acme_write_reg(chip", "acme_other(chip")],
  [
    "a pointer that is a local",
    DRIVER.replaceAll("acme_write_reg(chip", "chip_write(chip").replace(
      "int level)\n{\n\tint i",
      "int level)\n{\n\tint (*chip_write)(struct hw *, unsigned int, long) = 0;\n\tint i",
    ),
  ],
];

test.each(REFUSED)("%s is refused", async (_, text) => {
  const { plans, reasons } = await foldText(text);
  expect(plans).toEqual([]);
  expect(reasons).toHaveLength(1);
});
