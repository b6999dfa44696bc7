/** Files and folders that are damaged, stale or come from strangers, on the built command. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FamiliesDocument } from "@kindred/clones";
import type { VerdictsDocument } from "@kindred/proof";
import { beforeAll, describe, expect, it } from "vitest";
import { contents, copyOfMini, kindred, MINI, run, temporaryFolder } from "./support/run-kindred.ts";

const SECRET = "the-secret-of-another-folder";
let found: FamiliesDocument;

beforeAll(() => {
  found = JSON.parse(kindred(["find", MINI, "--format", "json"]).stdout) as FamiliesDocument;
});

function familiesFile(change: object): string {
  return join(temporaryFolder({ "f.json": JSON.stringify({ ...found, ...change }) }), "f.json");
}

function fold(file: string): { code: number | null; stderr: string; written: string[] } {
  const cwd = temporaryFolder();
  const { code, stderr } = kindred(["fold", "--families", file, "--output", "out"], { cwd });
  return { code, stderr, written: Object.keys(contents(cwd)) };
}

describe("families.json from elsewhere", () => {
  it("is refused with the file, the place and the fix, and nothing is written", () => {
    const [family] = found.families;
    const file = familiesFile({ families: [family, { ...family, members: [] }] });
    const { code, stderr, written } = fold(file);
    expect({ code, written }).toEqual({ code: 2, written: [] });
    expect(stderr).toContain(`\`${file}\` cannot be used: at $.families[1].members, it has 0 of at least 2`);
    expect(stderr).toContain("  fix: Run find again");
  });

  it("is refused when it repeats a family 200,000 times", () => {
    const [family] = found.families;
    const { code, stderr } = fold(familiesFile({ families: Array(200_000).fill(family) }));
    expect(code).toBe(2);
    expect(stderr).toContain("at $.families[1].id");
  });

  it("is refused when it is stale as a whole or names another folder", () => {
    const emptied = copyOfMini();
    for (const family of found.families)
      for (const { file } of family.members) writeFileSync(join(emptied, file), "int nothing;\n");
    for (const root of ["/etc", emptied]) {
      const { code, stderr, written } = fold(familiesFile({ root }));
      expect({ code, written }).toEqual({ code: 2, written: [] });
      expect(stderr).toContain(`none of its members stands in \`${root}\``);
      expect(stderr).not.toContain("--kernel");
    }
  });

  it("shows nothing that a symlink fetches from outside of the tree", () => {
    const tree = copyOfMini();
    const family = found.families[0]!;
    const { file } = family.members[0]!;
    const outside = temporaryFolder({ "x.c": `${SECRET}\n`.repeat(2000) });
    rmSync(join(tree, file));
    symlinkSync(join(outside, "x.c"), join(tree, file));
    const families = familiesFile({ root: tree });
    const { code, stdout, stderr } = kindred(["explain", family.id, "--families", families]);
    expect(code).toBe(0);
    expect(stdout).toContain(family.id);
    expect(stdout + stderr).not.toContain(SECRET);
    const cwd = temporaryFolder();
    kindred(["fold", "--families", families, "--output", "out"], { cwd });
    const written = Object.values(contents(cwd)).join("\n");
    expect(written).toContain(family.id);
    expect(written).not.toContain(SECRET);
  });
});

describe("find", () => {
  it.each([
    ["no folder", () => "/nowhere/at/all", "There is no kernel tree"],
    ["no kernel", () => temporaryFolder({ Makefile: "all:\n" }), "is no kernel tree"],
    ["a part of a kernel", () => join(MINI, "drivers"), MINI],
  ])("refuses a --kernel that is %s", (_, kernel, message) => {
    const { code, stdout, stderr } = kindred(["find", join(MINI, "drivers/leds"), "--kernel", kernel()]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("exits 3 with the reasons when every file was skipped", () => {
    const tree = temporaryFolder({ "a.c": new Uint8Array([0, 1, 2]), "b.c": "int b;\0" });
    symlinkSync("a.c", join(tree, "c.c"));
    const { code, stdout, stderr } = kindred(["find", tree]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    for (const line of ["a.c: binary: ", "b.c: binary: ", "c.c: symlink: "]) expect(stderr).toContain(line);
    writeFileSync(join(tree, "d.c"), "int d;\n");
    expect(kindred(["find", tree]).code).toBe(0);
  });

  it("reports a place it cannot write before it scans", () => {
    const cwd = temporaryFolder({ file: "", "tree/a.c": "" });
    for (const target of ["no/f.json", "file/f.json", "tree"]) {
      const { code, stderr } = kindred(["find", "/nowhere", "--format", `json=${target}`], { cwd });
      expect(code).toBe(3);
      expect(stderr).toContain("cannot be written");
    }
    const baseline = ["--baseline", "no/b.json", "--update-baseline"];
    expect(kindred(["find", "/nowhere", ...baseline], { cwd }).stderr).toContain("cannot be written");
  });

  it("refuses a damaged baseline", () => {
    const path = join(
      temporaryFolder({ "b.json": '{"schemaVersion": 1, "families": {"__proto__": {"x": 1}}}' }),
      "b.json",
    );
    const { code, stderr } = kindred(["find", MINI, "--baseline", path, "--fail-on", "new"]);
    expect(code).toBe(2);
    expect(stderr).toContain("__proto__");
  });
});

/** A mail as `git am` takes it, which makes `file` hold one line. */
function mailThatAdds(file: string): string {
  return [
    "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001",
    "From: A Stranger <stranger@example.org>",
    "Date: Thu, 1 Jan 2026 00:00:00 +0000",
    "Subject: [PATCH] add a file",
    "",
    "---",
    `diff --git a/${file} b/${file}`,
    "new file mode 100644",
    "index 0000000..1234567",
    "--- /dev/null",
    `+++ b/${file}`,
    "@@ -0,0 +1 @@",
    "+int planted;",
    "--",
    "2.39",
    "",
  ].join("\n");
}

