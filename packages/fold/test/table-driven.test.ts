import { expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const HEAD = `#include <stdio.h>

struct chip { unsigned int regs[64]; };

${[
  ["FAN", 10, 7, 2, 4, 16, 100],
  ["PUMP", 20, 8, 3, 5, 32, 200],
  ["LAMP", 30, 9, 4, 6, 64, 300],
]
  .map(([name, ...values]) =>
    ["MOST", "REG", "SHIFT", "CTRL", "ENABLE", "BIAS"]
      .map((word, i) => `#define ${name}_${word} ${values[i]}\n`)
      .join(""),
  )
  .join("")}`;

/** A function with six constants of its own. */
const setter = (name: string, v: string): string => `
int ${name}(struct chip *chip, unsigned int level)
{
	if (level > ${v}_MOST)
		return -1;
	chip->regs[${v}_REG] = level << ${v}_SHIFT;
	chip->regs[${v}_CTRL] |= ${v}_ENABLE;
	chip->regs[20] += level;
${Array.from({ length: 16 }, (_, i) => `\tchip->regs[${i + 21}] ^= chip->regs[${i + 20}];\n`).join("")}	printf("${"level"} %u\\n", chip->regs[${v}_REG] + ${v}_BIAS);
	return 0;
}
`;

const MAIN = (names: readonly string[]): string => `
int main(void)
{
	struct chip chip = { { 1, 2, 3 } };

	for (unsigned int level = 0; level < 40; level += 3)
		printf("${names.map(() => "%d").join(" ")}\\n", ${names.map((name) => `${name}(&chip, level)`).join(", ")});
	for (int i = 0; i < 64; i++)
		printf("%u ", chip.regs[i]);
	return 0;
}
`;

const NAMES = ["acme_set_fan_level", "acme_set_pump_level", "acme_set_lamp_level"];

const VALUES = ["FAN", "PUMP", "LAMP"];

function sourceOf(values: readonly string[] = VALUES): string {
  return HEAD + NAMES.map((name, i) => setter(name, values[i])).join("") + MAIN(NAMES);
}

test("functions with more constants than a call should pass become entries of constant data", async () => {
  const files = { "x.c": sourceOf() };
  const family = familyOf(files, ...NAMES.map((name) => `x.c:${name}`));
  const { plans, skipped } = await fold(files, [family], { strategies: ["table-driven"] });
  expect(skipped).toEqual([]);
  const after = applyPlans(files, plans)["x.c"];
  expect(runC({ "x.c": after })).toBe(runC({ "x.c": files["x.c"] }));
  expect(plans[0].strategy).toBe("table-driven");
  expect(after).toContain("struct acme_set_level_desc {");
  expect(after).toMatch(
    /static const struct acme_set_level_desc acme_set_fan_level_desc = \{\n\t\.\w+ = FAN_MOST, \.reg = FAN_REG, \.shift = FAN_SHIFT,/,
  );
  expect(after).toContain("return acme_set_level(chip, level, &acme_set_fan_level_desc);");
  expect(plans[0].body).toContain("differ only in 6 values");
});

test("a value that is defined behind the table refuses it", async () => {
  const late = sourceOf().replace("#define PUMP_CTRL 5\n", "");
  const files = { "x.c": late.replace("\nint acme_set_pump", "\n#define PUMP_CTRL 5\nint acme_set_pump") };
  const family = familyOf(files, ...NAMES.map((name) => `x.c:${name}`));
  const { skipped } = await fold(files, [family], { strategies: ["table-driven"], grains: ["function"] });
  expect(skipped.map(({ reason }) => reason)).toEqual(["uses-file-scope-names"]);
});

test("numbers that nothing names refuse it", async () => {
  let number = 40;
  const files = {
    "x.c": sourceOf().replaceAll(
      /\b(?:FAN|PUMP|LAMP)_(?:REG|SHIFT|CTRL)\b(?! \d)/g,
      () => `${(number -= 1)}`,
    ),
  };
  const family = familyOf(files, ...NAMES.map((name) => `x.c:${name}`));
  const { plans, skipped } = await fold(files, [family], {
    strategies: ["table-driven"],
    grains: ["function"],
  });
  expect(plans).toEqual([]);
  expect(skipped[0].detail).toContain("name");
});

test("functions with few constants keep their parameters", async () => {
  const files = {
    "x.c": sourceOf().replaceAll(/\b(?:PUMP|LAMP)_(SHIFT|CTRL|ENABLE|BIAS|REG)\b(?! \d)/g, "FAN_$1"),
  };
  const family = familyOf(files, ...NAMES.map((name) => `x.c:${name}`));
  const { plans } = await fold(files, [family]);
  expect(plans.map(({ strategy }) => strategy)).toEqual(["parameterised-function"]);
});

test("the data of functions that are called desc already have another name", async () => {
  const rename = (text: string): string => text.replace(/acme_set_(\w+)_level/g, "acme_$1_desc");
  const files = { "x.c": rename(sourceOf()) };
  const family = familyOf(files, ...NAMES.map((name) => `x.c:${rename(name)}`));
  const { plans } = await fold(files, [family], { strategies: ["table-driven"] });
  const after = applyPlans(files, plans)["x.c"];
  expect(after).toContain("static const struct acme_desc_data acme_fan_desc_data = {");
  expect(runC({ "x.c": after })).toBe(runC(files));
});
