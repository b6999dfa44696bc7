import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { decodeC } from "@kindred/c-source";
import { expect, test } from "vitest";
import { familyOf, fold } from "./support/memory-tree.ts";

/** The embedded driver tree: what must fold, and look-alikes that must not. */
const ROOT = fileURLToPath(new URL("../../../corpus/mini/", import.meta.url));

interface TruthFamily {
  readonly id: string;
  readonly grain: string;
  readonly strategy?: string;
  readonly scope: string;
  readonly group?: string;
  readonly fold: boolean;
  readonly members: readonly { readonly file: string; readonly function: string }[];
}

const truth = JSON.parse(readFileSync(`${ROOT}truth.json`, "utf8")) as { families: TruthFamily[] };
const read = (path: string): string | undefined =>
  existsSync(ROOT + path) ? decodeC(readFileSync(ROOT + path)) : undefined;

const HEADERS = readdirSync(`${ROOT}include/linux`).map((name) => `include/linux/${name}`);

async function foldTruth(...families: readonly TruthFamily[]) {
  const members = families.flatMap((family) => family.members);
  const paths = new Set([...members.map(({ file }) => file), ...HEADERS]);
  for (const file of [...paths]) {
    const folder = file.slice(0, file.lastIndexOf("/"));
    paths.add(`${folder}/Makefile`);
    const own = read(file) ?? "";
    for (const [, header] of own.matchAll(/#include "([^"]+)"/g)) paths.add(`${folder}/${header}`);
  }
  const files = Object.fromEntries(
    [...paths].flatMap((path) => (read(path) === undefined ? [] : [[path, read(path)!]])),
  );
  const asked = families.map((family, i) => ({
    ...familyOf(files, ...family.members.map((member) => `${member.file}:${member.function}`)),
    id: `K-0000000${i}`,
  }));
  return fold(files, asked);
}

const whole = truth.families.filter(({ grain }) => grain === "function");
const now = whole.filter(
  (family) =>
    family.fold &&
    /^(?:(?:shared|parameterised)-function|field-pointer|table-driven)$/.test(family.strategy ?? ""),
);

test("the corpus has cases", () => {
  expect(now.length).toBeGreaterThan(4);
});

test.each(now)("$id is folded as $strategy", async (family) => {
  const { plans, skipped } = await foldTruth(family);
  expect(skipped).toEqual([]);
  expect(plans.map(({ strategy }) => strategy)).toEqual([family.strategy]);
});

test("the functions of chips in one file are folded together", async () => {
  const group = whole.filter(
    (family) => family.fold && family.group !== undefined && family.scope === "file",
  );
  expect(group.length).toBeGreaterThan(2);
  const { plans, skipped } = await foldTruth(...group);
  expect(skipped).toEqual([]);
  expect(plans.map(({ strategy }) => strategy)).toEqual(["chip-info"]);
  expect(plans[0].otherFamilies).toHaveLength(group.length - 1);
});

test.each(whole.filter((family) => !family.fold))("$id must not be folded", async (family) => {
  const { plans, skipped } = await foldTruth(family);
  expect(plans).toEqual([]);
  expect(skipped).toHaveLength(1);
});
