import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadFamilies } from "../src/find/load-families.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const member = { file: "a.c", startLine: 1, endLine: 3, function: "f" };
const family = {
  id: "K-0123abcd",
  strategy: "shared-function",
  holes: [],
  members: [member, { ...member, startLine: 9 }],
};

function load(document: unknown) {
  const root = temporaryFolder({ "tree/a.c": "" });
  const text = JSON.stringify({
    schemaVersion: 1,
    root: join(root, "tree"),
    summary: {},
    families: [family],
    ...(document as object),
  });
  return loadFamilies(join(temporaryFolder({ "f.json": text }), "f.json"));
}

describe("loadFamilies", () => {
  it("reads what find wrote", () => {
    expect(load({}).families).toHaveLength(1);
  });

  it.each([
    { schemaVersion: 2 },
    { root: 7 },
    { families: {} },
    { families: [null] },
    { families: [{ ...family, id: "../x" }] },
    { families: [{ ...family, members: [{ ...member, file: "../../etc/passwd" }] }] },
    { families: [{ ...family, members: [{ ...member, file: "/etc/passwd" }] }] },
    { families: [{ ...family, members: [{ ...member, startLine: 0 }] }] },
    { families: [{ ...family, members: [{ ...member, endLine: "3" }] }] },
    { families: [{ ...family, holes: [{}] }] },
  ])("refuses %j", (document) => {
    expect(() => load(document)).toThrow(expect.objectContaining({ code: "E_DATA" }));
  });

  it("says when the tree is gone, the file is missing or no JSON", () => {
    expect(() => load({ root: "/nowhere/at/all" })).toThrow(expect.objectContaining({ code: "E_PATH" }));
    expect(() => loadFamilies("/nowhere/f.json")).toThrow(expect.objectContaining({ code: "E_PATH" }));
    expect(() => loadFamilies(join(temporaryFolder({ "f.json": "{" }), "f.json"))).toThrow(
      expect.objectContaining({ code: "E_DATA" }),
    );
  });
});
