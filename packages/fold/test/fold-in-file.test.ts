import { listFunctions } from "@kindred/c-source";
import { describe, expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { FUNCTIONS_ONLY, familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const PATH = "drivers/leds/leds-acme.c";

/** Two functions whose address is taken, differing in a register and a bit; the driver prints what it does. */
const DRIVER = `#include <stdio.h>

#define ACME_REG_FLASH	0x10
#define ACME_REG_TORCH	0x14

struct acme {
	int regs[32];
};

static int acme_store(struct acme *chip, int reg, int val)
{
	printf("store %x %d\\n", reg, val);
	chip->regs[reg] = val;
	return val & 1;
}

/* Sets the flash. */
static int acme_flash_set(struct acme *chip, int level)
{
	int ret;

	if (level < 0)
		return -1;
	if (level > 31)
		level = 31;
	ret = acme_store(chip, ACME_REG_FLASH,
			 level);
	if (ret)
		return ret;
	chip->regs[0] |= 2;
	printf("now %d %d\\n", chip->regs[ACME_REG_FLASH], chip->regs[0]);
	return 0;
}

/* Sets the torch. */
static int acme_torch_set(struct acme *led, int value)
{
	int err;

	if (value < 0)
		return -1;
	if (value > 31)
		value = 31;
	err = acme_store(led, ACME_REG_TORCH,
			 value);
	if (err)
		return err;
	led->regs[0] |= 4;
	printf("now %d %d\\n", led->regs[ACME_REG_TORCH], led->regs[0]);
	return 0;
}

int (*const acme_setters[])(struct acme *, int) = { acme_flash_set, acme_torch_set };

int main(void)
{
	struct acme chip = { { 0 } };

	for (int i = -1; i < 40; i++) {
		printf("%d\\n", acme_setters[0](&chip, i));
		printf("%d\\n", acme_setters[1](&chip, i + 1));
	}
	return 0;
}
`;

const PARAMETERISED = familyOf({ [PATH]: DRIVER }, `${PATH}:acme_flash_set`, `${PATH}:acme_torch_set`);

describe("parameterised-function", async () => {
  const { plans, skipped } = await fold({ [PATH]: DRIVER }, [PARAMETERISED]);
  const after = applyPlans({ [PATH]: DRIVER }, plans)[PATH];

  test("makes one plan with a typed parameter for each value that differs", () => {
    expect(skipped).toEqual([]);
    expect(plans).toHaveLength(1);
    const [plan] = plans;
    expect(plan.strategy).toBe("parameterised-function");
    expect(plan.helper).toBe("acme_set_common");
    expect(plan.helperText).toContain(
      "static int acme_set_common(struct acme *chip, int level, int reg, int",
    );
    expect(plan.removedFunctions).toEqual([]);
    expect(plan.subject).toBe("leds: acme: Factor out acme_set_common()");
  });

  test("keeps functions whose address is taken, with their comments, as calls", () => {
    expect(after).toContain(
      "/* Sets the flash. */\nstatic int acme_flash_set(struct acme *chip, int level)\n{\n\treturn acme_set_common(chip, level, ACME_REG_FLASH, 2);\n}\n",
    );
    expect(after).toContain(
      "/* Sets the torch. */\nstatic int acme_torch_set(struct acme *led, int value)\n{\n\treturn acme_set_common(led, value, ACME_REG_TORCH, 4);\n}\n",
    );
  });

  test("puts an argument list on one line where it fits now", () => {
    expect(after).toContain("\tret = acme_store(chip, reg, level);\n");
  });

  test("the driver does the same before and after", () => {
    expect(runC({ "after.c": after })).toBe(runC({ "before.c": DRIVER }));
  });

  test("net lines are fewer", () => {
    expect(after.split("\n").length).toBeLessThan(DRIVER.split("\n").length);
  });
});

const SHARED = `#include <stdio.h>

/**
 * wdt_a_ping() - pings the watchdog
 * @base: registers
 */
static int wdt_a_ping(int *base, int times)
{
	int i, sum = 0;

	for (i = 0; i < times; i++) {
		base[i] += times;
		sum += base[i];
	}
	if (sum > 100)
		return -1;
	return sum;
}

/**
 * wdt_b_ping() - pings the watchdog
 * @base: registers
 */
static int wdt_b_ping(int *regs, int count)
{
	int n, total = 0;

	for (n = 0; n < count; n++) {
		regs[n] += count;
		total += regs[n];
	}
	if (total > 100)
		return -1;
	return total;
}

int main(void)
{
	int regs[8] = { 0 };

	for (int i = 0; i < 8; i++)
		printf("%d %d\\n", wdt_a_ping(regs, i), wdt_b_ping(regs, 8 - i));
	if (wdt_b_ping(regs, 3) == wdt_a_ping(regs,
					      4))
		printf("alike\\n");
	return 0;
}
`;

describe("shared-function", async () => {
  const file = "drivers/watchdog/acme_wdt.c";
  const family = familyOf({ [file]: SHARED }, `${file}:wdt_a_ping`, `${file}:wdt_b_ping`);
  const { plans, skipped } = await fold({ [file]: SHARED }, [family]);
  const after = applyPlans({ [file]: SHARED }, plans)[file];

  test("one definition is left, under a neutral name, with the comment both had", () => {
    expect(skipped).toEqual([]);
    expect(plans[0].strategy).toBe("shared-function");
    expect(plans[0].removedFunctions).toEqual(["wdt_a_ping", "wdt_b_ping"]);
    const [helper] = listFunctions(after);
    expect(helper.name).toBe(plans[0].helper);
    expect(after).toContain(`/**\n * ${plans[0].helper}() - pings the watchdog\n`);
    expect(after).not.toMatch(/wdt_[ab]_ping/);
  });

  test("the program does the same before and after, and every call is laid out anew", () => {
    expect(runC({ "after.c": after })).toBe(runC({ "before.c": SHARED }));
    expect(after).toContain(`\tif (${plans[0].helper}(regs, 3) == ${plans[0].helper}(regs, 4))\n`);
  });
});

describe("several families", async () => {
  const both = `${DRIVER}\n${SHARED.replace("#include <stdio.h>\n", "").replace("int main", "int other")}`;
  const files = { [PATH]: both };
  const first = familyOf(files, `${PATH}:acme_flash_set`, `${PATH}:acme_torch_set`);
  const second = familyOf(files, `${PATH}:wdt_a_ping`, `${PATH}:wdt_b_ping`);
  const { plans, skipped } = await fold(files, [first, second, first]);

  test("plans stack, and a function is folded once", () => {
    expect(plans).toHaveLength(2);
    expect(skipped.map(({ reason }) => reason)).toEqual(["overlaps-earlier-fold"]);
    const after = applyPlans(files, plans)[PATH];
    expect(runC({ "after.c": after })).toBe(runC({ "before.c": both }));
  });

  test("each plan stands alone as well", () => {
    for (const plan of plans) {
      const after = applyPlans(files, [plan])[PATH];
      expect(runC({ "after.c": after })).toBe(runC({ "before.c": both }));
    }
  });
});

test("folding again finds the members gone", async () => {
  const { plans } = await fold({ [PATH]: DRIVER }, [PARAMETERISED]);
  const after = applyPlans({ [PATH]: DRIVER }, plans);
  const again = await fold(after, [PARAMETERISED]);
  expect(again.plans).toEqual([]);
  expect(again.skipped[0].reason).toBe("stale-family");
});

test("a name that the tree has already is not taken", async () => {
  const { plans } = await fold({ [PATH]: DRIVER }, [PARAMETERISED], {
    isNameFree: (name) => name !== "acme_set_common",
  });
  expect(plans[0].helper).not.toBe("acme_set_common");
});

const OBJECTS = `#include <linux/acme.h>

struct acme_ops {
	int (*get)(int);
	int (*set)(int, int);
};

struct chip {
	int regs[8];
	const struct acme_ops *ops;
	const char *mode;
};

static const struct acme_ops acme_first_ops;
static const struct acme_ops acme_second_ops;
static const int acme_first_map[] = { 1, 2, 3, 4 };
static const int acme_second_map[] = { 5, 6, 7, 8 };

static int acme_first_setup(struct chip *chip, int level)
{
	int i;

	chip->ops = &acme_first_ops;
	for (i = 0; i < 4; i++)
		chip->regs[i] = acme_first_map[i] * level;
	chip->regs[4] = ACME_LOW;
	chip->regs[5] = ACME_ONE;
	chip->regs[6] += level;
	chip->regs[7] -= level;
	chip->regs[0] ^= level;
	chip->regs[1] ^= level;
	chip->regs[2] ^= level;
	chip->regs[3] ^= level;
	return 0;
}

static int acme_second_setup(struct chip *chip, int level)
{
	int i;

	chip->ops = &acme_second_ops;
	for (i = 0; i < 4; i++)
		chip->regs[i] = acme_second_map[i] * level;
	chip->regs[4] = ACME_HIGH;
	chip->regs[5] = ACME_TWO;
	chip->regs[6] += level;
	chip->regs[7] -= level;
	chip->regs[0] ^= level;
	chip->regs[1] ^= level;
	chip->regs[2] ^= level;
	chip->regs[3] ^= level;
	return 0;
}

int (*const acme_setups[])(struct chip *, int) = { acme_first_setup, acme_second_setup };
`;

test("addresses of objects, and constants of the kernel's headers, become parameters", async () => {
  const files = {
    [PATH]: OBJECTS,
    "include/linux/acme.h":
      "#define ACME_LOW 0x10\n#define ACME_HIGH ACME_BASE(2)\n#define ACME_BASE(x) (0x20 + (x))\n#include <linux/deeper.h>\n",
    "include/linux/deeper.h": "enum acme_kind {\n\tACME_ONE,\n\tACME_TWO,\n};\n",
  };
  const family = familyOf(files, `${PATH}:acme_first_setup`, `${PATH}:acme_second_setup`);
  const { plans, skipped } = await fold(files, [family], FUNCTIONS_ONLY);
  expect(skipped).toEqual([]);
  const head = plans[0].helperText.replace(/\s+/g, " ");
  expect(head).toMatch(/const struct acme_ops \*\w+, const int \*\w+, int \w+, int \w+\)/);
  const called = {
    ...files,
    "include/linux/acme.h": `${files["include/linux/acme.h"]}int acme_level(int x);\n`.replace(
      "(0x20 + (x))",
      "acme_level(x)",
    ),
  };
  const again = await fold(called, [family], FUNCTIONS_ONLY);
  expect(again.plans).toEqual([]);
  expect(again.skipped.map(({ reason }) => reason)).toEqual(["unknown-type"]);
});
