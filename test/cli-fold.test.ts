/** `fold` and `prove` on the built command and corpus/mini: what they write, and that it is true. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FamiliesDocument } from "@kindred/clones";
import type { LedgerDocument } from "@kindred/fold";
import type { VerdictsDocument } from "@kindred/proof";
import { beforeAll, describe, expect, it } from "vitest";
import {
  contents,
  copyOfMini,
  KINDRED,
  kindred,
  MINI,
  run,
  smallDisk,
  temporaryFolder,
} from "./support/run-kindred.ts";

interface TruthFamily {
  readonly id: string;
  readonly grain: string;
  readonly strategy?: string;
  readonly scope: string;
  readonly fold: boolean;
  readonly members: readonly { readonly file: string; readonly function: string }[];
}

interface Truth {
  readonly families: readonly TruthFamily[];
  readonly mustNotFold: readonly TruthFamily[];
}

interface SkippedDocument {
  readonly skipped: readonly { readonly subject: string; readonly reason: string; readonly detail: string }[];
}

function readJson<Document>(...path: string[]): Document {
  return JSON.parse(readFileSync(join(...path), "utf8")) as Document;
}

const truth = readJson<Truth>(MINI, "truth.json");
let out: string;
let ledger: LedgerDocument;
let families: FamiliesDocument;
let skipped: SkippedDocument["skipped"];

beforeAll(() => {
  out = join(temporaryFolder(), "out");
  const { code, stderr } = kindred(["fold", MINI, "--output", out]);
  expect(stderr).toContain("next: kindred prove");
  expect(code).toBe(0);
  ledger = readJson(out, "ledger.json");
  families = readJson(out, "families.json");
  skipped = readJson<SkippedDocument>(out, "skipped.json").skipped;
});

describe("fold", () => {
  it("accounts for every family: a patch or a reason", () => {
    const folded = new Set(
      ledger.patches.flatMap(({ family, otherFamilies = [] }) => [family, ...otherFamilies]),
    );
    expect(folded.size).toBeGreaterThan(0);
    for (const family of families.families) {
      const reasons = skipped.filter((entry) => entry.subject === family.id);
      expect(reasons.length > 0, family.id).toBe(!folded.has(family.id));
      for (const { reason, detail } of reasons) {
        expect(reason).toMatch(/^[a-z]+(-[a-z]+)*$/);
        expect(detail).toMatch(/[.)]$/);
      }
    }
  });

  it("writes what the design says it writes", () => {
    expect(readdirSync(out).sort()).toEqual([
      ".kindred-output",
      "codemods",
      "families.json",
      "ledger.json",
      "series",
      "skipped.json",
    ]);
    const names = ledger.patches.map((entry) => `${entry.patch}.patch`);
    expect(readdirSync(join(out, "series")).sort()).toEqual(["0000-cover-letter.patch", ...names]);
    expect(readdirSync(join(out, "codemods"))).toHaveLength(ledger.patches.length);
  });

  it("gives the same bytes with one worker and with four", () => {
    const again = join(temporaryFolder(), "out");
    kindred(["fold", MINI, "--output", again, "--workers", "1", "--no-cache"]);
    const third = join(temporaryFolder(), "out");
    kindred(["fold", MINI, "--output", third, "--workers", "4", "--no-cache"]);
    expect(contents(again)).toEqual(contents(third));
    expect(contents(again)).toEqual(contents(out));
  });

  it("folds the same from a families file", () => {
    const second = join(temporaryFolder(), "out");
    expect(kindred(["fold", "--families", join(out, "families.json"), "--output", second]).code).toBe(0);
    expect(contents(join(second, "series"))).toEqual(contents(join(out, "series")));
  });

  it("folds what the truth says the two strategies at hand can take", () => {
    const strategies = ["shared-function", "parameterised-function"];
    const wanted = truth.families.filter(
      (family) => family.fold && family.grain === "function" && strategies.includes(family.strategy!),
    );
    expect(wanted.length).toBeGreaterThan(5);
    const folded = ledger.patches.map((entry) => membersOf(entry.family));
    for (const family of wanted) {
      const patch = folded.find((members) =>
        family.members.every((member) => members.has(`${member.file}:${member.function}`)),
      );
      expect(patch, family.id).toBeDefined();
    }
  });

  it("never folds a look-alike", () => {
    const forbidden = [...truth.mustNotFold, ...truth.families.filter((family) => !family.fold)].filter(
      (family) => family.grain === "function",
    );
    expect(forbidden.length).toBeGreaterThan(4);
    for (const entry of ledger.patches) {
      const members = membersOf(entry.family);
      for (const wrong of forbidden) {
        const touched = wrong.members.filter((member) => members.has(`${member.file}:${member.function}`));
        expect(touched.length, `${entry.patch} folds ${wrong.id}`).toBeLessThan(2);
      }
    }
  });

  it("folds each of its codemods again to the same text", () => {
    const tree = copyOfMini();
    for (const entry of ledger.patches) {
      const codemod = `fold-${entry.family.toLowerCase()}`;
      const { code, stderr } = kindred([
        "apply",
        join(out, "codemods", codemod),
        tree,
        "--headers",
        "--write",
      ]);
      expect(code, stderr).toBe(0);
    }
    const applied = applySeries(copyOfMini());
    expect(contents(tree)).toEqual(contents(applied));
  });
});

function membersOf(id: string): ReadonlySet<string> {
  const family = families.families.find((candidate) => candidate.id === id)!;
  return new Set(family.members.map((member) => `${member.file}:${member.function}`));
}

/** Applies the series as a maintainer would; returns the repository. */
function applySeries(repository: string, afterEach: (patch: string) => void = () => undefined): string {
  git(repository, "init", "-q");
  git(repository, "add", "-A");
  git(repository, "commit", "-qm", "before");
  for (const { patch } of ledger.patches) {
    git(repository, "am", "-q", join(out, "series", `${patch}.patch`));
    afterEach(patch);
  }
  return repository;
}

