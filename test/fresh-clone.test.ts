/**
 * What a newcomer does: clone, `npm start`, again, `npm pack`, install the tarball elsewhere. The clone is a copy of
 * the files that git knows or would add. npm takes its packages from its cache where it can.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { MINI, REPOSITORY, run, temporaryFolder } from "./support/run-kindred.ts";

const NPM_OFFLINE_FIRST = { npm_config_prefer_offline: "true", npm_config_cache: npmCache() };
let clone: string;

function npmCache(): string {
  return run("npm", ["config", "get", "cache"]).stdout.trim();
}

function npm(args: readonly string[], cwd: string) {
  return run("npm", args, { cwd, env: { ...NPM_OFFLINE_FIRST, npm_execpath: "", INIT_CWD: "" } });
}

function copyRepository(): string {
  const target = join(temporaryFolder(), "clone");
  const { stdout } = run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: REPOSITORY,
  });
  for (const name of new Set(
    stdout.split("\0").filter((file) => file !== "" && existsSync(join(REPOSITORY, file))),
  )) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    copyFileSync(join(REPOSITORY, name), join(target, name));
  }
  return target;
}

describe("a fresh clone", () => {
  beforeAll(() => {
    clone = copyRepository();
  });

  it("runs the whole work with npm start alone", () => {
    const { code, stdout, stderr } = npm(["start"], clone);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("installing the locked packages");
    expect(stderr).toContain("building the command");
    expect(stdout).toMatch(/^family +removes/m);
    expect(stdout).toMatch(/patch(es)? from \d+ famil/);
    expect(stdout).toMatch(/^identical /m);
    expect(stdout.trimEnd().split("\n").at(-1)).toContain("npx kindred find drivers/leds --kernel");
    expect(readFileSync(join(clone, ".kindred/mini/report.html"), "utf8")).toMatch(/^<!doctype html>/i);
    expect(existsSync(join(clone, ".kindred/mini/ledger.json"))).toBe(true);
  });

  it("neither installs nor builds a second time, and passes arguments on", () => {
    const before = statSync(join(clone, "packages/cli/dist/kindred.js")).mtimeMs;
    const { code, stdout, stderr } = npm(
      ["start", "--silent", "--", "find", "corpus/mini", "--top", "1", "--format", "terse"],
      clone,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^drivers\//);
    expect(statSync(join(clone, "packages/cli/dist/kindred.js")).mtimeMs).toBe(before);
  });

  it("has npx kindred at its root afterwards", () => {
    const { code, stdout } = run("npx", ["--no-install", "kindred", "--version"], { cwd: clone });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("passes the exit code on", () => {
    expect(npm(["start", "--silent", "--", "find", "/nowhere"], clone).code).toBe(3);
    expect(npm(["start", "--silent", "--", "fnid"], clone).code).toBe(2);
  });

  it("packs a command that works where it is installed", () => {
    const elsewhere = temporaryFolder({ "package.json": "{}" });
    const packed = npm(["pack", "--silent", "-w", "kindred", "--pack-destination", elsewhere], clone);
    expect(packed.code, packed.stderr).toBe(0);
    const tarball = readdirSync(elsewhere).find((name) => name.endsWith(".tgz"))!;
    const installed = npm(
      ["install", "--ignore-scripts", "--no-audit", "--no-fund", join(elsewhere, tarball)],
      elsewhere,
    );
    expect(installed.code, installed.stderr).toBe(0);
    const command = join(elsewhere, "node_modules/.bin/kindred");
    const doctor = run(command, ["doctor"], { cwd: elsewhere });
    expect(doctor.code, doctor.stdout).toBe(0);
    expect(doctor.stdout).toContain("module-driver-macro");
    expect(run(command, ["find", MINI], { cwd: elsewhere }).stdout).toMatch(/^family +removes/);
    expect(run(command, ["fold", MINI, "--output", "out"], { cwd: elsewhere }).code).toBe(0);
    expect(run(command, ["prove", "out", "--kernel", MINI], { cwd: elsewhere }).code).toBe(0);
    expect(run(command, ["apply", "module-driver-macro", MINI], { cwd: elsewhere }).stdout).toContain(
      "+module_",
    );
    expect(
      run(command, ["publish", "wdt-legacy", "--as", "tarball", "--output", "lib"], { cwd: elsewhere }).code,
    ).toBe(0);
  });
});
