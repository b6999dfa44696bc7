import { describe, expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const FILE = "drivers/leds/leds-acme.c";

const HEAD = `#include <stdbool.h>
#include <stdio.h>

struct chip {
	int regs[8];
};

static int chip_read(struct chip *chip, int reg)
{
	printf("read %d\\n", reg);
	return chip->regs[reg & 7];
}

static void chip_write(struct chip *chip, int reg, int val)
{
	printf("write %d %d\\n", reg, val);
	chip->regs[reg & 7] = val;
}

`;

/** Statements that make the fold pay. */
const TAIL = Array.from({ length: 16 }, (_, i) => `	chip_write(chip, ${i}, level + ${i});\n`).join("");

interface Part {
  readonly name: string;
  readonly declarations?: string;
  readonly first: string;
  readonly second?: string;
}

function functionOf({ name, declarations = "	int val;\n", first, second = "" }: Part): string {
  return `static int ${name}(struct chip *chip, int level)\n{\n${declarations}\n	val = chip_read(chip, level);\n${first}${TAIL}${second}	return val;\n}\n\n`;
}

function driverOf(parts: readonly Part[]): string {
  const names = parts.map(({ name }) => name);
  return `${HEAD}${parts.map(functionOf).join("")}int (*const all[])(struct chip *, int) = { ${names.join(", ")} };

int main(void)
{
	struct chip chip = { { 1, 2, 3, 4, 5, 6, 7, 8 } };

	for (int i = 0; i < 40; i++)
		printf("%d\\n", all[i % ${names.length}](&chip, i - 9));
	return 0;
}
`;
}

async function foldParts(parts: readonly Part[]) {
  const files = { [FILE]: driverOf(parts) };
  const family = familyOf(files, ...parts.map(({ name }) => `${FILE}:${name}`));
  const { plans, skipped } = await fold(files, [family]);
  return { plans, skipped, before: files[FILE], after: applyPlans(files, plans)[FILE] };
}

describe("statements that differ stand under a flag", () => {
  const cases: readonly (readonly [string, readonly Part[], RegExp])[] = [
    [
      "another form of a statement",
      [
        { name: "acme_enable_led", first: "	val |= 4;\n" },
        { name: "acme_disable_led", first: "	val &= ~4;\n" },
      ],
      /\tif \(enable\)\n\t\tval \|= 4;\n\telse\n\t\tval &= ~4;\n/,
    ],
    [
      "a statement that only the second has",
      [
        { name: "acme_rx_setup", first: "" },
        { name: "acme_tx_setup", first: "	chip_write(chip, 7, val);\n	val++;\n" },
      ],
      /\tif \(is_tx\) \{\n\t\tchip_write\(chip, 7, val\);\n\t\tval\+\+;\n\t\}\n/,
    ],
    [
      "a check that only one has, in its condition",
      [
        { name: "acme_rx_setup", first: "	if (val > 3)\n		return -1;\n" },
        { name: "acme_tx_setup", first: "" },
      ],
      /\tif \(is_rx && val > 3\)\n\t\treturn -1;\n/,
    ],
    [
      "statements in several places share a flag",
      [
        { name: "acme_start", first: "	val += 2;\n", second: "	chip_write(chip, 1, 0);\n" },
        { name: "acme_stop", first: "", second: "	val = ~val;\n" },
      ],
      /\tif \(start\)\n\t\tchip_write\(chip, 1, 0\);\n\telse\n\t\tval = ~val;\n/,
    ],
    [
      "one of two forms returns",
      [
        { name: "acme_rx_get", first: "", second: "	return val + 1;\n" },
        { name: "acme_tx_get", first: "", second: "	val -= 1;\n" },
      ],
      /\tif \(is_rx\)\n\t\treturn val \+ 1;\n\tval -= 1;\n/,
    ],
    [
      "a local that only one has, and locals in another order",
      [
        {
          name: "acme_rx_get",
          declarations: "	int val;\n	int sum = 0;\n	unsigned int i;\n",
          first: "	i = level & 3;\n	sum += i;\n",
          second: "	val += sum;\n",
        },
        {
          name: "acme_tx_get",
          declarations: "	unsigned int n;\n	int val;\n	int sum = 0;\n	int left;\n",
          first: "	n = level & 3;\n	left = 4;\n	sum += n;\n	sum -= left;\n",
          second: "	val += sum;\n",
        },
      ],
      /\tif \(is_tx\)\n\t\tleft = 4;\n/,
    ],
    [
      "one of three differs, and a value too",
      [
        { name: "acme_red_set", first: "	val += 1;\n" },
        { name: "acme_blue_set", first: "	val += 2;\n	chip_write(chip, 3, val);\n" },
        { name: "acme_green_set", first: "	val += 3;\n" },
      ],
      /\tval \+= offset;\n\tif \(is_blue\)\n\t\tchip_write\(chip, 3, val\);\n/,
    ],
  ];

  test.each(cases)("%s", async (_, parts, expected) => {
    const { plans, skipped, before, after } = await foldParts(parts);
    expect(skipped).toEqual([]);
    expect(plans.map(({ strategy }) => strategy)).toEqual(["parameterised-function"]);
    expect(after).toMatch(expected);
    expect(runC({ "after.c": after })).toBe(runC({ "before.c": before }));
  });

  test("a bool that is passed anyway is the flag", async () => {
    const switched = (name: string, value: string, call: string): Part => ({
      name,
      first: `	chip_write(chip, 2, ${value});\n	${call}\n`,
    });
    const parts = [switched("acme_on", "true", "val++;"), switched("acme_off", "false", "val--;")];
    const { plans, before, after } = await foldParts(parts);
    expect(plans[0].helperText).toMatch(/int level,\s+\w+ \w+\)/);
    expect(runC({ "after.c": after })).toBe(runC({ "before.c": before }));
  });
});

