import { expect, test } from "vitest";
import type { Hole } from "../../src/index.ts";
import { findIn } from "../support/find-in.ts";
import { renamed, START } from "../support/samples.ts";

async function holes(...copies: string[]): Promise<readonly Hole[]> {
  const files = Object.fromEntries([START, ...copies].map((text, i) => [`m${i}.c`, text]));
  return (await findIn(files)).document.families[0].holes;
}

test("renamed locals, parameters, labels and the own name are no holes", async () => {
  const copy = renamed(START, {
    priv: "data",
    value: "word",
    tries: "n",
    flags: "saved",
    wdd: "dog",
    alpha_wdt_start: "go",
  });
  expect(await holes(copy)).toEqual([]);
});

test("a difference at several places is one hole", async () => {
  expect(await holes(renamed(START, { ALPHA_CTRL: "BETA_CTRL" }))).toEqual([
    { kind: "literal", values: ["ALPHA_CTRL", "BETA_CTRL"] },
  ]);
});

test("every kind of difference has its name", async () => {
  const copy = renamed(START, { readl: "ioread32", base: "regs", alpha_wdt: "beta_wdt", ETIMEDOUT: "EIO" })
    .replaceAll("20", "30")
    .replace("does not start", "is stuck");
  expect(await holes(copy)).toEqual([
    { kind: "type", values: ["alpha_wdt", "beta_wdt"] },
    { kind: "call", values: ["readl", "ioread32"] },
    { kind: "member", values: ["base", "regs"] },
    { kind: "literal", values: ["20", "30"] },
    { kind: "string", values: ['"timer does not start\\n"', '"timer is stuck\\n"'] },
    { kind: "literal", values: ["ETIMEDOUT", "EIO"] },
  ]);
});

test("a hole has a value for each member, in their order", async () => {
  expect(
    await holes(START.replace("udelay(10)", "udelay(5)"), START.replace("udelay(10)", "udelay(7)")),
  ).toEqual([{ kind: "literal", values: ["10", "5", "7"] }]);
});

test("an inserted and a removed statement", async () => {
  expect(await holes(START.replace("\t\tudelay(10);\n", "\t\tudelay(10);\n\t\tcpu_relax();\n"))).toEqual([
    { kind: "statement", values: ["", "cpu_relax();"] },
  ]);
  expect(await holes(START.replace("\tvalue &= ~ALPHA_CTRL_STOP;\n", ""))).toEqual([
    { kind: "statement", values: ["value &= ~ALPHA_CTRL_STOP;", ""] },
  ]);
});

test("part of an expression", async () => {
  expect(await holes(START.replace(" | ALPHA_CTRL_RESET", ""))).toEqual([
    { kind: "expression", values: ["| ALPHA_CTRL_RESET", ""] },
  ]);
});

test("a function that calls itself is read again like any other", async () => {
  const recursive = START.replace(
    "udelay(10);",
    "udelay(10);\n\t\tif (tries > 3)\n\t\t\treturn alpha_wdt_start(wdd);",
  );
  const { document, skipped } = await findIn({
    "a.c": recursive,
    "b.c": renamed(recursive, { alpha_wdt_start: "again" }),
  });
  expect(skipped).toEqual([]);
  expect(document.families.map((family) => family.type)).toEqual(["type-1"]);
});
