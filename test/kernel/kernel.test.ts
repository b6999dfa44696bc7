/**
 * The main job on a real kernel: Debian's linux-source-6.12, fetched, searched, folded, proved; its series goes
 * through `git am`, three codemods run over the whole of drivers/, and a helper library is published into it.
 * Slow (minutes): `npm run test:kernel`, which `.ci/run` calls.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const kindred = join(import.meta.dirname, "../../packages/cli/dist/kindred.js");
const scratch = mkdtempSync(join(tmpdir(), "kindred-kernel-"));
let kernel = "";

/** Runs the built CLI; its stderr goes to the log, so that a slow run shows where it is. */
function run(args: readonly string[], expected = 0): string {
  const started = Date.now();
  const result = spawnSync(process.execPath, [kindred, ...args], {
    cwd: kernel || scratch,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  console.log(`kindred ${args.join(" ")}: exit ${result.status}, ${(Date.now() - started) / 1000} s`);
  expect(result.status, result.stderr.slice(-4000)).toBe(expected);
  return result.stdout;
}

const readJson = (...path: string[]) => JSON.parse(readFileSync(join(...path), "utf8"));

/** A git repository that holds the kernel's `folders` as they came, to try a series on. */
function repositoryOf(folders: readonly string[]): string {
  const repository = mkdtempSync(join(scratch, "repo-"));
  for (const folder of folders) {
    cpSync(join(kernel, folder), join(repository, folder), { recursive: true, verbatimSymlinks: true });
  }
  git(repository, "init", "-q");
  git(repository, "config", "user.name", "Kindred test");
  git(repository, "config", "user.email", "kindred@localhost.invalid");
  git(repository, "config", "core.autocrlf", "false");
  git(repository, "add", "-A", "-f");
  git(repository, "commit", "-q", "-m", "base");
  return repository;
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
}

function patchesOf(output: string): string[] {
  return readdirSync(join(output, "series"))
    .filter((name) => name.endsWith(".patch") && !name.startsWith("0000-"))
    .sort()
    .map((name) => join(output, "series", name));
}

/** `git am` takes the whole series, and git counts the lines that the ledger says. */
function expectSeriesApplies(output: string, folders: readonly string[]): void {
  const repository = repositoryOf(folders);
  const base = git(repository, "rev-parse", "HEAD").trim();
  git(repository, "am", "-q", ...patchesOf(output));
  const { patches } = readJson(output, "ledger.json");
  const commits = git(repository, "rev-list", "--reverse", `${base}..HEAD`).trim().split("\n");
  expect(commits.length).toBe(patches.length);
  commits.forEach((commit, index) => {
    const counts = git(repository, "diff", "--numstat", `${commit}^`, commit).trim().split("\n");
    const sum = (column: number) =>
      counts.reduce((total, line) => total + Number(line.split("\t")[column]), 0);
    const entry = patches[index];
    expect({ removed: sum(1), added: sum(0) }).toEqual({
      removed: entry.removed,
      added: entry.addedCalls + entry.addedHelpers,
    });
    expect(entry.net).toBe(entry.removed - entry.addedCalls - entry.addedHelpers);
  });
}

beforeAll(() => {
  kernel = run(["corpus", "fetch", "linux-6.12", "--accept-new"]).trim().split("\n").at(-1) ?? "";
}, 600_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it("find lists families of three driver folders, the same with 1 and 2 workers", () => {
  const paths = ["drivers/leds", "drivers/watchdog", "drivers/net/ethernet/sfc"];
  run(["find", ...paths, "--no-cache", "--workers", "1", "--format", `json=${join(scratch, "one.json")}`]);
  run(["find", ...paths, "--no-cache", "--workers", "2", "--format", `json=${join(scratch, "two.json")}`]);
  const families = readJson(scratch, "one.json").families;
  const types = new Set(families.map((family: { type: string }) => family.type));
  expect(families.length).toBeGreaterThan(50);
  expect(types).toContain("type-1");
  expect(types).toContain("type-2");
  expect(readFileSync(join(scratch, "one.json")).equals(readFileSync(join(scratch, "two.json")))).toBe(true);
});

it.each(["drivers/leds", "drivers/watchdog"])(
  "fold and prove %s: the series applies, nothing fails",
  (folder) => {
    const output = join(scratch, folder.replaceAll("/", "-"));
    run(["fold", folder, "--output", output]);
    expect(patchesOf(output).length).toBeGreaterThan(0);
    expectSeriesApplies(output, [folder]);
    run(["prove", output, "--kernel", kernel, "--configure"]);
    const { totals, patches } = readJson(output, "verdicts.json");
    console.log(folder, readJson(output, "ledger.json").totals, totals);
    expect(patches.length).toBe(patchesOf(output).length);
    expect(totals.fails).toBe(0);
    expect(totals.identical + totals.equivalent).toBeGreaterThan(0);
  },
);

it.each(["devm-platform-ioremap-resource", "module-driver-macro", "redundant-platform-get-irq-error"])(
  "apply %s over drivers/: a series that git takes",
  (codemod) => {
    const output = join(scratch, codemod);
    run(["apply", codemod, "drivers", "--output", output]);
    expect(patchesOf(output).length).toBeGreaterThan(0);
    const { patches } = readJson(output, "ledger.json");
    const files: string[] = patches.flatMap((patch: { files: string[] }) => patch.files);
    expectSeriesApplies(output, files);
  },
);

it("publish wdt-legacy as an in-tree patch that applies and builds", () => {
  const output = join(scratch, "wdt-legacy");
  const library = join(import.meta.dirname, "../../lib-templates/wdt-legacy");
  run(["publish", library, "--as", "in-tree", "--kernel", kernel, "--output", output]);
  run(["prove", output, "--kernel", kernel, "--configure"]);
  const { totals } = readJson(output, "verdicts.json");
  expect(totals.fails + totals.unbuilt).toBe(0);
  expect(totals.builds + totals.identical + totals.equivalent).toBeGreaterThan(0);
});

it("refuses to change a kernel that is not a clean git tree, and leaves it as it was", () => {
  const repository = repositoryOf(["drivers/rtc"]);
  const makefile = join(repository, "drivers/rtc/Makefile");
  writeFileSync(makefile, `${readFileSync(makefile, "utf8")}# unsaved work\n`);
  const before = git(repository, "diff");
  run(["apply", "redundant-platform-get-irq-error", join(repository, "drivers"), "--write"], 2);
  expect(git(repository, "diff")).toBe(before);
});