describe("statements that are not put under a flag", () => {
  const twice = (line: string): string => line.repeat(7);
  const refused: readonly (readonly [string, Part, Part])[] = [
    [
      "a label to jump to",
      { name: "acme_rx", first: "" },
      { name: "acme_tx", first: "again:\n	if (val-- > 0)\n		goto again;\n" },
    ],
    [
      "a declaration with a value that is computed",
      { name: "acme_rx", first: "" },
      {
        name: "acme_tx",
        declarations: "	int val;\n	int x = chip_read(chip, 1);\n",
        first: "	val += x;\n",
      },
    ],
    [
      "a macro that declares",
      { name: "acme_rx", first: "" },
      { name: "acme_tx", first: "	DEFINE_WAIT(wait);\n" },
    ],
    [
      "a lock that is taken",
      { name: "acme_rx", first: "" },
      { name: "acme_tx", first: "	spin_lock(&chip->lock);\n" },
    ],
    [
      "a lock that is held to the end of the block",
      { name: "acme_rx", first: "" },
      { name: "acme_tx", first: "	guard(mutex)(&chip->lock);\n" },
    ],
    [
      "more than a few lines",
      { name: "acme_rx", first: "" },
      { name: "acme_tx", first: twice("	chip_write(chip, 1, 0);\n	val++;\n") },
    ],
    [
      "two long forms of one statement",
      { name: "acme_rx", first: "	if (val > 1) {\n		val++;\n		chip_write(chip, 1, 0);\n	}\n" },
      { name: "acme_tx", first: "	if (val < 1) {\n		val++;\n		chip_write(chip, 1, 0);\n	}\n" },
    ],
    [
      "a side that no name tells from the other",
      { name: "acme_1", first: "" },
      { name: "acme_2", first: "	val++;\n" },
    ],
    [
      "a type that differs",
      { name: "acme_rx", declarations: "	long val;\n", first: "" },
      { name: "acme_tx", first: "	val++;\n" },
    ],
  ];

  test.each(refused)("%s", async (_, first, second) => {
    const files = {
      [FILE]: `${HEAD}${functionOf(first)}${functionOf(second)}int (*const all[])(struct chip *, int) = { ${first.name}, ${second.name} };\n`,
    };
    const family = familyOf(files, `${FILE}:${first.name}`, `${FILE}:${second.name}`);
    const { plans } = await fold(files, [family], {
      strategies: ["shared-function", "parameterised-function"],
    });
    // A run of statements that both have may still be folded; what differs is not in it.
    expect(plans.filter(({ helperText }) => /\bbool\b/.test(helperText))).toEqual([]);
  });

  test("a jump at the end of a case, which would go on into the next", async () => {
    const part = (name: string, jump: string): Part => ({
      name,
      first: `	switch (level) {\n	case 1:\n		val++;\n${jump}	case 2:\n		val--;\n		break;\n	}\n`,
    });
    const { plans } = await foldParts([part("acme_rx", "		return 7;\n"), part("acme_tx", "")]);
    expect(plans.filter(({ helperText }) => /\bbool\b/.test(helperText))).toEqual([]);
  });

  test.each([
    ["AT", "#define AT(id) case id: return level"],
    ["AT", "#define CASE(id) case id\n#define AT(id) CASE(id): return level"],
    ["AT", "#define AT(id) out##id: return level"],
  ])("a macro that brings the label which it is reached by: %s of `%s`", async (macro, define) => {
    const part = (name: string, more: string): Part => ({
      name,
      first: `	switch (level) {\n	case 0:\n		return 9;\n	${macro}(1);\n${more}	default:\n		val++;\n	}\n`,
    });
    const parts = [part("acme_rx", `	${macro}(2);\n`), part("acme_tx", "")];
    const files = { [FILE]: `${define}\n${driverOf(parts)}` };
    const { plans } = await fold(files, [familyOf(files, ...parts.map(({ name }) => `${FILE}:${name}`))]);
    expect(plans.filter(({ helperText }) => /\bbool\b/.test(helperText))).toEqual([]);
  });

  test("statements among which a comment would be lost", async () => {
    const rest = "	chip_write(chip, 7, val);\n";
    const first = `	val |= 4;\n${rest}`;
    const { plans, skipped } = await foldParts([
      { name: "acme_rx_get", first: `${first}	val += 1;\n` },
      { name: "acme_tx_get", first: "" },
      { name: "acme_rx_put", first: `	val |= 4;\n	/* Mind the gap. */\n${rest}	val += 1;\n` },
    ]);
    expect(skipped.map(({ reason }) => reason)).not.toContain("fold-failed");
    for (const { helperText } of plans.filter(({ helperText }) => /\bbool\b/.test(helperText)))
      expect(helperText).toContain("Mind the gap.");
  });

  test("a flag is not called like a keyword", async () => {
    const { plans, after } = await foldParts([
      { name: "acme_register_rx", first: "	val |= 4;\n" },
      { name: "acme_unregister_rx", first: "	val &= ~4;\n" },
    ]);
    expect(plans).toHaveLength(1);
    expect(after).toContain("bool do_register");
  });

  test("a function that is declared behind the first member", async () => {
    const first = functionOf({ name: "acme_rx_get", first: "" });
    const second = functionOf({ name: "acme_tx_get", first: "\tchip_late(chip);\n" });
    const late = "static void chip_late(struct chip *chip)\n{\n\tchip->regs[0] = 0;\n}\n\n";
    const foldText = async (text: string) => {
      const files = { [FILE]: text };
      const family = familyOf(files, `${FILE}:acme_rx_get`, `${FILE}:acme_tx_get`);
      const { plans } = await fold(files, [family], { strategies: ["parameterised-function"] });
      return plans.filter(({ helperText }) => /\bbool\b/.test(helperText)).length;
    };
    const pasted = [first, second.replace("chip_late(chip)", "chip_use(&dev_attr_power)")];
    const attribute = "static DEVICE_ATTR(power, 0444, power_show, NULL);\n\n";
    const uses = "int (*const all[])(struct chip *, int) = { acme_rx_get, acme_tx_get };\n";
    expect(await foldText(HEAD + first + late + second + uses)).toBe(0);
    expect(await foldText(HEAD + late + first + second + uses)).toBe(1);
    expect(await foldText(HEAD + pasted[0] + attribute + pasted[1] + uses)).toBe(0);
    expect(await foldText(HEAD + attribute + pasted[0] + pasted[1] + uses)).toBe(1);
  });

  test("three forms", async () => {
    const parts = ["val++", "val--", "val = ~val"].map(
      (form, i): Part => ({ name: `acme_${"abc"[i]}_set`, first: `	${form};\n` }),
    );
    const files = { [FILE]: driverOf(parts) };
    const { plans } = await fold(files, [familyOf(files, ...parts.map(({ name }) => `${FILE}:${name}`))]);
    expect(plans.filter(({ helperText }) => /\bif\b/.test(helperText))).toEqual([]);
  });
});
