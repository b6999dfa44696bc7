import { expect, test } from "vitest";
import { fragmentsOf } from "./support/fragments.ts";
import { fold } from "./support/memory-tree.ts";

/** Enough of the same statements for a fold to pay. */
const PAD = Array.from({ length: 12 }, (_, i) => `\tp->r[${i + 1}] ^= p->r[${i}];\n`).join("");

/** Why the run between `first` and `last` is not folded, of two functions that read so. */
async function reasonFor(
  body: string,
  first: string,
  last: string,
  before = "",
  other = body,
): Promise<string> {
  const source = `${before}
static int one(struct chip *p, int n)
{
${body}}

static int two(struct chip *p, int n)
{
${other}}
`;
  const files = { "x.c": source };
  const family = fragmentsOf(files, ["x.c:one", first, last], ["x.c:two", first, last]);
  const { skipped } = await fold(files, [family]);
  return skipped[0]?.reason ?? "folded";
}

test("the pattern of these tests folds when nothing is wrong", async () => {
  expect(await reasonFor(`${PAD}\tp->x = n;\n\treturn p->x;\n`, "r[1] ^=", "p->x = n")).toBe("folded");
});

test.each([
  [
    "a return whose value may be 0",
    `\tint ret = 0;\n\n${PAD}\tif (n > 3)\n\t\treturn ret;\n\tp->x = n;\n\treturn 1;\n`,
    "jumps-out",
  ],
  [
    "exits to two places",
    `\tint ret;\n\n${PAD}\tret = f(p);\n\tif (ret)\n\t\tgoto a;\n\tret = f(p);\n\tif (ret)\n\t\tgoto b;\n\tp->x = n;\n\treturn 1;\na:\n\tg(p);\nb:\n\treturn ret;\n`,
    "jumps-out",
  ],
  [
    "a label that code outside jumps to",
    `\tif (n)\n\t\tgoto in;\n${PAD}in:\n\tp->x = n;\n\treturn 1;\n`,
    "jumps-out",
  ],
  [
    "a value that may not be there yet",
    `\tint v;\n\n\tif (n)\n\t\tv = 3;\n${PAD}\tif (n)\n\t\tv++;\n\tp->x = n;\n\treturn n ? v : 0;\n`,
    "uninitialised-input",
  ],
  [
    "a struct of its own that a list may keep",
    `\tstruct item it;\n\n${PAD}\tlist_add(&it, &p->list);\n\tp->x = n;\n\twait(p);\n\treturn 1;\n`,
    "local-escapes",
  ],
  [
    "a variable of its own whose address is stored",
    `\tint done;\n\n${PAD}\tp->done = &done;\n\tp->x = n;\n\twait(p);\n\treturn 1;\n`,
    "local-escapes",
  ],
  [
    "a value that something stored may change",
    `\tint done = 0;\n\n\tp->done = &done;\n${PAD}\tg(p);\n\tif (done)\n\t\tp->y = n;\n\tp->x = n;\n\treturn 1;\n`,
    "local-escapes",
  ],
  [
    "a lock that is only taken",
    `${PAD}\tspin_lock(&p->lock);\n\tp->x = n;\n\tspin_unlock(&p->lock);\n\treturn 1;\n`,
    "lock-context",
  ],
  [
    "a lock that is given back only where the function is left",
    `${PAD}\tspin_lock(&p->lock);\n\tif (!p->y) {\n\t\tspin_unlock(&p->lock);\n\t\treturn -1;\n\t}\n\tp->x = n;\n\tspin_unlock(&p->lock);\n\treturn 1;\n`,
    "lock-context",
  ],
  ["its name", `${PAD}\tpr_info("%s", __func__);\n\tp->x = n;\n\treturn 1;\n`, "source-position"],
  [
    "a static local outside",
    `\tstatic int count;\n\n${PAD}\tcount++;\n\tp->x = n;\n\treturn count;\n`,
    "unusual-local",
  ],
  ["a volatile local", `\tvolatile int v = 0;\n\n${PAD}\tv++;\n\tp->x = n;\n\treturn v;\n`, "unusual-local"],
  [
    "something that is undone where its block ends",
    `${PAD}\tguard(mutex)(&p->lock);\n\tp->x = n;\n\treturn 1;\n`,
    "unusual-local",
  ],
  [
    "a name that a macro declared",
    `\tDECLARE_BITMAP(mask, 8);\n\n${PAD}\tset_bit(n, mask);\n\tp->x = n;\n\treturn f(mask);\n`,
    "macro-hides-local",
  ],
  [
    "a call of the function itself",
    `${PAD}\tone(p, n - 1);\n\tp->x = n;\n\treturn 1;\n`,
    "recursive-function",
  ],
  [
    "a local that would be left with a value that nobody reads",
    `\tint left = f(p);\n\n${PAD}\tleft = n;\n\tp->y = left;\n\tp->x = n;\n\treturn 1;\n`,
    "unusual-local",
  ],
  [
    "an array whose size is asked for by a macro",
    `\tint v[4];\n\n\tg(v);\n${PAD}\tf(p, v, ARRAY_SIZE(v));\n\tp->x = n;\n\treturn v[1];\n`,
    "unusual-local",
  ],
  [
    "an array whose size is asked for by a macro of the driver",
    `\tint v[4];\n\n\tg(v);\n${PAD}\tSEND(p, v);\n\tp->x = n;\n\treturn v[1];\n`,
    "unusual-local",
    "#define SEND_N(p, v, n) f(p, v, n)\n#define SEND(p, v) SEND_N(p, v, sizeof(v))\n",
  ],
  [
    "a macro that returns",
    `${PAD}\tLEAVE(n);\n\tp->x = n;\n\treturn 1;\n`,
    "jumps-out",
    "#define LEAVE_IF(x, v) do { if (x) return v; } while (0)\n#define LEAVE(x) LEAVE_IF(x, 0)\n",
  ],
  [
    "a macro that jumps to a label of the function",
    `${PAD}\tFAIL(n);\n\tp->x = n;\nout:\n\treturn 1;\n`,
    "jumps-out",
    "#define FAIL(x) do { if (x) goto out; } while (0)\n",
  ],
  [
    "a macro that the function defines inside",
    `\tint v = n;\n\n#define OWN 3\n\tv++;\n${PAD}\tp->y = OWN;\n\tp->x = n;\n\treturn v;\n`,
    "preprocessor-inside",
  ],
  [
    "a constant that the function defines for itself",
    `\tenum { NO, YES };\n\n${PAD}\tp->y = YES;\n\tp->x = n;\n\treturn 1;\n`,
    "unusual-local",
  ],
  [
    "a variable of a structure that the function defines for itself",
    `\tstruct own { int a; } *own = p->own;\n\n${PAD}\town->a = n;\n\tp->x = n;\n\treturn own->a;\n`,
    "unusual-local",
  ],
  [
    "a local that is declared in it and used behind it",
    `${PAD}\tint late = n;\n\n\tp->x = n;\n\treturn late;\n`,
    "declared-in-fragment",
  ],
  ["#if", `${PAD}#ifdef X\n\tp->y = n;\n#endif\n\tp->x = n;\n\treturn 1;\n`, "preprocessor-inside"],
])("%s refuses a run", async (_, body, reason, before = "") => {
  expect(await reasonFor(body, "r[1] ^=", "p->x = n", before)).toBe(reason);
});

