import { expect, test } from "vitest";
import type { RefusalReason } from "../src/refusal.ts";
import { FUNCTIONS_ONLY, familyOf, fold } from "./support/memory-tree.ts";

const FILE = "drivers/leds/leds-acme.c";

/** Statements that make a body long enough for a fold to pay, so that only the case's own lines can refuse it. */
const PADDING = Array.from({ length: 12 }, (_, i) => `\tp->field[${i}] = level * ${i + 3};\n`).join("");

interface Case {
  readonly name: string;
  readonly reason: RefusalReason;
  /** Statements of the first and of the second function. */
  readonly first: string;
  readonly second?: string;
  /** Text before the functions. */
  readonly before?: string;
  readonly heads?: readonly [string, string];
}

/** A statement that is too long to stand in the helper in two forms. */
const LONG = (condition: string): string =>
  `if (${condition}) {\n\t\tf(level);\n\t\tp->field[0] += 2;\n\t\tp->field[1] += 3;\n\t}`;

const CASES: readonly Case[] = [
  { name: "the function's name", reason: "source-position", first: 'log("%s", __func__);' },
  {
    name: "a message that tells its function",
    reason: "source-position",
    first: 'DP_NOTICE(chip, "%d", n);',
  },
  { name: "the line", reason: "source-position", first: "log(__LINE__);" },
  { name: "the file", reason: "source-position", first: "log(__FILE__);" },
  {
    name: "the line, through a macro of the driver's own",
    reason: "source-position",
    before: "#define INNER(x) log(x, __LINE__)\n#define TRACE(x) INNER(x)\n",
    first: "TRACE(level);",
  },
  {
    name: "the function's name through pr_fmt",
    reason: "source-position",
    before: '#define pr_fmt(fmt) "%s: " fmt, __func__\n',
    first: 'pr_info("on\\n");',
  },
  { name: "a static local", reason: "static-state", first: "static int count;" },
  { name: "a static table", reason: "static-state", first: "static u8 map[] = { 1, 2 };" },
  {
    name: "static pointers to constants",
    reason: "static-state",
    first: "static const char *names[] = { A };",
  },
  { name: "a volatile table", reason: "static-state", first: "static const volatile u8 map[] = { 1, 2 };" },
  {
    name: "a table in a section",
    reason: "static-state",
    first: "static const u8 map[] __initconst = { 1 };",
  },
  {
    name: "a constant table whose address is compared",
    reason: "static-state",
    first: "static const u8 map[] = { 1, 2 };\n\n\tif (p->map == map)\n\t\treturn 0;",
  },
  {
    name: "constant tables with other entries",
    reason: "constant-required",
    first: "static const u8 map[] = { 1, 2 };\n\n\tp->x = map[level];",
    second: "static const u8 map[] = { 1, 3 };\n\n\tp->x = map[level];",
  },
  { name: "a once-only message", reason: "static-state", first: 'dev_warn_once(p->dev, "old\\n");' },
  { name: "a rate limit", reason: "static-state", first: 'dev_err_ratelimited(p->dev, "bad\\n");' },
  { name: "WARN_ONCE", reason: "static-state", first: 'WARN_ONCE(level, "odd\\n");' },
  { name: "WARN_ON_ONCE", reason: "static-state", first: "WARN_ON_ONCE(level);" },
  { name: "a spinlock's class", reason: "static-state", first: "spin_lock_init(&p->lock);" },
  { name: "a mutex's class", reason: "static-state", first: "mutex_init(&p->lock);" },
  { name: "a work item's class", reason: "static-state", first: "INIT_WORK(&p->work, acme_work);" },
  { name: "a wait queue's class", reason: "static-state", first: "init_waitqueue_head(&p->queue);" },
  {
    name: "a regmap's lock class",
    reason: "static-state",
    first: "p->map = devm_regmap_init_i2c(p->client, &config);",
  },
  { name: "assembly", reason: "inline-assembly", first: 'asm volatile("nop");' },
  { name: "a label's address", reason: "label-address", first: "p->jump = &&out;\nout:" },
  {
    name: "preprocessor lines",
    reason: "preprocessor-inside",
    first: "\n#ifdef CONFIG_PM\n\tf(level);\n#endif",
  },
  { name: "odd linkage", reason: "unusual-linkage", first: "", heads: ["__weak int", "__weak int"] },
  {
    name: "sections that differ",
    reason: "attributes-differ",
    first: "",
    heads: ["static int __init", "static int __exit"],
  },
  {
    name: "a section on one side",
    reason: "attributes-differ",
    first: "",
    heads: ["static int __init", "static int"],
  },
  {
    name: "another return type",
    reason: "needs-generator-macro",
    first: "",
    heads: ["static int", "static long"],
  },
  { name: "a function called", reason: "needs-callback", first: LONG("f(level)"), second: LONG("g(level)") },
  { name: "a struct member", reason: "needs-field-pointer", first: LONG("p->a"), second: LONG("p->b") },
  { name: "a local's type", reason: "needs-generator-macro", first: "u8 reg = 0;", second: "u16 reg = 0;" },
  {
    name: "a struct's type",
    reason: "needs-generator-macro",
    first: "struct a *q = p->q;",
    second: "struct b *q = p->q;",
  },
  {
    name: "an inserted statement",
    reason: "needs-statement-hole",
    first: "f(level);",
    second: "f(level);\nagain:\n\tg(level);",
  },
  {
    name: "another kind of statement",
    reason: "needs-statement-hole",
    first: LONG("level"),
    second: LONG("level").replace("if", "while"),
  },
  {
    name: "a case label",
    reason: "constant-required",
    first: "switch (level) {\n\tcase 1:\n\t\tf(level);\n\t}",
    second: "switch (level) {\n\tcase 2:\n\t\tf(level);\n\t}",
  },
  { name: "an array's size", reason: "constant-required", first: "u8 buf[4];", second: "u8 buf[8];" },
  {
    name: "a designated index",
    reason: "constant-required",
    first: "int t[] = { [1] = 5 };",
    second: "int t[] = { [2] = 5 };",
  },
  {
    name: "a printing function's format",
    reason: "format-string",
    first: 'dev_err(p->dev, "bad a\\n");',
    second: 'dev_err(p->dev, "bad b\\n");',
  },
  {
    name: "a format of an unknown function",
    reason: "format-string",
    first: 'trace(p, "a %d", level);',
    second: 'trace(p, "b %d", level);',
  },
  {
    name: "an argument of a macro in capitals",
    reason: "macro-argument",
    first: "REG_WRITE(p, 1);",
    second: "REG_WRITE(p, 2);",
  },
  {
    name: "an argument of min()",
    reason: "macro-argument",
    first: "p->x = min(level, 1);",
    second: "p->x = min(level, 2);",
  },
  {
    name: "an argument that a macro pastes",
    reason: "macro-argument",
    before: "#define wr(p, reg) writel(1, p->base + ACME_##reg)\n",
    first: "wr(p, 1);",
    second: "wr(p, 2);",
  },
  {
    name: "an argument that a macro stringifies",
    reason: "macro-argument",
    before: "#define wr(p, reg) name(p, #reg)\n",
    first: "wr(p, 1);",
    second: "wr(p, 2);",
  },
  {
    name: "an argument that a macro hands to one that may paste it",
    reason: "macro-argument",
    before: "#define inner(p, reg) name(p, #reg)\n#define wr(p, reg) inner(p, reg)\n",
    first: "wr(p, 1);",
    second: "wr(p, 2);",
  },
  {
    name: "a value that is computed by a call",
    reason: "side-effect-in-hole",
    first: LONG("f()"),
    second: LONG("1"),
  },
  {
    name: "a local's value",
    reason: "local-value-hole",
    first: `int seen = p->y;\n\n\t${LONG("seen")}`,
    second: `int seen = p->y;\n\n\t${LONG("seen + 1")}`,
  },
  {
    name: "a name of unknown type",
    reason: "unknown-type",
    first: "p->x = some_global;",
    second: "p->x = other_global;",
  },
  {
    name: "types that differ",
    reason: "types-differ",
    first: "p->x = p->y & 1;",
    second: "p->x = p->y & 1ULL;",
  },
  {
    name: "too many values",
    reason: "too-many-parameters",
    first: "f(1, 2, 3, 4, 5);",
    second: "f(6, 7, 8, 9, 10);",
  },
  {
    name: "a comment behind code that one member alone has",
    reason: "comments-differ",
    first: "f(level); /* one */\n\tg(level);",
    second: "f(level); /* two */\n\tg(level);",
  },
  { name: "its own address", reason: "recursive-function", first: "p->handler = NAME;" },
  {
    name: "a type in a loop macro",
    reason: "macro-argument",
    first: "list_for_each_entry(q, struct a *, x)\n\t\tf(q);",
    second: "list_for_each_entry(q, struct b *, x)\n\t\tf(q);",
  },
  {
    name: "an annotation that the parser does not see",
    reason: "macro-hides-difference",
    first: "p->u = (void __user *)p->x;",
    second: "p->u = (void *)p->x;",
  },
];

