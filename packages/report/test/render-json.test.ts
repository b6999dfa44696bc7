import type { FamiliesDocument } from "@kindred/clones";
import {
  renderFamiliesJson,
  renderFamiliesJsonParts,
  renderFamiliesNdjson,
  renderLedgerJson,
  renderSkippedJson,
  renderVerdictsJson,
} from "@kindred/report";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderKeys } from "../src/json/order-keys.ts";
import { printJson } from "../src/json/print-json.ts";
import { FAMILIES, LEDGER, SKIPPED, VERDICTS } from "./sample-documents.ts";

/** The same data with the keys of every record the other way round. */
function reversed<Data>(data: Data): Data {
  if (Array.isArray(data)) return data.map(reversed) as Data;
  if (typeof data !== "object" || data === null) return data;
  const entries = Object.entries(data).reverse();
  return Object.fromEntries(entries.map(([key, value]) => [key, reversed(value)])) as Data;
}

describe("the JSON documents", () => {
  it("have the key order of the design, whatever order the data comes in", () => {
    expect(renderFamiliesJson(reversed(FAMILIES))).toBe(renderFamiliesJson(FAMILIES));
    expect(renderLedgerJson(reversed(LEDGER))).toBe(renderLedgerJson(LEDGER));
    expect(renderVerdictsJson(reversed(VERDICTS))).toBe(renderVerdictsJson(VERDICTS));
    const parsed = JSON.parse(renderFamiliesJson(reversed(FAMILIES)));
    expect(Object.keys(parsed)).toEqual(["schemaVersion", "root", "summary", "families"]);
    expect(Object.keys(parsed.families[0])).toEqual(
      "id type grain similarity lines removableLines strategy scope holes members".split(" "),
    );
    expect(Object.keys(parsed.families[0].members[0])).toEqual(["file", "startLine", "endLine", "function"]);
  });

  it("give the same data back", () => {
    expect(JSON.parse(renderFamiliesJson(FAMILIES))).toEqual(FAMILIES);
    expect(JSON.parse(renderLedgerJson(LEDGER))).toEqual(LEDGER);
    expect(JSON.parse(renderVerdictsJson(VERDICTS))).toEqual(VERDICTS);
  });

  it("keep additive fields, sorted behind the published ones", () => {
    const later = { zebra: 1, ...FAMILIES, ape: { b: 1, a: 2 } } as FamiliesDocument;
    const text = renderFamiliesJson(later);
    expect(Object.keys(JSON.parse(text)).slice(4)).toEqual(["ape", "zebra"]);
    expect(text).toContain('"ape": {\n    "a": 2,\n    "b": 1\n  }');
  });

  it("indent by two blanks and end with a line break", () => {
    expect(renderFamiliesJson(FAMILIES).startsWith('{\n  "schemaVersion": 1,\n  "root": "drivers",\n')).toBe(
      true,
    );
    expect(renderLedgerJson(LEDGER).endsWith("}\n")).toBe(true);
  });

  it("are the text of JSON.stringify", () => {
    const shape = { keys: ["b", "a"], inside: { a: { keys: ["z", "c"] } } };
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.oneof(
        fc.string({ unit: "binary" }),
        fc.integer(),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
      ),
      record: fc.dictionary(fc.constantFrom("a", "b", "c", "z", '"'), tie("tree"), { maxKeys: 4 }),
      tree: fc.oneof({ maxDepth: 4 }, tie("leaf"), fc.array(tie("tree"), { maxLength: 3 }), tie("record")),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(printJson(value, shape)).toBe(JSON.stringify(orderKeys(value, shape), null, 2));
      }),
    );
  });

  it("come in parts that are the whole", () => {
    const [family] = FAMILIES.families;
    for (const count of [0, 1, 255, 256, 257, 600]) {
      const families = Array.from({ length: count }, (_, i) => ({ ...family!, lines: i }));
      const document = { ...FAMILIES, root: '"families": []', families, zebra: [] };
      expect([...renderFamiliesJsonParts(document)].join("")).toBe(renderFamiliesJson(document));
    }
  });

  it("count the reasons of what was skipped", () => {
    expect(JSON.parse(renderSkippedJson(SKIPPED))).toEqual({
      schemaVersion: 1,
      totals: { "parse-error": 2, "net-not-positive": 1 },
      skipped: SKIPPED,
    });
  });
});

describe("renderFamiliesNdjson", () => {
  it("writes a record a line, the summary last", () => {
    const lines = renderFamiliesNdjson(FAMILIES)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ record }) => record)).toEqual(["family", "family", "summary"]);
    expect(lines[0]).toEqual({ record: "family", ...FAMILIES.families[0] });
    expect(lines[2]).toEqual({ record: "summary", schemaVersion: 1, root: "drivers", ...FAMILIES.summary });
  });
});
