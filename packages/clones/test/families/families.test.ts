import { expect, test } from "vitest";
import { findIn } from "../support/find-in.ts";
import { PARSE, renamed, START } from "../support/samples.ts";

test("N copies are one family, with the near copy in it", async () => {
  const { document } = await findIn({
    "a.c": START,
    "b.c": renamed(START, { alpha_wdt_start: "b_start", priv: "data" }),
    "c.c": renamed(START, { alpha_wdt_start: "c_start", ALPHA_CTRL: "C_CTRL" }),
    "d.c": START.replace("\t\tudelay(10);\n", ""),
    "e.c": PARSE,
  });
  expect(document.families).toHaveLength(1);
  expect(document.families[0].members.map((member) => member.file)).toEqual(["a.c", "b.c", "c.c", "d.c"]);
  expect(document.families[0].type).toBe("type-3");
});

test("two functions of one file are a family of scope file", async () => {
  const { document } = await findIn({
    "a.c": START + renamed(START, { alpha_wdt_start: "again", ALPHA_CTRL: "OTHER_CTRL" }),
  });
  expect(document.families[0]).toMatchObject({
    scope: "file",
    type: "type-2",
    strategy: "parameterised-function",
  });
  expect(document.families[0].holes).toEqual([{ kind: "literal", values: ["ALPHA_CTRL", "OTHER_CTRL"] }]);
  expect(document.families[0].members.map((member) => member.function)).toEqual(["alpha_wdt_start", "again"]);
});

/** `n` statements of a long body, the rest replaced by others, so that neighbours share most and the ends little. */
function link(n: number): string {
  const common = [...Array(24).keys()].map(
    (i) => `\tset_${i}(dev->field_${i}, MODE_${i} | dev->mask_${i});\n`,
  );
  const other = common.map((_, i) => `\tif (other_${i}(dev))\n\t\treturn -E${i};\n`);
  return `int link_${n}(struct dev *dev)\n{\n${common.map((line, i) => (i < n ? other[i] : line)).join("")}\treturn 0;\n}\n`;
}

test("families do not chain: every member is similar to the centre", async () => {
  const files = Object.fromEntries([0, 4, 8, 12, 16, 20].map((n) => [`l${n}.c`, link(n)]));
  const { document } = await findIn(files);
  expect(document.families.length).toBeGreaterThan(0);
  for (const family of document.families) {
    expect(family.similarity).toBeGreaterThanOrEqual(0.7);
    expect(family.members.length).toBeLessThan(6);
  }
});

test("a function below the least number of tokens is no centre", async () => {
  const small = "int f(struct s *p)\n{\n\treturn readl(p->base + 4) & 1;\n}\n";
  expect((await findIn({ "a.c": small, "b.c": small })).document.families).toEqual([]);
  expect((await findIn({ "a.c": small, "b.c": small }, { minTokens: 20 })).document.families).toHaveLength(1);
});

test("a higher similarity leaves the far members out", async () => {
  const files = {
    "a.c": START,
    "b.c": START.replace("\t\tudelay(10);\n", "").replace("\tvalue &= ~ALPHA_CTRL_STOP;\n", ""),
  };
  expect((await findIn(files)).document.families).toHaveLength(1);
  expect((await findIn(files, { similarity: 0.95 })).document.families).toEqual([]);
});
