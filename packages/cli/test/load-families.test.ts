import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KindredError } from "@kindred/c-source";
import type { FamiliesDocument } from "@kindred/clones";
import { describe, expect, it } from "vitest";
import { loadFamilies } from "../src/find/load-families.ts";
import { createMemberReader } from "../src/find/member-texts.ts";
import { requireStandingMembers } from "../src/find/require-standing-members.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const member = { file: "a.c", startLine: 1, endLine: 3, function: "f" };
const members = [member, { ...member, startLine: 9, endLine: 11 }];
const family = {
  id: "K-0123abcd",
  type: "type-2",
  grain: "function",
  similarity: 0.97,
  lines: 3,
  removableLines: 2,
  strategy: "shared-function",
  scope: "file",
  holes: [{ kind: "literal", values: ["1", "2"] }],
  members,
};
const summary = {
  files: 1,
  lines: 11,
  functions: 2,
  skipped: 0,
  families: 1,
  similarLines: 6,
  similarShare: 0.5,
  removableLines: 2,
  byClass: [],
};

function load(document: unknown): FamiliesDocument {
  const root = temporaryFolder({ "tree/a.c": "" });
  const base = { schemaVersion: 1, root: join(root, "tree"), summary, families: [family] };
  const text = JSON.stringify({ ...base, ...(document as object) });
  return loadFamilies(join(temporaryFolder({ "f.json": text }), "f.json"));
}

function errorOf(work: () => unknown): KindredError {
  try {
    work();
  } catch (error) {
    if (error instanceof KindredError) return error;
    throw error;
  }
  throw new Error("no KindredError was thrown");
}

const changed = (change: object) => ({ families: [{ ...family, ...change }] });
const HELPER = { function: "crc8", file: "lib/crc8.c", startLine: 3 };
const helped = (change: object) =>
  changed({ strategy: "existing-helper", existingHelper: { ...HELPER, ...change } });
const moved = (change: object) => changed({ members: [members[0], { ...members[1], ...change }] });

