import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askNameIndex, buildNameIndex } from "../src/tree/name-index.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("a word of any header is used, at a file's start and end too; a part of a word is not", () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "include/linux"), { recursive: true });
  writeFileSync(join(root, "include/first.h"), "alpha_one(beta2)");
  writeFileSync(join(root, "include/linux/deep.h"), "/* gamma */ #define DELTA\nint last");
  writeFileSync(join(root, "include/notes.txt"), "epsilon");
  const isFree = askNameIndex(buildNameIndex(root));
  for (const word of ["alpha_one", "beta2", "gamma", "DELTA", "int", "last"])
    expect(isFree(word), word).toBe(false);
  for (const word of ["alpha", "one", "beta", "epsilon", "alpha_one2"]) expect(isFree(word), word).toBe(true);
});

test("few of the names that are nowhere are taken for used ones", () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "include"));
  const words = Array.from({ length: 200_000 }, (_, i) => `foo_${i.toString(36)}_get`);
  writeFileSync(join(root, "include/many.h"), words.join("\n"));
  const isFree = askNameIndex(buildNameIndex(root));
  expect(words.some(isFree)).toBe(false);
  const wrong = Array.from({ length: 10_000 }, (_, i) => `bar_${i}_common`).filter((name) => !isFree(name));
  expect(wrong.length).toBeLessThan(20);
});
