/** What the command says when it is called wrongly: one clear message with the fix, and the right exit code. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { VERBS } from "../packages/cli/src/verb-list.ts";
import { kindred, MINI, REPOSITORY, temporaryFolder } from "./support/run-kindred.ts";

describe("help", () => {
  it("lists every verb, and each verb its options", () => {
    const { code, stdout } = kindred(["help"]);
    expect(code).toBe(0);
    for (const verb of VERBS) {
      expect(stdout).toContain(`  ${verb.name} `);
      const help = kindred([verb.name, "--help"]);
      expect(help.code).toBe(0);
      for (const option of Object.keys(verb.options)) expect(help.stdout).toContain(`--${option}`);
      expect(kindred(["help", verb.name]).stdout).toBe(help.stdout);
    }
  });

  it("tells the version of the package", () => {
    const { version } = JSON.parse(readFileSync(join(REPOSITORY, "packages/cli/package.json"), "utf8")) as {
      version: string;
    };
    expect(kindred(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("documents every option in the package's README", () => {
    const readme = readFileSync(join(REPOSITORY, "packages/cli/README.md"), "utf8");
    for (const verb of VERBS)
      for (const option of Object.keys(verb.options))
        expect(readme, `${verb.name} --${option}`).toContain(`--${option}`);
  });
});

describe("bad usage", () => {
  it.each([
    [[], "There is no verb", "kindred VERB"],
    [["fidn", "x"], "no verb `fidn`", "`kindred find`"],
    [["find"], "needs more arguments", "kindred find drivers/leds"],
    [["find", MINI, "--simlarity", "0.5"], "no option `--simlarity`", "`--similarity`"],
    [["find", MINI, "--similarity", "7"], "got `7`", "0.3 to 1"],
    [["find", MINI, "--top"], "needs a value", "--top N"],
    [["find", MINI, "--format", "jsn"], "no format `jsn`", "`json`"],
    [["find", MINI, "--format", "json", "--format", "sarif"], "both go to stdout", "=FILE"],
    [["find", MINI, "--fail-on", "new"], "no baseline", "--baseline FILE"],
    [
      ["find", MINI, "--fail-on", "new", "--baseline", "/nowhere"],
      "no baseline `/nowhere`",
      "--update-baseline",
    ],
    [["find", MINI, "--quiet=yes"], "takes no value", "`--quiet` alone"],
    [["explain", "K-xyz", MINI], "not the id of a family", "kindred find"],
    [["explain", "K-00000000", MINI], "no family `K-00000000`", "find it"],
    [["fold", MINI], "`--output` is missing", "--output out"],
    [["fold", "--output", "out"], "Neither a path nor", "--families FILE"],
    [["fold", MINI, "--output", "out", "--from", "nobody"], "not a mail author", "--from"],
    [["fold", MINI, "--output", "out", "--signoff"], "needs a name", "--from"],
    [["apply", "module-driver-macor", MINI], "no codemod `module-driver-macor`", "`module-driver-macro`"],
    [["apply", "module-driver-macro", MINI, "--write", "--output", "x"], "exclude each other", "one of them"],
    [["apply", "module-driver-macro", MINI, "--why", "x.c"], "names no line", ":120"],
    [["publish", "wdt-legcy", "--as", "tarball", "--output", "x"], "no library `wdt-legcy`", "`wdt-legacy`"],
    [["publish", "wdt-legacy", "--as", "rpm", "--output", "x"], "does not know `rpm`", "tarball"],
    [["corpus", "fetch", "linux-6.21"], "no corpus `linux-6.21`", "linux-6.1"],
    [["corpus", "delete"], "cannot `delete`", "corpus list"],
    [["doctor", "now"], "does not know what to do with `now`", "kindred doctor"],
  ])("%j", (args, message, fix) => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = kindred(args, { cwd });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^kindred: /);
    expect(stderr.split("\n  fix: ")[1]!.toLowerCase()).toContain(fix.toLowerCase());
    expect(stderr).not.toMatch(/\n\s+at /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  it("names the unknown key of a config file", () => {
    const cwd = temporaryFolder({ "kindred.config.json": '{"find":{"simlarity":0.8}}' });
    const { code, stderr } = kindred(["find", MINI], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("`find.simlarity`");
    expect(stderr).toContain("Did you mean `find.similarity`?");
  });

  it("shows the stack only with --debug", () => {
    const bad = ["find", "/nowhere/x"];
    expect(kindred(bad).stderr.split("\n").length).toBeLessThanOrEqual(3);
    expect(kindred([...bad, "--debug"]).stderr).toMatch(/\n\s+at /);
  });
});