describe("loadFamilies", () => {
  it("reads what find wrote, and fields of later versions", () => {
    expect(load({}).families).toEqual([family]);
    expect(load({ later: 1, ...changed({ later: 1 }) }).families).toHaveLength(1);
  });

  it.each([
    [{ schemaVersion: 2 }, "$.schemaVersion"],
    [{ root: 7 }, "$.root"],
    [{ summary: {} }, "$.summary"],
    [{ summary: { ...summary, lines: 1e300 } }, "$.summary.lines"],
    [{ families: {} }, "$.families"],
    [{ families: [null] }, "$.families[0]"],
    [changed({ id: "../x" }), "$.families[0].id"],
    [{ families: [family, { ...family }] }, "$.families[1].id"],
    [changed({ type: "type-4" }), "$.families[0].type"],
    [changed({ strategy: "magic" }), "$.families[0].strategy"],
    [changed({ scope: "__proto__" }), "$.families[0].scope"],
    [changed({ grain: undefined }), "`grain` is missing"],
    [changed({ similarity: 1.01 }), "$.families[0].similarity"],
    [changed({ similarity: -0.1 }), "$.families[0].similarity"],
    [changed({ lines: 2 ** 53 }), "$.families[0].lines"],
    [changed({ holes: [{}] }), "$.families[0].holes[0]"],
    [changed({ holes: [{ kind: "literal", values: ["1"] }] }), "1 values for 2 members"],
    [changed({ holes: [{ kind: "literal", values: ["1", 2] }] }), "$.families[0].holes[0].values[1]"],
    [changed({ members: [] }), "0 of at least 2 entries"],
    [changed({ members: [member] }), "1 of at least 2 entries"],
    [changed({ members: [member, member] }), "a member twice"],
    [moved({ file: "../../etc/passwd.c" }), "$.families[0].members[1].file"],
    [moved({ file: "/etc/passwd.c" }), "$.families[0].members[1].file"],
    [moved({ file: "a\0.c" }), "$.families[0].members[1].file"],
    [moved({ file: "id_rsa" }), "is no C file"],
    [moved({ startLine: 0 }), "$.families[0].members[1].startLine"],
    [moved({ startLine: 12 }), "$.families[0].members[1].endLine"],
    [moved({ endLine: "11" }), "$.families[0].members[1].endLine"],
    [moved({ endLine: 11.5 }), "$.families[0].members[1].endLine"],
    [moved({ function: "" }), "$.families[0].members[1].function"],
    [helped({ file: "../../etc/passwd.c" }), "$.families[0].existingHelper.file"],
    [helped({ file: "lib/secret" }), "is no C file"],
    [helped({ function: "" }), "$.families[0].existingHelper.function"],
    [changed({ existingHelper: HELPER, strategy: "callback" }), "the strategy is callback"],
  ])("refuses %j", (document, cause) => {
    const error = errorOf(() => load(document));
    expect(error.code).toBe("E_DATA");
    expect(error.message).toContain(cause);
    expect(error.message).toContain("f.json");
    expect(error.hint).toContain("run find again");
  });

  it("refuses more members than a tree has", () => {
    const many = Array.from({ length: 1001 }, (_, index) => ({
      ...member,
      startLine: index + 1,
      endLine: index + 1,
    }));
    const families = Array.from({ length: 1000 }, (_, index) => ({
      ...family,
      id: `K-${index.toString(16).padStart(8, "0")}`,
      holes: [],
      members: many,
    }));
    expect(errorOf(() => load({ families })).message).toContain("more than 1000000 members");
  });

  it("says when the tree is gone, the file is missing, a folder or no JSON", () => {
    expect(errorOf(() => load({ root: "/nowhere/at/all" })).code).toBe("E_PATH");
    expect(errorOf(() => load({ root: "/etc/passwd" })).code).toBe("E_PATH");
    const { message } = errorOf(() => load({ root: "\0\u001b[2J" }));
    expect(message).toContain("\\u0000\\u001b[2J");
    expect(errorOf(() => loadFamilies("/nowhere/f.json")).code).toBe("E_PATH");
    expect(errorOf(() => loadFamilies(temporaryFolder()))).toMatchObject({
      code: "E_DATA",
      message: expect.stringContaining("it is a folder"),
    });
    expect(errorOf(() => loadFamilies(join(temporaryFolder({ "f.json": "{" }), "f.json"))).code).toBe(
      "E_DATA",
    );
  });
});

describe("requireStandingMembers", () => {
  const at = (root: string) => requireStandingMembers("f.json", { ...load({}), root });

  it("refuses a tree that holds no member", () => {
    const error = errorOf(() => at(temporaryFolder({ "a.c": "int other(void)\n{\n}\n" })));
    expect(error.code).toBe("E_DATA");
    expect(error.message).toContain("none of its members stands in");
    expect(errorOf(() => at(temporaryFolder())).code).toBe("E_DATA");
  });

  it("takes a tree that holds one, and a document without families", () => {
    expect(() => at(temporaryFolder({ "a.c": "int f(void)\n{\n}\n" }))).not.toThrow();
    expect(() => requireStandingMembers("f.json", { ...load({}), families: [] })).not.toThrow();
  });
});

describe("createMemberReader", () => {
  it("reads no member through a symlink that leaves the tree", () => {
    const folder = temporaryFolder({ "outside/a.c": "secret f\n", "tree/b.c": "one\ntwo\nthree\n" });
    symlinkSync("../outside/a.c", join(folder, "tree/a.c"));
    mkdirSync(join(folder, "tree/in"));
    writeFileSync(join(folder, "tree/in/c.c"), "inside\n");
    symlinkSync("in/c.c", join(folder, "tree/d.c"));
    const read = createMemberReader(join(folder, "tree"));
    expect(read(member)).toBe("");
    expect(read({ ...member, file: "b.c", startLine: 2, endLine: 3 })).toBe("two\nthree");
    expect(read({ ...member, file: "d.c" })).toBe("inside\n");
    expect(
      errorOf(() => requireStandingMembers("f.json", { ...load({}), root: join(folder, "tree") })).code,
    ).toBe("E_DATA");
  });
});
