import { describe, expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const PATH = "drivers/leds/leds-acme.c";

const HEAD = `#include <stdio.h>
#define ONE 0x81
#define TWO 0x7f

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
enum kind { RED, GREEN };
struct chip { u32 reg; u8 small; u32 field : 3; u64 wide; enum kind kind; int plain; };
#define STRUCT(name, fields) struct name { fields }
STRUCT(hidden, enum kind kind; u8 byte;);
`;

/** Two functions that differ in the value of `X` in a statement, and a program that calls both. */
function driver(statement: string, first: string, second: string): string {
  const body = (name: string, value: string): string => `
static long long acme_${name}_apply(struct chip *c, int i)
{
	u32 v = c->reg * 3;
	u8 b = c->small;
	u64 w = c->wide - i;
	int n = i - 4;
	struct hidden h = { 0 };

	${statement.replaceAll("X", value)}
	c->reg += v ^ 5;
	c->small += b;
	c->wide ^= w << 1;
	c->plain += n;
	printf("%u %u %u\\n", c->reg, c->small, c->field);
	printf("%llx %d %d\\n", c->wide, (int)c->kind, c->plain);
	return v + b + w + n + h.kind + h.byte;
}
`;
  return `${HEAD}${body("one", first)}${body("two", second)}
int main(void)
{
	struct chip c = { 7, 200, 3, 1, RED, -1 };

	for (int i = 0; i < 9; i++)
		printf("%lld %lld\\n", acme_one_apply(&c, i), acme_two_apply(&c, i));
	return 0;
}
`;
}

async function foldBoth(statement: string, first: string, second: string) {
  const files = { [PATH]: driver(statement, first, second) };
  const family = familyOf(files, `${PATH}:acme_one_apply`, `${PATH}:acme_two_apply`);
  const { plans, skipped } = await fold(files, [family]);
  expect(skipped).toEqual([]);
  const type = /struct chip \*c, int i,\s+([\w ]+?) \w+\)/.exec(plans[0].helperText)?.[1];
  return { type, before: files[PATH], after: applyPlans(files, plans)[PATH] };
}

describe("a constant's parameter has the type that the code around converts it to", () => {
  test.each([
    ["v |= X;", "ONE", "TWO", "u32"],
    ["v &= ~X;", "ONE", "TWO", "u32"],
    ["v = n | X;", "ONE", "-2", "u32"],
    ["c->reg ^= (X);", "ONE", "TWO", "u32"],
    ["c->field |= X;", "1", "6", "u32"],
    ["b |= X;", "ONE", "TWO", "u8"],
    ["b = X;", "ONE", "TWO", "u8"],
    ["w |= X;", "-2", "0x80000000", "u64"],
    ["c->kind = X;", "RED", "GREEN", "enum kind"],
    ["h.kind = X;", "RED", "GREEN", "enum kind"],
    ["h.byte = X;", "RED", "GREEN", "enum kind"],
    ["if (v > X) n++;", "40", "ONE", "u32"],
    ["n += v / X > 3;", "-3", "2", "u32"],
  ])("%s with %s and %s: %s", async (statement, first, second, wanted) => {
    const { type, before, after } = await foldBoth(statement, first, second);
    expect(type).toBe(wanted);
    expect(runC({ "after.c": after })).toBe(runC({ "before.c": before }));
  });
});

describe("and its own type where that would change the arithmetic, or warn", () => {
  test.each([
    ["n |= X;", "ONE", "TWO"],
    ["h.kind = X;", "RED", "1"],
    ["n = X;", "RED", "GREEN"],
    ["h.byte += X;", "RED", "GREEN"],
    ["if (n > X) v++;", "-1", "1"],
    ["v <<= X;", "1", "2"],
    ["v = 0x8000u >> X;", "1", "2"],
    ["w = n | X;", "-2", "-3"],
    ["w &= ~X;", "ONE", "TWO"],
    ["b |= X;", "ONE", "-2"],
    ["if (b == X) n++;", "2", "200"],
    ["if (c->field - X < 0) n++;", "4", "7"],
    ['printf("%d\\n", X);', "1", "2"],
    ["v |= X; n -= X;", "ONE", "TWO"],
    ["n = (int)c->kind == X;", "RED", "GREEN"],
  ])("%s with %s and %s", async (statement, first, second) => {
    const { type, before, after } = await foldBoth(statement, first, second);
    expect(type).toBe("int");
    expect(runC({ "after.c": after })).toBe(runC({ "before.c": before }));
  });
});

test("a string that is assigned to a plain pointer keeps it plain, a const one const", async () => {
  for (const [declared, expected] of [
    ["char", "char *name"],
    ["const char", "const char *name"],
  ]) {
    const statement = `${declared} *text[1], **error = text; *error = X; puts(text[0]);`;
    const { after } = await foldBoth(statement, '"first"', '"second"');
    expect(after).toContain(`, ${expected}`);
  }
});
