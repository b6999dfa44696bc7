import { describe, expect, test } from "vitest";
import { splitAffix } from "../src/macro/split-affix.ts";
import type { RefusalReason } from "../src/refusal.ts";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const FILE = "drivers/hwmon/acme.c";
const ONLY = { strategies: ["generator-macro"] } as const;

describe("splitAffix", () => {
  test.each([
    [
      ["acme_rx_show", "acme_tx_show"],
      ["acme_", "_show"],
      ["rx", "tx"],
    ],
    [
      ["temp1_max", "temp2_max"],
      ["temp", "_max"],
      ["1", "2"],
    ],
    [
      ["acme_reset", "bar_reset"],
      ["", "_reset"],
      ["acme", "bar"],
    ],
    [
      ["acme_show", "acme_max_show"],
      ["", "_show"],
      ["acme", "acme_max"],
    ],
    [
      ["set_in_max", "set_in0_max"],
      ["set_", "_max"],
      ["in", "in0"],
    ],
    [
      ["a_b", "a_c"],
      ["a_", ""],
      ["b", "c"],
    ],
  ])("%j", (words, [prefix, suffix], middles) => {
    expect(splitAffix(words)).toEqual({ prefix, suffix, middles });
  });

  test.each([[["read", "reset"]], [["acme_get", "acme"]], [["a1", "b2"]], [["f2_on", "f1_off"]]])(
    "%j share nothing",
    (words) => {
      expect(splitAffix(words)).toBeUndefined();
    },
  );
});

/** Two functions that differ in a struct's type, in members, a constant, a function called and a message. */
const DRIVER = `#include <stdio.h>
#include <string.h>

#define ACME_RX_BASE	3
#define ACME_TX_BASE	7

struct rx_ring { int rx_count; int spare[3]; };
struct tx_ring { char name[5]; int tx_count; };

static int acme_rx_scale(int x)
{
	return x * 3;
}

static int acme_tx_scale(int x)
{
	return x * 5;
}

/**
 * acme_rx_show() - shows the receive ring
 */
static int acme_rx_show(void *data, int level)
{
	struct rx_ring *ring = data;
	int i, sum = 0; // of all

	/* Every step counts,
	 * also the first.
	 */
	for (i = 0; i < level; i++) {
		sum += acme_rx_scale(ring->rx_count) + ACME_RX_BASE;
		ring->rx_count++;
	}
	if (sum > 100)
		goto out;
	sum += level;
	sum ^= 0x55;
	sum *= 3;
	sum -= level / 2;
	printf("%s: ring %d\\n", __func__, sum);
	return sum;
out:
	return -1;
}

static int acme_tx_show(void *data, int value)
{
	struct tx_ring *tx = data;
	int n, total = 0;

	for (n = 0; n < value; n++) {
		total += acme_tx_scale(tx->tx_count) + ACME_TX_BASE;
		tx->tx_count++;
	}
	if (total > 100)
		goto fail;
	total += value;
	total ^= 0x55;
	total *= 3;
	total -= value / 2;
	printf("%s: ring %d\\n", __func__, total);
	return total;
fail:
	return -1;
}

int (*const acme_shows[])(void *, int) = { acme_rx_show, acme_tx_show };

int main(void)
{
	struct rx_ring rx = { 1, { 0 } };
	struct tx_ring tx = { "tx", 2 };

	for (int i = 0; i < 5; i++)
		printf("%d %d\\n", acme_shows[0](&rx, i), acme_shows[1](&tx, i));
	return strlen(tx.name) != 2;
}
`;

