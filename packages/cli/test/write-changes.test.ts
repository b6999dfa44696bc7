import { chmodSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeChanges } from "../src/apply/write-changes.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const LONG_AGO = new Date(0);

function change(root: string, name: string, text: string) {
  const path = join(root, name);
  return {
    source: { path, name, size: statSync(path).size },
    edits: [{ start: 0, end: 3, text }],
    isNew: false,
  };
}

describe("writeChanges", () => {
  it("changes files, keeps the rest of their bytes and their modes", () => {
    const root = temporaryFolder({ "a.c": "old\r\n\tx;", "b.c": "old" });
    chmodSync(join(root, "a.c"), 0o755);
    writeChanges([change(root, "a.c", "new"), change(root, "b.c", "")], Date.now() + 1000);
    expect(readFileSync(join(root, "a.c"), "latin1")).toBe("new\r\n\tx;");
    expect(readFileSync(join(root, "b.c"), "latin1")).toBe("");
    expect(statSync(join(root, "a.c")).mode & 0o777).toBe(0o755);
    expect(readdirSync(root)).toEqual(["a.c", "b.c"]);
  });

  it("changes nothing when one of them changed meanwhile", () => {
    const root = temporaryFolder({ "a.c": "old a", "b.c": "old b" });
    utimesSync(join(root, "a.c"), LONG_AGO, LONG_AGO);
    expect(() => writeChanges([change(root, "a.c", "new"), change(root, "b.c", "new")], 1000)).toThrow(
      /changed while/,
    );
    expect(readFileSync(join(root, "a.c"), "latin1")).toBe("old a");
    expect(readdirSync(root)).toEqual(["a.c", "b.c"]);
  });

  it("changes nothing when an edit does not fit", () => {
    const root = temporaryFolder({ "a.c": "old a", "b.c": "x" });
    expect(() =>
      writeChanges([change(root, "a.c", "new"), change(root, "b.c", "new")], Date.now() + 1000),
    ).toThrow();
    expect(readFileSync(join(root, "a.c"), "latin1")).toBe("old a");
    expect(readdirSync(root)).toEqual(["a.c", "b.c"]);
  });

  const made = (root: string, name: string) => ({
    source: { path: join(root, name), name, size: 0 },
    edits: [{ start: 0, end: 0, text: "new" }],
    isNew: true,
  });

  it("makes new files, and takes them away again when another one cannot be changed", () => {
    const root = temporaryFolder({ "a.c": "old a" });
    writeChanges([made(root, "b.h"), change(root, "a.c", "new")], Date.now() + 1000);
    expect(readFileSync(join(root, "b.h"), "latin1")).toBe("new");
    expect(() => writeChanges([made(root, "b.h")], Date.now() + 1000)).toThrow(/changed while/);
    expect(() =>
      writeChanges([made(root, "c.h"), made(root, join("gone", "d.h"))], Date.now() + 1000),
    ).toThrow();
    expect(readdirSync(root)).toEqual(["a.c", "b.h"]);
  });
});
