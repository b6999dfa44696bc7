import { existsSync, readFileSync } from "node:fs";
import { KindredError } from "@kindred/c-source";
import type { Family } from "@kindred/clones";
import { writeFileWhole } from "../output/write-file-whole.ts";

/** How many members each known family has: a family that gains a member is news, one that loses a member is not. */
export type Baseline = ReadonlyMap<string, number>;

interface BaselineDocument {
  readonly schemaVersion: 1;
  readonly families: Readonly<Record<string, number>>;
}

/** @throws KindredError E_USAGE when there is no such file, E_DATA when it is damaged */
export function readBaseline(path: string): Baseline {
  if (!existsSync(path))
    throw new KindredError("E_USAGE", `There is no baseline \`${path}\`.`, "write it with --update-baseline");
  try {
    const document = JSON.parse(readFileSync(path, "utf8")) as BaselineDocument;
    const entries = Object.entries(document.families);
    if (document.schemaVersion === 1 && entries.every(([, count]) => Number.isInteger(count)))
      return new Map(entries);
  } catch {
    // Falls through to the one message for every kind of damage.
  }
  throw new KindredError(
    "E_DATA",
    `\`${path}\` is not a baseline of Kindred.`,
    "write it anew with --update-baseline",
  );
}

export function writeBaseline(path: string, families: readonly Family[]): void {
  const sorted = [...families].sort((a, b) => (a.id < b.id ? -1 : 1));
  const document: BaselineDocument = {
    schemaVersion: 1,
    families: Object.fromEntries(sorted.map((family) => [family.id, family.members.length])),
  };
  writeFileWhole(path, `${JSON.stringify(document, null, 2)}\n`);
}

export function findNewFamilies(families: readonly Family[], baseline: Baseline): readonly Family[] {
  return families.filter((family) => family.members.length > (baseline.get(family.id) ?? 0));
}