function sourceOf({
  first,
  second = first,
  before = "",
  heads = ["static int", "static int"],
}: Case): string {
  const define = (head: string, name: string, text: string): string =>
    `${head} ${name}(struct acme *p, int level)\n{\n\t${text.replaceAll("NAME", name)}\n${PADDING}\treturn 0;\n}\n`;
  return `${before}\n${define(heads[0], "acme_one_set", first)}\n${define(heads[1], "acme_two_set", second)}
const struct acme_ops acme_ops = {\n\t.one = acme_one_set,\n\t.two = acme_two_set,\n};\n`;
}

const refusalOf = async (text: string): Promise<string> => {
  const files = { [FILE]: text };
  const family = familyOf(files, `${FILE}:acme_one_set`, `${FILE}:acme_two_set`);
  const result = await fold(files, [family], FUNCTIONS_ONLY);
  expect(result.plans.length + result.skipped.length).toBe(1);
  return result.skipped[0]?.reason ?? "folded";
};

test.each(CASES)("$name is refused: $reason", async (each) => {
  expect(await refusalOf(sourceOf(each))).toBe(each.reason);
});

test("the same functions without these lines are folded", async () => {
  expect(await refusalOf(sourceOf({ name: "", reason: "unknown-type", first: "f(level);" }))).toBe("folded");
  expect(
    await refusalOf(sourceOf({ name: "", reason: "unknown-type", first: "f(1);", second: "f(2);" })),
  ).toBe("folded");
  const reads = { name: "", reason: "static-state", first: "f(READ_ONCE(p->x));" } as const;
  expect(await refusalOf(sourceOf(reads))).toBe("folded");
});

