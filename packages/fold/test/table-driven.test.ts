import { expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const HEAD = `#include <stdio.h>

struct chip { unsigned int regs[64]; };

#define FAN_REG 7
`;

/** A function with six constants of its own. */
const setter = (name: string, v: readonly (number | string)[]): string => `
int ${name}(struct chip *chip, unsigned int level)
{
	if (level > ${v[0]})
		return -1;
	chip->regs[${v[1]}] = level << ${v[2]};
	chip->regs[${v[3]}] |= ${v[4]};
	chip->regs[20] += level;
${Array.from({ length: 16 }, (_, i) => `\tchip->regs[${i + 21}] ^= chip->regs[${i + 20}];\n`).join("")}	printf("${"level"} %u\\n", chip->regs[${v[1]}] + ${v[5]});
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

function sourceOf(between = ""): string {
  const rows = [
    [10, "FAN_REG", 2, 4, 16, 100],
    [20, 8, 3, 5, 32, 200],
    [30, 9, 4, 6, 64, 300],
  ];
  return HEAD + NAMES.map((name, i) => setter(name, rows[i])).join(between) + MAIN(NAMES);
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
    /static const struct acme_set_level_desc acme_set_fan_level_desc = \{\n\t\.\w+ = 10, /,
  );
  expect(after).toContain("return acme_set_level(chip, level, &acme_set_fan_level_desc);");
  expect(plans[0].body).toContain("differ only in 6 values");
});

test("a value that is defined behind the table refuses it", async () => {
  const source = sourceOf("\n#define PUMP_REG 8\n").replace("regs[8] = level", "regs[PUMP_REG] = level");
  const files = { "x.c": source.replaceAll("regs[8]", "regs[PUMP_REG]") };
  const family = familyOf(files, ...NAMES.slice(0, 2).map((name) => `x.c:${name}`));
  const { skipped } = await fold(files, [family], { strategies: ["table-driven"], grains: ["function"] });
  expect(skipped.map(({ reason }) => reason)).toEqual(["uses-file-scope-names"]);
});

test("functions with few constants keep their parameters", async () => {
  const source = HEAD + NAMES.map((name, i) => setter(name, [i, 4, 3, 5, 32, 200])).join("") + MAIN(NAMES);
  const files = { "x.c": source };
  const family = familyOf(files, ...NAMES.map((name) => `x.c:${name}`));
  const { plans } = await fold(files, [family]);
  expect(plans.map(({ strategy }) => strategy)).toEqual(["parameterised-function"]);
});
