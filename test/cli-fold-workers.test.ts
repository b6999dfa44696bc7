/** A fold in threads: the same bytes as in one. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { contents, kindred, temporaryFolder } from "./support/run-kindred.ts";

/** Two families each: as many that threads are worth their start. */
const FILES = 210;
let tree: string;
let families: string;

function body(name: string, index: number, value: number): string {
  const lines = Array.from({ length: 8 }, (_, i) => `\tvalue += read_${index}_${i}(base + ${i});\n`);
  return `static int ${name}(int base)\n{\n\tint value = ${value};\n\n${lines.join("")}\treturn value;\n}\n`;
}

/** The second function of a file is in both families of the file: their folds get in each other's way. */
beforeAll(() => {
  tree = temporaryFolder();
  families = join(temporaryFolder(), "families.json");
  mkdirSync(join(tree, "drivers"));
  const list = Array.from({ length: FILES }, (_, i) => {
    const file = `drivers/driver-${i}.c`;
    const names = ["first", "second", "third"];
    const functions = names.map((name, at) => body(`${name}_get`, i, at));
    const uses = `int driver_${i}_all(void)\n{\n\treturn first_get(1) + second_get(2) + third_get(3);\n}\n`;
    writeFileSync(join(tree, file), `${functions.join("\n")}\n${uses}`);
    const members = (from: number) =>
      [from, from + 1].map((at) => ({
        file,
        startLine: 1 + at * 15,
        endLine: 14 + at * 15,
        function: `${names[at]}_get`,
      }));
    return [members(0), members(1)];
  }).flat();
  writeFileSync(families, JSON.stringify(familiesDocument(list)));
});

function familiesDocument(list: readonly (readonly unknown[])[]): unknown {
  const summary = { files: FILES, lines: 1, functions: 1, skipped: 0, families: list.length };
  return {
    schemaVersion: 1,
    root: tree,
    summary: { ...summary, similarLines: 0, similarShare: 0, removableLines: 0, byClass: [] },
    families: list.map((members, i) => ({
      id: `K-${String(i).padStart(8, "0")}`,
      type: "type-2",
      grain: "function",
      similarity: 1,
      lines: 28,
      removableLines: 14,
      strategy: "parameterised-function",
      scope: "file",
      holes: [],
      members,
    })),
  };
}

it("writes the same bytes with one thread and with three", () => {
  const folder = temporaryFolder();
  const out = (workers: number): string => join(folder, `out-${workers}`);
  for (const workers of [1, 3]) {
    const args = ["fold", "--families", families, "--output", out(workers), "--workers", String(workers)];
    const { code, stderr } = kindred(args);
    expect(stderr).toContain(`${FILES} left out`);
    expect(code).toBe(0);
  }
  expect(contents(out(3))).toEqual(contents(out(1)));
});