const LOCK_FREE: readonly (readonly [string, string, string])[] = [
  ["a string behind a format", 'dev_err(p->dev, "bad %s\\n", "a");', 'dev_err(p->dev, "bad %s\\n", "b");'],
  [
    "a string of a function that takes names",
    'p->clk = devm_clk_get(p->dev, "a");',
    'p->clk = devm_clk_get(p->dev, "b");',
  ],
  ["BIT() as a whole", "p->x |= BIT(1);", "p->x |= BIT(2);"],
  ["sizeof as a whole", "p->x = sizeof(struct a);", "p->x = sizeof(struct b);"],
  [
    "a constant table",
    "static const u8 map[] = { 1, 2 };\n\n\tp->x = map[level];",
    "static const u8 map[] = { 1, 2 };\n\n\tp->x = map[level];",
  ],
  [
    "a constant table of strings, by address",
    'static const char * const names[2] = { "a", "b" };\n\n\tp->names = names;\n\tp->x = 1;',
    'static const char * const names[2] = { "a", "b" };\n\n\tp->names = names;\n\tp->x = 2;',
  ],
  ["a negative number", "p->x = -1;", "p->x = 3;"],
  ["a value of FIELD_PREP", "p->x = FIELD_PREP(MASK, 1);", "p->x = FIELD_PREP(MASK, 2);"],
];

test.each(LOCK_FREE)("%s is folded", async (_, first, second) => {
  expect(await refusalOf(sourceOf({ name: "", reason: "unknown-type", first, second }))).toBe("folded");
});

test("an argument that a macro of the kernel puts into a constant table stays a constant", async () => {
  const send = "#define send(p, v...) do { static const u8 d[] = { v }; put(p, d); } while (0)\n";
  const before = "#include <linux/send.h>\n#define page(p, n) send(p, 7, (n))\n";
  const text = sourceOf({
    name: "",
    reason: "constant-required",
    before,
    first: "page(p, 1);",
    second: "page(p, 2);",
  });
  const files = { [FILE]: text, "include/linux/send.h": send };
  const family = familyOf(files, `${FILE}:acme_one_set`, `${FILE}:acme_two_set`);
  const { skipped } = await fold(files, [family], FUNCTIONS_ONLY);
  expect(skipped.map(({ reason }) => reason)).toEqual(["constant-required"]);
});

test("a member that has moved is refused", async () => {
  const text = sourceOf({ name: "", reason: "unknown-type", first: "f(level);" });
  const family = familyOf({ [FILE]: text }, `${FILE}:acme_one_set`, `${FILE}:acme_two_set`);
  const moved = await fold({ [FILE]: `\n${text}` }, [family]);
  expect(moved.skipped.map(({ reason }) => reason)).toEqual(["stale-family"]);
  const gone = await fold({}, [family]);
  expect(gone.skipped.map(({ reason }) => reason)).toEqual(["stale-family"]);
});

test("CRLF files and lone members are refused", async () => {
  const text = sourceOf({ name: "", reason: "unknown-type", first: "f(level);" });
  const files = { [FILE]: text };
  const family = familyOf(files, `${FILE}:acme_one_set`, `${FILE}:acme_two_set`);
  const crlf = await fold({ [FILE]: text.replaceAll("\n", "\r\n") }, [family]);
  const lone = await fold(files, [{ ...family, members: family.members.slice(0, 1) }]);
  expect([crlf, lone].map(({ skipped }) => skipped[0].reason)).toEqual(["crlf-file", "too-few-members"]);
});

test("what the parser does not understand is refused", async () => {
  const text = sourceOf({ name: "", reason: "unknown-type", first: "p->x = ((level;" });
  expect(await refusalOf(text)).toBe("not-parsed");
});

test("members under different conditions are refused", async () => {
  const text = sourceOf({ name: "", reason: "unknown-type", first: "f(level);" });
  const split = text
    .replace("static int acme_two_set", "#ifdef CONFIG_PM\nstatic int acme_two_set")
    .replace("const struct", "#endif\nconst struct");
  expect(await refusalOf(split)).toBe("configuration-differs");
});

test("a fold that saves nothing is refused", async () => {
  const text = sourceOf({ name: "", reason: "unknown-type", first: "f(level);" }).replaceAll(PADDING, "");
  expect(await refusalOf(text)).toBe("net-not-positive");
});

test("variadic functions are refused", async () => {
  const text = sourceOf({ name: "", reason: "unknown-type", first: "f(level);" }).replaceAll(
    "int level)",
    "int level, ...)",
  );
  expect(await refusalOf(text)).toBe("variadic-function");
});
