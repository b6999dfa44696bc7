import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findNewFamilies, readBaseline, writeBaseline } from "../src/find/baseline.ts";
import { findSchemaFault } from "../src/json/schema-fault.ts";
import { loadLedger, loadSkipped, patchFacts } from "../src/prove/load-ledger.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const entry = {
  patch: "0001-x",
  family: "K-0123abcd",
  strategy: "shared-function",
  helper: "h",
  files: ["a.c"],
  removed: 9,
  addedCalls: 2,
  addedHelpers: 4,
  net: 3,
};
const totals = { patches: 1, families: 1, files: 1, removed: 9, addedCalls: 2, addedHelpers: 4, net: 3 };

const outputWith = (name: string, text: string) => temporaryFolder({ [name]: text });
const refusal = (message: string) =>
  expect.objectContaining({ code: "E_DATA", message: expect.stringContaining(message) });

describe("findSchemaFault", () => {
  it("names the first place that is wrong, from the root", () => {
    const schema = { properties: { a: { items: { type: "integer", minimum: 1 } } } };
    expect(findSchemaFault({ a: [1, 2] }, schema)).toBeUndefined();
    expect(findSchemaFault({ a: [1, 0] }, schema)).toEqual({ path: "$.a[1]", cause: "0 is less than 1" });
    expect(findSchemaFault({ a: ["1"] }, schema)?.path).toBe("$.a[0]");
  });

  it("takes nothing that is inherited for what is required", () => {
    expect(findSchemaFault({}, { required: ["constructor"] })?.cause).toContain("missing");
    const hidden = JSON.parse('{"__proto__": {"a": 1}}') as unknown;
    expect(findSchemaFault(hidden, { required: ["a"] })?.cause).toContain("missing");
  });
});

describe("loadLedger", () => {
  const load = (document: unknown) =>
    loadLedger(outputWith("ledger.json", typeof document === "string" ? document : JSON.stringify(document)));

  it("reads a ledger, also without the functions that are gone, and does without one", () => {
    const facts = { patch: "0001-x", strategy: "shared-function", helpers: ["h"], removedFunctions: [] };
    expect(patchFacts(load({ schemaVersion: 1, totals, patches: [entry] }))).toEqual([facts]);
    expect(loadLedger(temporaryFolder())).toBeUndefined();
  });

  it.each([
    ["{ nonsense", "no JSON"],
    ["null", "$"],
    [{ schemaVersion: 2, totals, patches: [] }, "$.schemaVersion"],
    [{ schemaVersion: 1, totals, patches: {} }, "$.patches"],
    [{ schemaVersion: 1, patches: [] }, "`totals` is missing"],
    [{ schemaVersion: 1, totals, patches: [null] }, "$.patches[0]"],
    [{ schemaVersion: 1, totals, patches: [{ ...entry, net: "3" }] }, "$.patches[0].net"],
    [{ schemaVersion: 1, totals, patches: [{ ...entry, removedFunctions: [1] }] }, "removedFunctions[0]"],
    ['{"__proto__": {"schemaVersion": 1, "totals": {}, "patches": []}}', "`schemaVersion` is missing"],
  ])("refuses %j", (document, message) => {
    expect(() => load(document)).toThrow(refusal(message));
  });

  it("refuses a folder of that name", () => {
    const output = temporaryFolder();
    mkdirSync(join(output, "ledger.json"));
    expect(() => loadLedger(output)).toThrow(refusal("it is a folder"));
  });
});

describe("loadSkipped", () => {
  it("gives what is sound and nothing of what is not", () => {
    const sound = { subject: "K-0123abcd", reason: "net-not-positive", detail: "It saves nothing." };
    const document = { schemaVersion: 1, totals: { "net-not-positive": 1 }, skipped: [sound] };
    expect(loadSkipped(outputWith("skipped.json", JSON.stringify(document)))).toEqual([sound]);
    expect(loadSkipped(outputWith("skipped.json", JSON.stringify({ ...document, skipped: [null] })))).toEqual(
      [],
    );
  });
});

describe("readBaseline", () => {
  const read = (families: string) =>
    readBaseline(join(outputWith("b.json", `{ "schemaVersion": 1, "families": ${families} }`), "b.json"));

  it("reads what it wrote", () => {
    const path = join(temporaryFolder(), "b.json");
    const family = { id: "K-0123abcd", members: [{}, {}] } as never;
    writeBaseline(path, [family]);
    expect(readBaseline(path)).toEqual(new Map([["K-0123abcd", 2]]));
    expect(findNewFamilies([family], readBaseline(path))).toEqual([]);
    expect(findNewFamilies([family], read("{}"))).toEqual([family]);
  });

  it.each([
    ["[2]", "$.families"],
    ["null", "$.families"],
    ['{ "K-0123abcd": "2" }', "$.families.K-0123abcd"],
    ['{ "K-0123abcd": -1 }', "$.families.K-0123abcd"],
    ['{ "K-0123abcd": 1.5 }', "$.families.K-0123abcd"],
    ['{ "__proto__": 2 }', "__proto__"],
    ['{ "__proto__": { "K-0123abcd": 9 } }', "__proto__"],
    ['{ "constructor": 2 }', "constructor"],
  ])("refuses families %s", (families, message) => {
    expect(() => read(families)).toThrow(refusal(message));
  });

  it("tells a missing file from a damaged one", () => {
    const folder = temporaryFolder({ "b.json": "" });
    expect(() => readBaseline(join(folder, "b.json"))).toThrow(refusal("no JSON"));
    expect(() => readBaseline(folder)).toThrow(refusal("it is a folder"));
    expect(() => readBaseline(join(folder, "none.json"))).toThrow(
      expect.objectContaining({ code: "E_USAGE" }),
    );
  });
});
