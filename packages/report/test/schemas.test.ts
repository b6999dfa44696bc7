import { readFileSync } from "node:fs";
import { renderFamiliesJson, renderLedgerJson, renderSkippedJson, renderVerdictsJson } from "@kindred/report";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { FAMILIES, FAMILY, LEDGER, MUTANTS, SKIPPED, UNPROVED, VERDICTS } from "./sample-documents.ts";

function schema(name: string): ValidateFunction {
  const text = readFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), "utf8");
  return new Ajv2020({ strict: true, strictTypes: "log", allErrors: true, logger: false }).compile(
    JSON.parse(text),
  );
}

type Data = Record<string, unknown>;

/** Every record inside the data, with a way to put a changed copy in its place. */
function* withoutOneKey(
  value: unknown,
  path: readonly string[] = [],
): Generator<{ path: string; damaged: unknown }> {
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    const record = value as Data;
    if (!Array.isArray(value)) {
      const { [key]: _gone, ...rest } = record;
      yield { path: [...path, key].join("."), damaged: rest };
    }
    for (const { path: inner, damaged } of withoutOneKey(record[key], [...path, key])) {
      const copy = Array.isArray(value) ? [...value] : { ...record };
      (copy as Data)[key] = damaged;
      yield { path: inner, damaged: copy };
    }
  }
}

const WITH_MUTANTS = {
  ...VERDICTS,
  patches: VERDICTS.patches.map((patch) => ({
    ...patch,
    files: [...patch.files, UNPROVED],
    mutants: { ...MUTANTS, blind: ["elf-symbols"] },
  })),
};

const DOCUMENTS = [
  { name: "families", text: renderFamiliesJson(FAMILIES), optional: [] },
  { name: "ledger", text: renderLedgerJson(LEDGER), optional: ["removedFunctions"] },
  {
    name: "verdicts",
    text: renderVerdictsJson(WITH_MUTANTS),
    optional: ["notes", "mutants", "cause", "advice", "others"],
  },
  { name: "skipped", text: renderSkippedJson(SKIPPED), optional: ["parse-error", "net-not-positive"] },
];

describe.each(DOCUMENTS)("$name.schema.json", ({ name, text, optional }) => {
  const validate = schema(name);

  it("accepts what is rendered, and later fields", () => {
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...JSON.parse(text), later: 1 })).toBe(true);
  });

  it("refuses a document that lacks any published field", () => {
    let tried = 0;
    for (const { path, damaged } of withoutOneKey(JSON.parse(text))) {
      const isOptional = optional.includes(path.split(".").at(-1)!);
      expect(validate(damaged), path).toBe(isOptional);
      tried += 1;
    }
    expect(tried).toBeGreaterThan(5);
  });

  it("refuses another schema version", () => {
    expect(validate({ ...JSON.parse(text), schemaVersion: 2 })).toBe(false);
  });
});

describe("families.schema.json", () => {
  const validate = schema("families");
  const withFamily = (family: object) => ({ ...FAMILIES, families: [{ ...FAMILY, ...family }] });

  it.each([
    { id: "K-3FA9C1D2" },
    { type: "type-4" },
    { similarity: 1.1 },
    { removableLines: -1 },
    { strategy: "magic" },
    { members: FAMILY.members.slice(0, 1) },
    { members: FAMILY.members.map((member) => ({ ...member, file: `/abs/${member.file}` })) },
    { members: FAMILY.members.map((member) => ({ ...member, startLine: 0 })) },
    { existingHelper: { function: "crc8", file: "/lib/crc8.c", startLine: 1 } },
    { existingHelper: { function: "crc8", file: "lib/crc8.c" } },
  ])("refuses a family with %j", (change) => {
    expect(validate(withFamily({}))).toBe(true);
    expect(validate(withFamily(change))).toBe(false);
  });
});
