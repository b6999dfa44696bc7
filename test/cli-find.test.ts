/** `find`, `explain` and `doctor` on the built command. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FamiliesDocument } from "@kindred/clones";
import { describe, expect, it } from "vitest";
import { contents, copyOfMini, KINDRED, kindred, MINI, run, temporaryFolder } from "./support/run-kindred.ts";

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

function findJson(...args: string[]): FamiliesDocument {
  const { code, stdout, stderr } = kindred(["find", ...args, "--format", "json", "--no-cache"]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as FamiliesDocument;
}

describe("find", () => {
  it("shows a table with the coverage as its last line", () => {
    const { code, stdout, stderr } = kindred(["find", MINI]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^family +removes/);
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^\d+ files, \d+ functions, .* skipped/);
  });

  it("writes families that lie where it says they lie", () => {
    const { schemaVersion, root, families, summary } = findJson(MINI);
    expect(schemaVersion).toBe(1);
    expect(root).toBe(MINI);
    expect(families.length).toBe(summary.families);
    expect(families.length).toBeGreaterThan(10);
    for (const { grain, members } of families) {
      for (const { file, startLine, endLine, function: name } of members) {
        const lines = readFileSync(join(root, file), "utf8").split("\n");
        // A fragment lies in its function: the name stands above it.
        const first = grain === "function" ? startLine - 1 : 0;
        expect(lines.slice(first, endLine).join("\n"), `${file}:${startLine}`).toContain(name);
        expect(startLine).toBeLessThan(endLine);
      }
    }
  });

  it("gives the same bytes with one worker and with four, and a second time", () => {
    const [one, four, again] = ["1", "4", "4"].map((workers) =>
      kindred(["find", MINI, "--format", "json", "--workers", workers]),
    );
    expect(four!.stdout).toBe(one!.stdout);
    expect(again!.stdout).toBe(one!.stdout);
    expect(one!.code).toBe(0);
  });

  it("takes the driver study's method, with the same bytes from one worker and from four", () => {
    const find = (...args: string[]) =>
      kindred(["find", MINI, "--method", "drcomp", "--format", "json", ...args]);
    const [one, four] = ["1", "4"].map((workers) => find("--workers", workers));
    expect(four!.stdout).toBe(one!.stdout);
    const { summary, families } = JSON.parse(one!.stdout) as FamiliesDocument;
    expect(summary.method).toBe("drcomp");
    expect(families.length).toBeGreaterThan(0);
    expect(families.length).toBe(summary.families);
    expect(findJson(MINI).summary.method).toBeUndefined();
    expect(kindred(["find", MINI, "--method", "guess"]).code).toBe(2);
  });

  it("keeps ids and order in another place", () => {
    const copy = findJson(copyOfMini());
    expect({ ...copy, root: "" }).toEqual({ ...findJson(MINI), root: "" });
  });

  it("writes several formats in one run and keeps stdout for the table", () => {
    const cwd = temporaryFolder();
    const formats = ["json", "ndjson", "sarif", "html", "markdown", "terse"];
    const { code, stdout } = kindred(
      ["find", MINI, ...formats.flatMap((format) => ["--format", `${format}=f.${format}`])],
      { cwd },
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^family +removes/);
    expect(Object.keys(contents(cwd))).toEqual(formats.map((format) => `f.${format}`).sort());
    expect(JSON.parse(readFileSync(join(cwd, "f.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
    expect(readFileSync(join(cwd, "f.html"), "utf8")).toMatch(/^<!doctype html>/i);
    expect(readFileSync(join(cwd, "f.terse"), "utf8")).toMatch(/^drivers\/\S+\.c:\d+: \w+:\w+/);
  });

  it("narrows by members, scope and number", () => {
    const all = findJson(MINI).families;
    expect(findJson(MINI, "--min-members", "3").families).toEqual(
      all.filter((family) => family.members.length >= 3),
    );
    expect(findJson(MINI, "--scope", "file").families).toEqual(
      all.filter((family) => family.scope === "file"),
    );
    expect(findJson(MINI, "--top", "2").families).toEqual(all.slice(0, 2));
    expect(findJson(MINI, "--class", "net").summary.byClass.map((share) => share.class)).toEqual(["net"]);
  });

  it("tells which families and functions the tree has already, and by what name", () => {
    const truth = JSON.parse(readFileSync(join(MINI, "truth.json"), "utf8"));
    const known = truth.families.find(({ id }: { id: string }) => id === "multicast-hash");
    const [helper, copy] = known.members;
    const { families, reimplemented } = findJson(MINI);
    const told = families.filter((family) => family.strategy === "existing-helper");
    expect(told.map((family) => family.members)).toEqual([
      [expect.objectContaining(helper), expect.objectContaining(copy)],
    ]);
    expect(told[0]!.existingHelper).toMatchObject(helper);
    expect(reimplemented).toEqual([
      expect.objectContaining({ ...copy, helper: helper.function, helperFile: helper.file }),
    ]);
    expect(kindred(["find", join(MINI, "drivers/net/tern_eth.c")]).stdout).toContain(
      "tern_hash  same as mini_mc_hash() in drivers/net/mini-mchash.c",
    );
    expect(kindred(["find", MINI]).stdout).toContain("existing-helper: same as mini_mc_hash() in");
  });

  it("looks paths up in the kernel", () => {
    expect(findJson("drivers/leds", "--kernel", MINI).root).toBe(join(MINI, "drivers/leds"));
  });

  it("ends quietly when its reader does", () => {
    const pipe = `"${process.execPath}" "${KINDRED}" find "${MINI}" --format json | head -c 10`;
    const { code, stderr } = run("sh", ["-c", pipe]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

describe("find as a gate", () => {
  it("fails on any family when told to, and --quiet does not hide it", () => {
    expect(kindred(["find", MINI, "--fail-on", "any"]).code).toBe(1);
    expect(kindred(["find", MINI, "--fail-on", "any", "--quiet"]).code).toBe(1);
    expect(kindred(["find", join(MINI, "drivers/net/mini-mchash.c"), "--fail-on", "any"]).code).toBe(0);
  });

  it("knows a baseline, and sees another copy of a known family", () => {
    const tree = copyOfMini();
    const baseline = join(temporaryFolder(), "baseline.json");
    const gate = ["find", tree, "--baseline", baseline, "--fail-on", "new", "--no-cache"];
    expect(kindred(["find", tree, "--baseline", baseline, "--update-baseline"]).code).toBe(0);
    expect(kindred(gate).code).toBe(0);
    const driver = join(tree, "drivers/leds/leds-glow.c");
    const copied = readFileSync(driver, "utf8").replaceAll("glow", "glim");
    const copy = temporaryFolder({ "leds-glim.c": copied });
    const grown = kindred(["find", tree, copy, "--baseline", baseline, "--fail-on", "new", "--no-cache"]);
    expect(grown.code).toBe(1);
    expect(grown.stderr).toMatch(/new since the baseline: K-/);
  });
});

describe("find --changed-since", () => {
  const git = (tree: string, ...args: string[]) =>
    run("git", ["-c", "user.name=T", "-c", "user.email=t@t", "-C", tree, ...args]);
  const committed = (): string => {
    const tree = copyOfMini();
    git(tree, "init", "--quiet");
    git(tree, "add", "--all");
    git(tree, "commit", "--quiet", "--message", "as it is");
    return tree;
  };

  it("shows the families that touch a changed file, and sums up the whole tree", () => {
    const tree = committed();
    const find = (...args: string[]) => {
      const { code, stdout, stderr } = kindred(["find", tree, "--format", "json", ...args]);
      return { code, stderr, document: JSON.parse(stdout) as FamiliesDocument };
    };
    const all = find().document;
    const nothing = find("--changed-since", "HEAD", "--fail-on", "any");
    expect(nothing).toMatchObject({ code: 0, document: { families: [], summary: all.summary } });
    const driver = join(tree, "drivers/net/tern_eth.c");
    writeFileSync(driver, `${readFileSync(driver, "utf8")}\n/* changed */\n`);
    const { code, stderr, document } = find("--changed-since", "HEAD", "--fail-on", "any");
    const touching = all.families.filter(({ members }) =>
      members.some(({ file }) => file === "drivers/net/tern_eth.c"),
    );
    expect(code).toBe(1);
    expect(document.families.map(({ id }) => id)).toEqual(touching.map(({ id }) => id));
    expect(document.families.length).toBeGreaterThan(0);
    expect(document.reimplemented).toEqual(all.reimplemented);
    expect(document.summary).toMatchObject({ families: all.families.length });
    expect(stderr).toContain(
      `changed since HEAD: 1 file; ${touching.length} of ${all.families.length} families`,
    );
  });

  it("is a gate with a baseline: a new copy fails, what was there does not", () => {
    const tree = committed();
    const baseline = join(temporaryFolder(), "baseline.json");
    expect(kindred(["find", tree, "--baseline", baseline, "--update-baseline"]).code).toBe(0);
    const gate = ["find", tree, "--changed-since", "HEAD", "--baseline", baseline, "--fail-on", "new"];
    const driver = join(tree, "drivers/leds/leds-glow.c");
    writeFileSync(driver, `${readFileSync(driver, "utf8")}\n/* changed */\n`);
    expect(kindred(gate).code).toBe(0);
    writeFileSync(
      join(tree, "drivers/leds/leds-glim.c"),
      readFileSync(driver, "utf8").replaceAll("glow", "glim"),
    );
    expect(kindred(gate)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("new since the baseline"),
    });
  });

  it.each([
    ["nowhere", "`nowhere` is no revision"],
    ["-h", "`--changed-since` needs a value"],
    ["--output=x", "`--changed-since` needs a value"],
  ])("refuses %j before it searches", (revision, message) => {
    const refused = kindred(["find", committed(), "--changed-since", revision]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain(message);
    const joined = kindred(["find", committed(), `--changed-since=${revision}`]);
    expect(joined).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("is no revision") });
  });

  it("says so outside of git", () => {
    const { code, stderr } = kindred(["find", copyOfMini(), "--changed-since", "HEAD"]);
    expect(code).toBe(2);
    expect(stderr).toContain("in no work tree of git");
  });
});

describe("find on bad input", () => {
  it.each([
    [["find", "/nowhere/at/all"], "`/nowhere/at/all` does not exist"],
    [["find", "drivers/ledz", "--kernel", MINI], "Did you mean"],
  ])("%j", (args, message) => {
    const { code, stdout, stderr } = kindred(args);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain("  fix: ");
  });

  it("says that a folder holds no C", () => {
    const { code, stderr } = kindred(["find", temporaryFolder({ "a.txt": "x" })]);
    expect(code).toBe(3);
    expect(stderr).toContain("There is no C source");
    expect(stderr).toContain("--headers");
  });

  it("counts a binary file as skipped and goes on", () => {
    const tree = copyOfMini();
    const binary = temporaryFolder({ "blob.c": new Uint8Array([0x7f, 0x45, 0, 1, 2]) });
    const { code, stdout, stderr } = kindred(["find", tree, binary, "--list-skipped"]);
    expect(code).toBe(0);
    expect(stdout).toContain("1 skipped: 1 binary");
    expect(stderr).toContain("blob.c");
  });

  it.skipIf(!isRoot)("names what it may not read, shows the rest and exits 3", () => {
    const tree = copyOfMini();
    spawnSync("chmod", ["600", join(tree, "drivers/leds/leds-glow.c")]);
    const { code, stdout, stderr } = kindred(["find", tree, "--no-cache"], { uid: NOBODY, gid: NOBODY });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^family +removes/);
    expect(stderr).toContain("leds-glow.c");
    expect(stderr).toContain("fix: ");
    spawnSync("chmod", ["700", join(tree, "drivers")]);
    const nothing = kindred(["find", tree, "--no-cache"], { uid: NOBODY, gid: NOBODY });
    expect({ code: nothing.code, stdout: nothing.stdout }).toEqual({ code: 3, stdout: "" });
  });

  it("writes into no folder that does not exist", () => {
    const cwd = temporaryFolder();
    const { code, stderr } = kindred(["find", MINI, "--format", "json=no/such/f.json"], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain("its folder does not exist");
    expect(contents(cwd)).toEqual({});
  });
});

describe("explain", () => {
  it("shows every member and what a fold would do", () => {
    const [family] = findJson(MINI).families;
    const { code, stdout } = kindred(["explain", family!.id, MINI]);
    expect(code).toBe(0);
    for (const member of family!.members) expect(stdout).toContain(`${member.file}:${member.startLine}`);
    expect(stdout).toMatch(/The fold: |No fold:/);
  });

  it("takes the families of an earlier run", () => {
    const file = join(temporaryFolder(), "f.json");
    kindred(["find", MINI, "--format", `json=${file}`]);
    const [family] = findJson(MINI).families;
    expect(kindred(["explain", family!.id, "--families", file]).stdout).toBe(
      kindred(["explain", family!.id, MINI]).stdout,
    );
  });
});

describe("doctor", () => {
  it("finds everything in order", () => {
    const { code, stdout, stderr } = kindred(["doctor", "--kernel", MINI]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^ok +grammar/m);
    expect(stdout).toContain("module-driver-macro");
    expect(stdout).toContain("wdt-legacy");
    expect(stdout).toContain(`in ${MINI}`);
  });

  it("exits 3 when git is missing, or the kernel is none", () => {
    expect(kindred(["doctor"], { env: { PATH: temporaryFolder() } })).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/MISSING +git/),
    });
    expect(kindred(["doctor", "--kernel", temporaryFolder()])).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/MISSING +kernel/),
    });
    expect(existsSync(KINDRED)).toBe(true);
  });
});