test("runs that end in other ways share no function", async () => {
  const body = `${PAD}\tp->x = n;\n\treturn 1;\n`;
  const leaving = `${PAD}\tif (p->y)\n\t\treturn 1;\n\tp->x = n;\n\treturn 1;\n`;
  expect(await reasonFor(body, "r[1] ^=", "p->x = n", "", leaving)).toBe("locals-differ");
});

test("a run that does not begin or end with a statement is refused", async () => {
  const body = `${PAD}\tif (n) {\n\t\tp->x = n;\n\t\tp->y = n;\n\t}\n\treturn 1;\n`;
  expect(await reasonFor(body, "r[1] ^=", "p->x = n")).toBe("fragment-bounds");
});

test("a local that a macro of the driver names keeps its name, or the run stays", async () => {
  const macro = "#define wr(reg, val) writel((val), hw->base + (reg))\n";
  const body = (name: string): string =>
    `\tstruct hw *${name} = p->hw;\n\n${PAD}\twr(4, n);\n\tp->x = n;\n\treturn 1;\n`;
  expect(await reasonFor(body("hw"), "r[1] ^=", "p->x = n", macro)).toBe("folded");
});

test("a lock given back in the run is no matter, nor its flags", async () => {
  const body = `\tunsigned long flags;\n\n${PAD}\tspin_lock_irqsave(&p->lock, flags);\n\tp->y = n;\n\tspin_unlock_irqrestore(&p->lock, flags);\n\tp->x = n;\n\treturn 1;\n`;
  const run = await reasonFor(body, "r[1] ^=", "p->x = n");
  expect(run).toBe("folded");
});

test("a loop macro of the tree sets its variable: the value before is not asked for", async () => {
  const macro = "#define for_each_port(i, p) for ((i) = 0; (i) < (p)->count; (i)++)\n";
  const body = `\tint i;\n\n${PAD}\tfor_each_port(i, p) {\n\t\tp->y += i;\n\t}\n\tp->x = n;\n\treturn 1;\n`;
  expect(await reasonFor(body, "r[1] ^=", "p->x = n", macro)).toBe("folded");
});

test("a case stays in its switch", async () => {
  const body = `\tswitch (n) {\n\tcase 1:\n${PAD}\t\tp->x = n;\n\t\tbreak;\n\tdefault:\n\t\tp->y = n;\n\t}\n\treturn 1;\n`;
  expect(await reasonFor(body, "case 1:", "break;")).toBe("fragment-bounds");
});