describe("generator-macro", async () => {
  const files = { [FILE]: DRIVER };
  const { plans, skipped } = await fold(files, [
    familyOf(files, `${FILE}:acme_rx_show`, `${FILE}:acme_tx_show`),
  ]);
  const after = applyPlans(files, plans)[FILE];
  const lines = after.split("\n");
  const start = lines.findIndex((line) => line.startsWith("#define DEFINE_"));
  const macro = lines.slice(start, lines.indexOf("}", start) + 1);

  test("one plan, one argument for all names that differ in the same part", () => {
    expect(skipped).toEqual([]);
    expect(plans.map(({ strategy, helper }) => [strategy, helper])).toEqual([
      ["generator-macro", "DEFINE_ACME_SHOW"],
    ]);
    expect(lines[start]).toMatch(/^#define DEFINE_ACME_SHOW\(_name, _base\)\t+\\$/);
    expect(after).toContain("\nDEFINE_ACME_SHOW(rx, ACME_RX_BASE)\nDEFINE_ACME_SHOW(tx, ACME_TX_BASE)\n");
    expect(macro.join("\n")).toMatch(/struct _name##_ring \*ring = data;/);
    expect(macro.join("\n")).toMatch(/acme_##_name##_scale\(ring->_name##_count\) \+ \(_base\);/);
  });

  test("every line of the macro but the last is continued in one column", () => {
    expect(macro.at(-1)).toBe("}");
    const columns = macro.slice(0, -1).map((line) => {
      expect(line.endsWith("\\")).toBe(true);
      return [...line].reduce((column, char) => (char === "\t" ? (column | 7) + 1 : column + 1), 0);
    });
    expect(new Set(columns).size).toBe(1);
  });

  test("comments stay, one a line, kernel-doc above a use a plain comment", () => {
    expect(macro.join("\n")).toContain("int i, sum = 0; /* of all */");
    expect(macro.join("\n")).toMatch(
      /\n\t\/\* Every step counts, \*\/\t+\\\n\t\/\* also the first\. \*\/\t+\\\n/,
    );
    expect(after).toContain(
      "/*\n * acme_rx_show() - shows the receive ring\n */\nDEFINE_ACME_SHOW(rx, ACME_RX_BASE)\n",
    );
  });

  test("the driver does the same before and after, __func__ included", () => {
    expect(runC({ "after.c": after })).toBe(runC({ "before.c": DRIVER }));
  });

  test("folding again finds nothing", async () => {
    const again = await fold(
      { [FILE]: after },
      plans.map(({ family }) => family),
    );
    expect(again.plans).toEqual([]);
  });
});

const PADDING = Array.from({ length: 18 }, (_, i) => `\tp->slot[${i}] = level * ${i + 3};\n`).join("");

interface Case {
  readonly name: string;
  readonly reason: RefusalReason | "folded";
  readonly first: string;
  readonly second?: string;
  readonly before?: string;
  readonly names?: readonly [string, string];
  readonly heads?: readonly [string, string];
  readonly headers?: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  { name: "a type", reason: "folded", first: "u8 reg = 0;", second: "u16 reg = 0;" },
  {
    name: "a struct member with a shared part",
    reason: "folded",
    first: "p->rx_n = 1;",
    second: "p->tx_n = 1;",
  },
  { name: "a function called", reason: "folded", first: "f(level);", second: "g(level);" },
  {
    name: "a case label",
    reason: "folded",
    first: "switch (level) {\n\tcase 1:\n\t\tf(level);\n\t}",
    second: "switch (level) {\n\tcase 2:\n\t\tf(level);\n\t}",
  },
  { name: "a format", reason: "folded", first: 'log("a %d", level);', second: 'log("b %d", level);' },
  {
    name: "a lock's class",
    reason: "folded",
    first: "mutex_init(&p->rx_lock);",
    second: "mutex_init(&p->tx_lock);",
  },
  {
    name: "a value beside an operator",
    reason: "folded",
    first: "p->x = level + 1;",
    second: "p->x = level + 2;",
  },
  { name: "the line", reason: "source-position", first: "log(__LINE__);" },
  {
    name: "the line through a macro",
    reason: "source-position",
    before: "#define TRACE() log(__LINE__)\n",
    first: "TRACE();",
  },
  { name: "a static local", reason: "static-state", first: "static int n;\n\n\tn++;" },
  {
    name: "preprocessor lines",
    reason: "preprocessor-inside",
    first: "\n#ifdef CONFIG_PM\n\tf(level);\n#endif",
  },
  {
    name: "an inserted statement",
    reason: "needs-statement-hole",
    first: "f(level);",
    second: "f(level);\n\tg(level);",
  },
  {
    name: "an expression over a local",
    reason: "local-value-hole",
    first: "p->x = level;",
    second: "p->x = level + 1;",
  },
  {
    name: "an argument with a comma",
    reason: "macro-argument",
    first: "int t[2] = { 1 };",
    second: "int t[2] = { 3, 4 << 1 };",
  },
  {
    name: "a name that a local of the macro would hide",
    reason: "local-value-hole",
    first: "int other = 3;\n\n\tp->x = one_global + other;",
    second: "int mine = 3;\n\n\tp->x = other + mine;",
  },
  { name: "another linkage", reason: "attributes-differ", first: "", heads: ["static int", "int"] },
  {
    name: "members with nothing in common beside a pointer",
    reason: "macro-style",
    first: "p->rx = level;",
    second: "p->lost = level;",
  },
  {
    name: "a return and no name to paste",
    reason: "macro-style",
    first: "f(level);",
    names: ["acme", "bolt"],
  },
  {
    name: "a return type",
    reason: "macro-style",
    first: "",
    heads: ["static int", "static long"],
  },
  {
    name: "a value used twice",
    reason: "macro-style",
    first: "p->x = 3;\n\tp->y = 3;",
    second: "p->x = 4;\n\tp->y = 4;",
  },
  {
    name: "a macro where another macro looks at the spelling",
    reason: "macro-argument",
    before: "#define SHOWN 3\n#define LOST 4\n#define wr(p, reg) name(p, #reg)\n",
    first: "wr(p, SHOWN);",
    second: "wr(p, LOST);",
  },
  {
    name: "a register out of sight where another macro looks at the spelling",
    reason: "macro-argument",
    before: "#define wr(p, reg) name(p, reg, reg##_INDEX)\n",
    first: "wr(p, mmSHOWN);",
    second: "wr(p, mmLOST);",
  },
  {
    name: "a local of another name that a macro uses unseen",
    reason: "macro-hides-local",
    before: "#define rx_rd(reg) readl(rx->base + (reg))\n#define tx_rd(reg) readl(tx->base + (reg))\n",
    first: "struct hw *rx = p->hw;\n\n\tp->x = rx_rd(3) + rx->a;",
    second: "struct hw *tx = p->hw;\n\n\tp->x = tx_rd(3) + tx->a;",
  },
  {
    name: "a local of another name where a macro makes it a member",
    reason: "macro-hides-local",
    before: "#define SET(p, field, value) ((p)->field = (value))\n",
    first: "int rqn = level;\n\n\tSET(p, rqn, rqn);\n\trx(p);",
    second: "int qpn = level;\n\n\tSET(p, qpn, qpn);\n\ttx(p);",
  },
  {
    name: "a local of another name that a macro only takes the value of",
    reason: "folded",
    before: "#define SET(p, value) ((p)->field = (value))\n",
    first: "int rqn = level;\n\n\tSET(p, rqn);\n\trx_go(p);",
    second: "int qpn = level;\n\n\tSET(p, qpn);\n\ttx_go(p);",
  },
  {
    name: "a macro that expands to a list",
    reason: "macro-argument",
    before: "#define ONE 3, 4\n#define TWO 5, 6\n#define wr(p, reg) f(reg)\n",
    first: "wr(p, ONE);",
    second: "wr(p, TWO);",
  },
  {
    name: "a macro that expands to a list by another",
    reason: "macro-argument",
    before:
      "#define LOC(a, b) a, b\n#define AT(n) LOC(n, 1)\n#define ONE AT(3)\n#define TWO AT(5)\n#define wr(p, reg) f(reg)\n",
    first: "wr(p, ONE);",
    second: "wr(p, TWO);",
  },
  {
    name: "a plain name where another macro looks at the spelling",
    reason: "folded",
    before: "#define wr(p, reg) name(p, #reg)\n",
    first: "wr(p, shown);",
    second: "wr(p, lost);",
  },
];

function sourceOf({
  first,
  second = first,
  before = "",
  heads = ["static int", "static int"],
  names = ["acme_rx_set", "acme_tx_set"],
}: Case): string {
  const define = (i: number, text: string): string =>
    `${heads[i]} ${names[i]}(struct acme *p, int level)\n{\n\t${text}\n${PADDING}\treturn 0;\n}\n`;
  return `${before}\n${define(0, first)}\n${define(1, second)}`;
}

test.each(CASES)("$name: $reason", async (each) => {
  const files = { [FILE]: sourceOf(each) };
  const names = each.names ?? ["acme_rx_set", "acme_tx_set"];
  const family = familyOf(files, ...names.map((name) => `${FILE}:${name}`));
  const { plans, skipped } = await fold(files, [family], ONLY);
  expect(skipped[0]?.reason ?? "folded").toBe(each.reason);
  expect(plans).toHaveLength(each.reason === "folded" ? 1 : 0);
});

test("a value beside an operator gets parentheses in the macro", async () => {
  const files = { [FILE]: sourceOf(CASES[6]) };
  const { plans } = await fold(files, [familyOf(files, `${FILE}:acme_rx_set`, `${FILE}:acme_tx_set`)], ONLY);
  expect(plans[0].helperText).toMatch(/p->x = level \+ \(_\w+\);/);
});

test("no argument is called like a piece that is pasted", async () => {
  const first = "p->rx_trim = level;\n\tput(p, ACME_RX_TRIM);";
  const files = {
    [FILE]: sourceOf({
      name: "",
      reason: "folded",
      first,
      second: first.replaceAll("rx", "tx").replaceAll("RX", "TX"),
      names: ["rx_trim", "tx_trim"],
    }),
  };
  const { plans } = await fold(files, [familyOf(files, `${FILE}:rx_trim`, `${FILE}:tx_trim`)], ONLY);
  expect(plans[0].helperText).toContain("_name##_trim = level;");
  expect(plans[0].helperText).not.toMatch(/define \w+\([^)]*\b_trim\b/);
});

test("the head is laid out anew", async () => {
  const text = sourceOf({ name: "", reason: "folded", first: "f(level);", second: "g(level);" });
  const files = {
    [FILE]: text.replaceAll("(struct acme *p, int level)\n{", "(struct acme\n\t*p, int level) {"),
  };
  const { plans } = await fold(files, [familyOf(files, `${FILE}:acme_rx_set`, `${FILE}:acme_tx_set`)], ONLY);
  expect(plans[0].helperText).toMatch(
    /static int acme_##_name##_set\(struct acme \*p, int level\)\t+\\\n\{\t+\\\n/,
  );
});
