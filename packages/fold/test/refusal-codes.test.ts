/** Every reason that planFolds gives is in the README's table and has a fold that must be refused for it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Strategy } from "@kindred/clones";
import { REFUSAL_REASONS } from "@kindred/fold";
import { expect, test } from "vitest";
import { familyOf, fold } from "./support/memory-tree.ts";

const HERE = import.meta.dirname;
const README = readFileSync(join(HERE, "../README.md"), "utf8");
const TESTS = readdirSync(HERE)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(join(HERE, name), "utf8"));

test.each(REFUSAL_REASONS)("%s is explained, and a test is refused for it", (reason) => {
  expect(README).toContain(`\`${reason}\``);
  expect(TESTS.some((text) => text.includes(`"${reason}"`))).toBe(true);
});

const FILE = "drivers/leds/leds-acme.c";
const lines = (count: number): string =>
  Array.from({ length: count }, (_, i) => `\tp->field[${i + 1}] ^= p->field[${i}];\n`).join("");
const define = (name: string, count: number, last = ""): string =>
  `static int ${name}(struct acme *p)\n{\n${lines(count)}${last}\treturn 0;\n}\n\n`;

async function refusalOf(names: readonly string[], text: string, strategies: readonly Strategy[]) {
  const files = { [FILE]: text };
  const family = familyOf(files, ...names.map((name) => `${FILE}:${name}`));
  const { plans, skipped } = await fold(files, [family], { strategies, grains: ["function"] });
  expect(plans).toEqual([]);
  return skipped[0];
}

test("equal functions are no matter for a strategy that is about differences", async () => {
  const names = ["acme_a", "acme_b"];
  const text = names.map((name) => define(name, 9)).join("");
  expect(await refusalOf(names, text, ["callback"])).toMatchObject({ reason: "no-strategy" });
});

test("a long function is too much for a macro, and the reader is told which", async () => {
  const text = `${define("acme_a", 41, "\tp->one = 0;\n")}${define("acme_b", 41, "\tp->two = 0;\n")}`;
  const refusal = await refusalOf(["acme_a", "acme_b"], text, ["generator-macro"]);
  expect(refusal).toMatchObject({ reason: "macro-too-long" });
  expect(refusal.detail).toContain("acme_a()");
});

test("a fold that would write lines beyond 100 columns is refused", async () => {
  const names = ["a", "b"].map((end) => `acme_${"very_".repeat(18)}${end}`);
  const text = `${names.map((name) => define(name, 9)).join("")}int (*const all[])(struct acme *) = { ${names.join(", ")} };\n`;
  expect(await refusalOf(names, text, ["shared-function"])).toMatchObject({ reason: "lines-too-long" });
});
