import { expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const FILE = "drivers/leds/leds-acme.c";
const ONLY = { strategies: ["field-pointer"] as const, grains: ["function"] as const };

const HEAD = `#include <stdio.h>

typedef unsigned int u32;
typedef unsigned short u16;

struct acme_ring {
	u32 count;
	u32 slots[4];
	u32 packed_bits : 3;
};

struct acme_stats {
	u32 rx_errors;
	u32 tx_errors;
	u16 rx_drops;
};

struct acme {
	u32 id;
	struct acme_ring rx_ring;
	struct acme_ring tx_ring;
	struct acme_stats stats;
};

static u32 acme_mix(u32 *slot, u32 value)
{
	*slot = *slot * 31 + value;
	printf("%u\\n", *slot);
	return *slot;
}

`;

const functionOf = (
  name: string,
  ring: string,
  errors: string,
): string => `static int ${name}(struct acme *chip, u32 level)
{
	u32 i, sum = 0;

	chip->${ring}.count = level;
	for (i = 0; i < 4; i++) {
		sum += acme_mix(&chip->${ring}.slots[i], level / chip->${ring}.count);
		if (sum > 1000)
			chip->stats.${errors}++;
	}
	if (!level || (chip->stats.${errors} > 4000))
		return -1;
	if (chip->stats.${errors})
		sum--;
	printf("%u %u\\n", chip->stats.${errors}, chip->id);
	return sum / chip->stats.${errors};
}

`;

const MAIN = `int (*const all[])(struct acme *, u32) = { acme_fill_rx, acme_fill_tx };

int main(void)
{
	struct acme chip = { .id = 7, .stats = { 1, 2, 3 } };

	for (u32 i = 1; i < 20; i++)
		printf("%d\\n", all[i % 2](&chip, i));
	return 0;
}
`;

const SECOND = functionOf("acme_fill_tx", "tx_ring", "tx_errors");
const DRIVER = `${HEAD}${functionOf("acme_fill_rx", "rx_ring", "rx_errors")}${SECOND}${MAIN}`;

async function foldText(text: string, names = ["acme_fill_rx", "acme_fill_tx"]) {
  const files = { [FILE]: text };
  const family = familyOf(files, ...names.map((name) => `${FILE}:${name}`));
  const { plans, skipped } = await fold(files, [family], ONLY);
  return {
    plans,
    helper: plans.map(({ helperText }) => helperText).join("\n"),
    details: skipped.map(({ detail }) => detail),
    after: applyPlans(files, plans)[FILE],
  };
}

test("fields that differ are passed by pointer, each object once", async () => {
  const { plans, helper, after } = await foldText(DRIVER);
  expect(plans.map(({ strategy }) => strategy)).toEqual(["field-pointer"]);
  expect(helper).toContain("(struct acme *chip, u32 level, struct acme_ring *ring,");
  expect(helper).toContain("u32 *errors)");
  expect(helper).toContain("ring->count = level;");
  expect(helper).toContain("acme_mix(&ring->slots[i], level / ring->count)");
  expect(helper).toContain("(*errors)++;");
  expect(helper).toContain("if (*errors)\n");
  expect(helper).toContain("sum / (*errors)");
  expect(after).toContain("(chip, level, &chip->tx_ring, &chip->stats.tx_errors);");
  expect(runC({ "after.c": after })).toBe(runC({ "before.c": DRIVER }));
});

const OTHER = `struct acme_old {
	char name[3];
	struct acme_ring rx;
	struct acme_stats stats;
	u32 serial;
};

struct acme_box {
	struct acme_old old;
};

`;

const oldDriver = (second: string): string =>
  `${HEAD}${OTHER}${functionOf("acme_fill_rx", "rx_ring", "rx_errors")}${second}${MAIN.replace(
    "*all[]",
    "*all[]",
  )
    .replace("int (*const all[])(struct acme *, u32) = { acme_fill_rx, acme_fill_tx };\n", "")
    .replace("\tfor (u32", "\tstruct acme_old old = { .serial = 7, .stats = { 1, 2, 3 } };\n\n\tfor (u32")
    .replace("all[i % 2](&chip, i)", "i % 2 ? acme_fill_rx(&chip, i) : acme_fill_tx(&old, i)")}`;

const OLD_SECOND = SECOND.replace("struct acme *chip", "struct acme_old *chip")
  .replaceAll("tx_ring", "rx")
  .replaceAll("tx_errors", "rx_errors")
  .replace("chip->id", "chip->serial");

test("a parameter of another structure goes when only its fields are used", async () => {
  const { plans, helper, after } = await foldText(oldDriver(OLD_SECOND));
  expect(plans).toHaveLength(1);
  expect(helper).not.toContain("struct acme *chip");
  expect(helper).toContain("acme_fill(struct acme_ring *ring, struct acme_stats *stats,");
  expect(helper).toContain("stats->rx_errors++;");
  expect(after).toContain("(&old.rx, &old.stats, &old.serial, i)");
  expect(runC({ "after.c": after })).toBe(runC({ "before.c": oldDriver(OLD_SECOND) }));
});

const CALLED = oldDriver(OLD_SECOND)
  .replace("struct acme_old old =", "struct acme_box box, *b = &box;\n\n\tbox.old = (struct acme_old)")
  .replace("&old, i", "&b->old, i")
  .replace(
    'printf("%d\\n", i % 2 ? acme_fill_rx(&chip, i) : acme_fill_tx(&b->old, i));',
    '{\n\t\tprintf("%d\\n", acme_fill_rx(&chip, i) + 3);\n\t\tprintf("%d\\n", acme_fill_tx(&b->old, i));\n\t}',
  );

test("direct calls go to the helper when their arguments name the fields", async () => {
  const { plans, after } = await foldText(CALLED);
  expect(plans[0].removedFunctions).toEqual(["acme_fill_rx", "acme_fill_tx"]);
  expect(after).toContain("acme_fill(&chip.rx_ring, &chip.stats, &chip.id, i)");
  expect(after).toContain("acme_fill(&b->old.rx, &b->old.stats, &b->old.serial, i)");
  expect(runC({ "after.c": after })).toBe(runC({ "before.c": CALLED }));
});

test.each([
  ["does something", CALLED.replace("&b->old, i", "acme_next(&b)->old, i")],
  ["does something beside", CALLED.replace("&b->old, i", "&b->old, i++")],
  [
    "is a pointer to anything",
    CALLED.replace("*b = &box;", "*b = &box;\n\tvoid *any = &b->old;").replace("&b->old, i", "any, i"),
  ],
])("a member stays when an argument of its call %s", async (_, text) => {
  const { plans } = await foldText(text);
  expect(plans[0].removedFunctions).not.toContain("acme_fill_tx");
});

const READ = (name: string, field: string): string => `static int ${name}(struct acme *chip, u32 level)
{
	u32 old = chip->${field}, i;

	if (old == level)
		return 0;
	for (i = 0; i < level; i++) {
		acme_mix(&chip->rx_ring.slots[i % 4], level);
		acme_mix(&chip->tx_ring.slots[i % 4], old);
	}
	printf("%u\\n", old);
	return old;
}

`;

test("what is read before anything else happens is passed by value", async () => {
  const text = `${HEAD}${READ("acme_fill_rx", "stats.rx_errors")}${READ("acme_fill_tx", "id")}${MAIN}`;
  const { helper, after } = await foldText(text);
  expect(helper).toMatch(/u32 level, u32 \w+\)/);
  expect(after).toContain("(chip, level, chip->id);");
  expect(runC({ "after.c": after })).toBe(runC({ "before.c": text }));
});

