import { expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const FILE = "drivers/leds/leds-acme.c";

/** A function of ten lines that compares with a constant. */
const member = (name: string, value: string): string => `static int ${name}(int *regs, int level)
{
	int i, sum = 0;

	for (i = 0; i < 4; i++) {
		regs[i] += level;
		sum += regs[i];
	}
	if (sum > ${value})
		printf("%d\\n", sum);
	return sum;
}

`;

const MAIN = (names: readonly string[]): string => `int (*const all[])(int *, int) = { ${names.join(", ")} };

int main(void)
{
	int regs[4] = { 1, 2, 3, 4 };

	for (int i = 0; i < 30; i++)
		printf("%d\\n", all[i % ${names.length}](regs, i - 9));
	return 0;
}
`;

const HEAD = "#include <stdio.h>\n\n";

test("one odd member does not keep the others from folding", async () => {
  const text =
    HEAD +
    member("acme_a_set", "1") +
    // static state: never folded
    member("acme_b_set", "2")
      .replace("int i,", "static int count;\n\tint i,")
      .replace("sum = 0", "sum = count++") +
    member("acme_c_set", "3") +
    member("acme_d_set", "4") +
    MAIN(["acme_a_set", "acme_b_set", "acme_c_set", "acme_d_set"]);
  const files = { [FILE]: text };
  const family = familyOf(files, ...["a", "b", "c", "d"].map((each) => `${FILE}:acme_${each}_set`));
  const { plans, skipped } = await fold(files, [family]);
  expect(skipped).toEqual([]);
  expect(plans.map(({ family: { members } }) => members.map((each) => each.function))).toEqual([
    ["acme_a_set", "acme_c_set", "acme_d_set"],
  ]);
  const after = applyPlans(files, plans)[FILE];
  expect(runC({ "after.c": after })).toBe(runC({ "before.c": text }));
});

test("members of two modules are folded within their files when no place serves them all", async () => {
  const second = "drivers/leds/leds-zenith.c";
  const names = (driver: string): string[] => ["a", "b", "c"].map((each) => `${driver}_${each}_set`);
  const text = (driver: string): string =>
    `#include <stdio.h>\n\n${names(driver)
      .map((name, i) => member(name, `${i + 3}`))
      .join("")}${MAIN(names(driver))}`;
  const files = {
    [FILE]: text("acme"),
    [second]: text("zenith"),
    "drivers/leds/Makefile": "obj-$(CONFIG_A) += leds-acme.o\nobj-$(CONFIG_B) += leds-zenith.o\n",
  };
  const family = familyOf(
    files,
    ...names("acme").map((name) => `${FILE}:${name}`),
    ...names("zenith").map((name) => `${second}:${name}`),
  );
  const { plans } = await fold(files, [family]);
  expect(plans.map((plan) => plan.files.map(({ file }) => file))).toEqual([[FILE], [second]]);
  const after = applyPlans(files, plans);
  for (const path of [FILE, second]) {
    expect(runC({ "after.c": after[path] })).toBe(runC({ "before.c": files[path as keyof typeof files] }));
  }
});

/** A function that gives up in its midst, and then works on registers in one go. */
const leaver = (name: string, tail: string): string => `static int ${name}(int *regs, int level)
{
	int sum;

	if (regs[0] > level)
		return -1;
	sum = regs[0];
	sum += regs[1] * 2;
	sum += regs[2] * 3;
	sum += regs[3] * 4;
	regs[0] = sum;
	regs[1] = sum + 1;
	regs[2] = sum + 2;
	regs[3] = sum + 3;
	${tail}
}

`;

test("of functions that are not to be folded whole only runs are, and straight ones have no jump in them", async () => {
  const names = ["acme_a_set", "acme_b_set", "acme_c_set"];
  const tails = ["return sum;", "return sum * 2;", "return level - sum;"];
  const text = HEAD + names.map((name, i) => leaver(name, tails[i]!)).join("") + MAIN(names);
  const files = { [FILE]: text };
  const family = familyOf(files, ...names.map((name) => `${FILE}:${name}`));
  const { plans } = await fold(files, [family], { grains: ["fragment"], straightRuns: true });
  expect(plans).toHaveLength(1);
  expect(plans[0].helperText).toContain("regs[3] = sum + 3;");
  expect(plans[0].helperText).not.toContain("return -1;");
  const after = applyPlans(files, plans)[FILE];
  for (const name of names) expect(after).toContain(`static int ${name}(`);
  expect(runC({ "after.c": after })).toBe(runC({ "before.c": text }));
});