describe("prove on a stranger's output folder", () => {
  it("applies no patch that leaves the tree", () => {
    const planted = join(temporaryFolder(), "planted.c");
    for (const file of ["../outside.c", "drivers/../../outside.c", planted, ".git/hooks/pre-commit"]) {
      const out = temporaryFolder();
      mkdirSync(join(out, "series"));
      writeFileSync(join(out, "series/0001-add.patch"), mailThatAdds(file));
      const before = contents(MINI);
      const { code, stdout } = kindred(["prove", out, "--kernel", MINI]);
      expect(code, file).toBe(1);
      expect(stdout, file).toMatch(/^fails/m);
      const verdicts = JSON.parse(readFileSync(join(out, "verdicts.json"), "utf8")) as VerdictsDocument;
      expect(verdicts.totals).toMatchObject({ fails: 1, identical: 0 });
      expect(contents(MINI)).toEqual(before);
      expect(contents(dirname(planted))).toEqual({});
    }
  });

  it.each([
    ["ledger.json", "{ nonsense", ["--format", "text"]],
    ["ledger.json", '{"__proto__": {"schemaVersion": 1}, "patches": []}', ["--format", "text"]],
    ["families.json", '{"schemaVersion": 1}', ["--format", "html=report.html"]],
  ])("refuses a damaged %s %s before it proves", (name, text, options) => {
    const out = temporaryFolder({ [name]: text });
    mkdirSync(join(out, "series"));
    writeFileSync(join(out, "series/0001-add.patch"), mailThatAdds("drivers/x.c"));
    const { code, stdout, stderr } = kindred(["prove", out, "--kernel", MINI, ...options], {
      cwd: temporaryFolder(),
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(name);
    expect(Object.keys(contents(out))).toEqual([name, "series/0001-add.patch"].sort());
  });

  it.each([
    ["a pipe", "series/0001-add.patch", (path: string) => run("mkfifo", [path])],
    ["a folder", "series/0001-add.patch", (path: string) => mkdirSync(path)],
    ["a symlink", "series/0001-add.patch", (path: string) => symlinkSync("/etc/passwd", path)],
    ["a pipe", "ledger.json", (path: string) => run("mkfifo", [path])],
    ["a pipe", "verdicts.json", (path: string) => run("mkfifo", [path])],
  ])("does not wait for %s as %s", (_, name, make) => {
    const out = temporaryFolder();
    mkdirSync(join(out, "series"));
    make(join(out, name));
    const { code, stdout, stderr } = kindred(["prove", out, "--kernel", MINI]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`${name}\` cannot be used: it is no regular file`);
  });

  it("writes over damaged verdicts of an earlier run", () => {
    const out = temporaryFolder({ "verdicts.json": "{ nonsense" });
    mkdirSync(join(out, "series"));
    writeFileSync(join(out, "series/0001-add.patch"), mailThatAdds("drivers/x.c"));
    kindred(["prove", out, "--kernel", MINI]);
    expect(JSON.parse(readFileSync(join(out, "verdicts.json"), "utf8"))).toMatchObject({ schemaVersion: 1 });
  });

  it.each([
    ["a folder that is no kernel", () => temporaryFolder(), "is no kernel tree"],
    ["a kernel that nobody configured", unconfigured, "--configure"],
  ])("refuses %s", (_, kernel, message) => {
    const out = temporaryFolder();
    mkdirSync(join(out, "series"));
    writeFileSync(join(out, "series/0001-add.patch"), mailThatAdds("drivers/x.c"));
    const { code, stdout, stderr } = kindred(["prove", out, "--kernel", kernel()]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("refuses an output folder that is missing, or without a series or patches", () => {
    const [empty, noPatches, file] = [temporaryFolder(), temporaryFolder(), temporaryFolder({ series: "" })];
    mkdirSync(join(noPatches, "series"));
    for (const [out, message] of [
      ["/nowhere", "does not exist"],
      [empty, "holds no series"],
      [file, "holds no series"],
      [noPatches, "no patches"],
    ] as const) {
      const { code, stderr } = kindred(["prove", out, "--kernel", MINI]);
      expect(code).toBe(3);
      expect(stderr).toContain(message);
    }
  });
});

function unconfigured(): string {
  return temporaryFolder({
    Makefile: "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n",
    "drivers/a.c": "int a;\n",
  });
}
