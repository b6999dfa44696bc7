import { KindredError } from "@kindred/c-source";
import type { Family } from "@kindred/clones";
import { damaged } from "../json/read-document.ts";
import { readJson } from "../json/read-json.ts";
import { findSchemaFault, type Schema } from "../json/schema-fault.ts";
import { writeFileWhole } from "../output/write-file-whole.ts";

/** How many members each known family has: a family that gains a member is news, one that loses a member is not. */
export type Baseline = ReadonlyMap<string, number>;

interface BaselineDocument {
  readonly schemaVersion: 1;
  readonly families: Readonly<Record<string, number>>;
}

/** What a baseline file must be. */
const BASELINE_SCHEMA: Schema = {
  type: "object",
  required: ["schemaVersion", "families"],
  properties: {
    schemaVersion: { const: 1 },
    families: { type: "object", additionalProperties: { type: "integer", minimum: 1 } },
  },
};
const HINT = "write it anew with --update-baseline";

/** @throws KindredError E_USAGE when there is no such file, E_DATA when it is damaged */
export function readBaseline(path: string): Baseline {
  const read = readJson(path);
  if (!("value" in read)) {
    if (!read.missing) throw damaged(path, read.cause, HINT);
    throw new KindredError("E_USAGE", `There is no baseline \`${path}\`.`, "write it with --update-baseline");
  }
  const fault = findSchemaFault(read.value, BASELINE_SCHEMA);
  if (fault) throw damaged(path, `at ${fault.path}, ${fault.cause}`, HINT);
  const entries = Object.entries((read.value as BaselineDocument).families);
  const odd = entries.find(([id]) => !/^K-[0-9a-f]{8}$/.test(id));
  if (odd)
    throw damaged(
      path,
      `at $.families, ${JSON.stringify(odd[0].slice(0, 60))} is not the id of a family`,
      HINT,
    );
  return new Map(entries);
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