function git(cwd: string, ...args: string[]): string {
  const { code, stdout, stderr } = run(
    "git",
    ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgSign=false", ...args],
    { cwd },
  );
  expect(code, stderr).toBe(0);
  return stdout;
}

describe("the series", () => {
  it("applies with git am, builds at every step, and removes what the ledger says", () => {
    const repository = copyOfMini();
    const build = temporaryFolder();
    applySeries(repository, (patch) => {
      const { code, stderr } = run("make", ["-s", `O=${build}`], { cwd: repository });
      expect(code, `${patch}: ${stderr}`).toBe(0);
      const counts = git(repository, "show", "--numstat", "--format=", "HEAD")
        .trim()
        .split("\n")
        .map((line) => line.split("\t"));
      const entry = ledger.patches.find((candidate) => candidate.patch === patch)!;
      expect(counts.map(([, , file]) => file).sort()).toEqual([...entry.files].sort());
      expect(counts.reduce((sum, [, removed]) => sum + Number(removed), 0)).toBe(entry.removed);
      expect(counts.reduce((sum, [added]) => sum + Number(added), 0)).toBe(
        entry.addedCalls + entry.addedHelpers,
      );
      expect(entry.net).toBe(entry.removed - entry.addedCalls - entry.addedHelpers);
      expect(entry.net).toBeGreaterThan(0);
    });
    const total = git(repository, "diff", "--numstat", `HEAD~${ledger.patches.length}`)
      .trim()
      .split("\n")
      .map((line) => line.split("\t"));
    const net = total.reduce((sum, [added, removed]) => sum + Number(removed) - Number(added), 0);
    expect(net).toBe(ledger.totals.net);
    expect(ledger.totals.patches).toBe(ledger.patches.length);
  });

  it("applies whole, cover letter and all", () => {
    const repository = copyOfMini();
    git(repository, "init", "-q");
    git(repository, "add", "-A");
    git(repository, "commit", "-qm", "before");
    const mails = readdirSync(join(out, "series"))
      .sort()
      .map((name) => join(out, "series", name));
    git(repository, "am", "-q", ...mails);
    expect(git(repository, "rev-list", "--count", "HEAD").trim()).toBe(String(ledger.patches.length + 1));
  });
});

