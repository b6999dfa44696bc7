import { describe, expect, test } from "vitest";
import { applyPlans } from "./support/apply-plan.ts";
import { FUNCTIONS_ONLY, familyOf, fold } from "./support/memory-tree.ts";
import { runC } from "./support/run-c.ts";

const PATH = "drivers/leds/leds-acme.c";
const HEAD = `#include <stdio.h>
typedef unsigned char u8;
typedef unsigned int u32;
struct chip { u32 reg; u32 count; };
static int level = 2;
int read_level(void);
int read_level(void)
{
	return level++;
}
#define TWICE(x) ((x) * 2)
#define LEVEL level
`;

/** Two functions that differ in the value of `X`; `statement` may change what it is made of before. */
function driver(first: string, second: string, statement: string): string {
  const body = (name: string, value: string): string => `
static u32 acme_${name}_apply(struct chip *c, u32 mode, u8 speed, int *out)
{
	u32 local = c->count;

	${statement}
	c->reg += 3;
	c->count ^= c->reg << 2;
	if (c->count > 1000)
		c->count = 7;
	*out += c->count + mode;
	u32 late = ${value};
	c->reg |= late;
	c->count += c->reg & 0xff;
	*out ^= c->reg;
	return c->count + local;
}
`;
  return `${HEAD}${body("one", first)}${body("two", second)}
int main(void)
{
	struct chip c = { 7, 200 };
	int out = 0;

	for (u32 i = 0; i < 9; i++)
		printf("%u %u %d\\n", acme_one_apply(&c, i, i + 3, &out), acme_two_apply(&c, i * 5, i, &out), out);
	return 0;
}
`;
}

async function foldBoth(first: string, second: string, statement = "c->reg++;") {
  const files = { [PATH]: driver(first, second, statement) };
  const family = familyOf(files, `${PATH}:acme_one_apply`, `${PATH}:acme_two_apply`);
  return { files, ...(await fold(files, [family], FUNCTIONS_ONLY)) };
}

describe("expressions over parameters that keep their value are passed", () => {
  test.each([
    ["mode & 0x0f", "mode", "u32", "(c, mode, speed, out, mode & 0x0f)"],
    ["mode + speed", "TWICE(mode)", "u32", "out, TWICE(mode))"],
    ["speed + 1", "(speed << 2)", "int", "(c, mode, out, speed << 2)"],
    ["mode == 3", "1", "int", "out, mode == 3)"],
    ["mode / 4", "mode << 3", "u32", "mode / 4)"],
  ])("%s and %s", async (first, second, type, call) => {
    const { files, plans, skipped } = await foldBoth(first, second);
    expect(skipped).toEqual([]);
    const after = applyPlans(files, plans)[PATH];
    expect(plans[0].helperText).toMatch(new RegExp(`int \\*out,\\s+${type} \\w+\\)`));
    expect(after.replace(/\s+/g, " ")).toContain(call);
    expect(plans[0].removedFunctions).toEqual([]);
    expect(runC({ "after.c": after })).toBe(runC({ "before.c": files[PATH] }));
  });
});

describe("and nothing that may change, or must not be evaluated, before its place", () => {
  test.each([
    ["a parameter that is changed", "mode & 15", "mode", "mode++;"],
    ["one whose address is taken", "mode & 15", "mode", 'sscanf("9", "%u", &mode);'],
    ["a local", "local & 15", "local", "c->reg++;"],
    ["the size of a local", "sizeof(local) - 2", "sizeof(local)", "c->reg++;"],
    ["an inner declaration of the name", "mode & 15", "mode", "{ u32 mode = 3; c->reg += mode; }"],
    ["what a pointer points at", "c->count & 15", "c->count", "c->reg++;"],
    ["an element", "out[0] & 15", "out[0]", "c->reg++;"],
    ["a call", "mode & read_level()", "mode", "c->reg++;"],
    ["a variable of the file", "mode & level", "mode", "c->reg++;"],
    ["one that a macro names", "mode & LEVEL", "mode", "c->reg++;"],
    ["a division that may trap", "mode / speed", "mode", "c->reg++;"],
    ["a shift that may be too long", "mode << speed", "mode", "c->reg++;"],
    ["values of different types", "mode", "speed", "c->reg++;"],
    ["an assignment", "(mode = 3)", "mode", "c->reg++;"],
  ])("%s: %s", async (_, first, second, statement) => {
    const { plans, skipped } = await foldBoth(first, second, statement);
    expect(plans).toEqual([]);
    expect(skipped).toHaveLength(1);
    expect(skipped[0].reason).toMatch(/^(?:local-value-hole|needs-field-pointer|types-differ)$/);
  });

  test("a function that calls itself", async () => {
    const body = (name: string, value: string): string => `
static int acme_${name}_sum(int depth, int step, int *out)
{
	*out += depth * 3;
	*out ^= 5;
	*out -= depth >> 1;
	if (*out > 4000)
		*out = 1;
	if (depth <= 0)
		return 0;
	int late = ${value};
	*out += late;
	return acme_${name}_sum(depth - 1, step + 1, out) + 1;
}
`;
    const files = { [PATH]: `${body("one", "(step & 3)")}${body("two", "step")}` };
    const family = familyOf(files, `${PATH}:acme_one_sum`, `${PATH}:acme_two_sum`);
    const { plans, skipped } = await fold(files, [family], FUNCTIONS_ONLY);
    expect(plans).toEqual([]);
    expect(skipped.map(({ reason }) => reason)).toEqual(["local-value-hole"]);
  });
});