test.each([
  ["behind a call", "u32 old, i;\n\n\tacme_mix(&level, 1);\n\told = chip->FIELD;"],
  ["on one path only", "u32 old = level ? chip->FIELD : 0, i;\n"],
  ["behind a way out", "u32 old, i;\n\n\tif (!chip)\n\t\treturn 0;\n\told = chip->FIELD;"],
  ["beside a call", "u32 old = acme_mix(&level, 1) + chip->FIELD, i;\n"],
])("a read %s stays where it is, through a pointer", async (_, lines) => {
  const body = (name: string, field: string): string =>
    READ(name, field).replace(`u32 old = chip->${field}, i;\n`, `${lines.replace("FIELD", field)}\n`);
  const { helper } = await foldText(
    `${HEAD}${body("acme_fill_rx", "stats.rx_errors")}${body("acme_fill_tx", "id")}${MAIN}`,
  );
  expect(helper).toMatch(/u32 level, const u32 \*\w+\)/);
});

const both = (change: (text: string) => string): string =>
  `${HEAD}${change(functionOf("acme_fill_rx", "rx_ring", "rx_errors"))}${change(SECOND)}${MAIN}`;

const REFUSED: readonly (readonly [string, RegExp, string])[] = [
  ["fields of two types", /differ in type/, DRIVER.replaceAll("stats.tx_errors", "stats.rx_drops")],
  [
    "a bit-field",
    /is a bit-field/,
    DRIVER.replaceAll("u32 rx_errors", "u32 rx_errors : 7").replace("u32 tx_errors", "u32 tx_errors : 7"),
  ],
  [
    "a packed structure",
    /is packed/,
    DRIVER.replace("\tu16 rx_drops;\n}", "\tu16 rx_drops;\n} __attribute__((packed))"),
  ],
  [
    "a structure inside of a packed one",
    /struct acme is packed/,
    DRIVER.replace("struct acme_stats stats;\n}", "struct acme_stats stats;\n} __packed"),
  ],
  [
    "fields under #if",
    /stands under #if/,
    DRIVER.replace("\tu32 tx_errors;\n", "#ifdef CONFIG_TX\n\tu32 tx_errors;\n#endif\n"),
  ],
  ["a volatile field", /is volatile/, DRIVER.replace(/u32 ([rt]x_errors)/g, "volatile u32 $1")],
  [
    "an array without a size",
    /without a size/,
    DRIVER.replace(/u32 ([rt]x_errors)/g, "u32 $1[]").replace(/_errors\+\+/g, "_errors[0]++"),
  ],
  [
    "a structure that is defined nowhere",
    /not known/,
    DRIVER.replace("struct acme_stats {", "struct other_stats {"),
  ],
  [
    "a structure that is defined twice",
    /defined more than once/,
    DRIVER.replace("struct acme {", "struct acme_stats {\n\tu16 rx_errors;\n};\n\nstruct acme {"),
  ],
  [
    "a pointer that moves",
    /keeps its value/,
    both((text) => text.replace("if (!level ||", "chip++;\n\tif (!level ||")),
  ],
  [
    "a pointer whose address is taken",
    /keeps its value/,
    both((text) => text.replace("if (!level ||", "acme_swap(&chip);\n\tif (!level ||")),
  ],
  [
    "what comes from a second pointer",
    /keeps its value/,
    DRIVER.replace(/chip->stats\./g, "chip->stats->").replace(
      "struct acme_stats stats;",
      "struct acme_stats *stats;",
    ),
  ],
  [
    "a field as an argument of a macro that takes its name",
    /argument of the macro/,
    both((text) => text.replace(/chip->stats\.(\w+)\+\+/, "BUMP(chip->stats.$1)")).replace(
      "struct acme_ring {",
      "#define BUMP(f) bump_##f\n\nstruct acme_ring {",
    ),
  ],
  [
    "the size of a field",
    /Expressions over struct members/,
    both((text) => text.replace(/chip->stats\.(\w+)\+\+/, "sum = sizeof(chip->stats.$1)")),
  ],
  [
    "a function that calls itself",
    /calls itself/,
    DRIVER.replace(
      "if (!level ||",
      "if (level > 9)\n\t\treturn acme_fill_rx(chip, 1);\n\tif (!level ||",
    ).replace(
      /(acme_fill_tx[\s\S]*?)if \(!level \|\|/,
      "$1if (level > 9)\n\t\treturn acme_fill_tx(chip, 1);\n\tif (!level ||",
    ),
  ],
  [
    "a parameter that is used as a whole",
    /more of it than its fields/,
    oldDriver(OLD_SECOND.replace("level / chip->rx.count", "level / chip->rx.count + !chip")).replace(
      "level / chip->rx_ring.count",
      "level / chip->rx_ring.count + !chip",
    ),
  ],
];

test.each(REFUSED)("%s is refused", async (_, why, text) => {
  const { plans, details } = await foldText(text);
  expect(plans).toEqual([]);
  expect(details).toEqual([expect.stringMatching(why)]);
});

const STORE = (
  name: string,
  field: string,
): string => `static int ${name}(struct acme_stats *stats, u32 level)
{
	struct acme *chip = (struct acme *)((char *)stats - offsetof(struct acme, stats));
	u32 i;

	if (level > 15)
		return -1;

	acme_mix(&chip->rx_ring.count, level);
	for (i = 0; i < level; i++)
		chip->${field} += i;
	acme_mix(&chip->tx_ring.count, chip->${field});
	for (i = 0; i < 4; i++) {
		acme_mix(&chip->rx_ring.slots[i], i);
		acme_mix(&chip->tx_ring.slots[i], chip->rx_ring.slots[i]);
	}
	if (chip->tx_ring.count > 100)
		return 1;

	printf("%u\\n", chip->${field});

	return 0;
}

`;

const STORES = `#include <stddef.h>
${HEAD}${STORE("acme_store_rx", "stats.rx_errors")}${STORE("acme_store_id", "id")}int (*const all[])(struct acme_stats *, u32) = { acme_store_rx, acme_store_id };

int main(void)
{
	struct acme chip = { .id = 7, .stats = { 1, 2, 3 } };

	for (u32 i = 1; i < 20; i++)
		printf("%d\\n", all[i % 2](&chip.stats, i));
	return 0;
}
`;

async function foldRuns(text: string) {
  const files = { [FILE]: text };
  const family = familyOf(files, `${FILE}:acme_store_rx`, `${FILE}:acme_store_id`);
  const { plans } = await fold(files, [family], { strategies: ["field-pointer"] });
  return { plans, after: applyPlans(files, plans)[FILE] };
}

test("runs that use other fields of a local are folded, which stays where it is", async () => {
  const { plans, after } = await foldRuns(STORES);
  expect(plans.map(({ strategy }) => strategy)).toEqual(["field-pointer"]);
  expect(after).toContain("(chip, level, &chip->stats.rx_errors);");
  expect(after).toContain("(chip, level, &chip->id);");
  expect(runC({ "after.c": after })).toBe(runC({ "before.c": STORES }));
});

test("fields of an object that a run is given a pointer to are not", async () => {
  const object = STORES.replaceAll(
    /struct acme \*chip = .*;/g,
    "struct acme chip = { .id = level };",
  ).replaceAll(/chip->/g, "chip.");
  const { plans } = await foldRuns(object);
  expect(plans).toEqual([]);
});