describe("prove", () => {
  it("gives each patch a verdict and writes it beside the series", () => {
    const { code, stdout } = kindred(["prove", out, "--kernel", MINI]);
    const verdicts = readJson<VerdictsDocument>(out, "verdicts.json");
    expect(code).toBe(0);
    expect(verdicts.patches.map((patch) => patch.patch)).toEqual(ledger.patches.map((entry) => entry.patch));
    expect(verdicts.totals.fails).toBe(0);
    for (const { patch, level, files } of verdicts.patches) {
      expect(stdout).toContain(patch.slice(0, 12));
      expect(hasClang() ? ["identical", "equivalent"] : ["identical", "builds"], patch).toContain(level);
      for (const file of files) expect(file.command).toMatch(/gcc|clang|make/);
    }
  });

  it("exits 1 when a level is too weak, and writes JSON", () => {
    const cwd = temporaryFolder();
    expect(
      kindred(["prove", out, "--kernel", MINI, "--fail-on", "identical", "--format", "json=v.json"], { cwd })
        .code,
    ).toBe(1);
    expect(readJson(cwd, "v.json")).toEqual(readJson(out, "verdicts.json"));
  });

  it("says `fails` of a series that breaks the build, and exits 1", () => {
    const broken = temporaryFolder();
    mkdirSync(join(broken, "series"));
    for (const name of readdirSync(join(out, "series"))) {
      const mail = readFileSync(join(out, "series", name), "latin1");
      writeFileSync(join(broken, "series", name), mail.replace(/^\+static /m, "+statik "), "latin1");
    }
    const { code, stdout } = kindred(["prove", broken, "--kernel", MINI]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fails/m);
  });

  it.each([
    ["no series", () => [temporaryFolder(), "--kernel", MINI], "holds no series"],
    ["no kernel", () => [out, "--kernel", "/nowhere"], "no kernel tree"],
    ["a kernel that is not configured", () => [out, "--kernel", unconfigured()], "--configure"],
  ])("refuses %s", (_, args, message) => {
    const { code, stdout, stderr } = kindred(["prove", ...args()]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain("  fix: ");
  });
});

/** Without clang there is nothing to show `equivalent` with. */
function hasClang(): boolean {
  return /^ok +clang/m.test(kindred(["doctor"]).stdout);
}

/** Looks like a kernel, but nobody has configured it. */
function unconfigured(): string {
  return temporaryFolder({
    Makefile: "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n",
    "scripts/Kbuild.include": "",
    "drivers/a.c": "int a;\n",
  });
}

describe("an output that cannot be written", () => {
  it("refuses a folder with other people's files", () => {
    const folder = temporaryFolder({ "thesis.txt": "years" });
    const { code, stderr } = kindred(["fold", MINI, "--output", folder]);
    expect(code).toBe(2);
    expect(stderr).toContain("holds files that Kindred did not write");
    expect(contents(folder)).toEqual({ "thesis.txt": "years" });
  });

  it("says that the disk is full and leaves nothing behind", ({ skip }) => {
    const disk = smallDisk("16k") ?? skip();
    const { code, stdout, stderr } = kindred(["fold", MINI, "--output", join(disk, "out")]);
    expect(stderr).toContain("the disk is full");
    expect(stderr).toContain("  fix: ");
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(readdirSync(disk)).toEqual([]);
  });

  it("leaves nothing half-written when it is interrupted", async () => {
    const cwd = temporaryFolder();
    const child = spawn(
      process.execPath,
      [KINDRED, "fold", MINI, "--output", "out", "--no-cache", "--workers", "1"],
      { cwd, stdio: "ignore" },
    );
    while (readdirSync(cwd).length === 0 && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill("SIGINT");
    await once(child, "exit");
    const left = readdirSync(cwd);
    if (left.length > 0) expect(Object.keys(contents(cwd))).toContain("out/ledger.json");
    expect(left.filter((name) => name !== "out")).toEqual([]);
  });
});
