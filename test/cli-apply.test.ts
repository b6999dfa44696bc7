/** `apply` and `publish` on the built command. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LedgerDocument } from "@kindred/fold";
import { describe, expect, it } from "vitest";
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

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const CODEMOD = "module-driver-macro";
/** corpus/README.md says which drivers have something to do. */
const DRIVERS = ["drivers/leds/leds-quill.c", "drivers/net/tern_eth.c", "drivers/watchdog/ember_wdt.c"];

function repository(): string {
  const tree = copyOfMini();
  git(tree, "init", "-q");
  git(tree, "add", "-A");
  git(tree, "commit", "-qm", "before");
  return tree;
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

describe("apply", () => {
  it("shows a diff that git can apply, and changes nothing", () => {
    const tree = repository();
    const before = contents(tree);
    const { code, stdout, stderr } = kindred(["apply", CODEMOD, tree]);
    expect(code).toBe(0);
    expect(stderr).toContain("3 files to change");
    expect(stderr).toContain("advice: ");
    expect(contents(tree)).toEqual(before);
    const diff = join(temporaryFolder({ "a.diff": stdout }), "a.diff");
    git(tree, "apply", diff);
    expect(git(tree, "diff", "--name-only").trim().split("\n")).toEqual(DRIVERS);
  });

  it("writes with --write what it showed, and has nothing left to do", () => {
    const [tree, other] = [repository(), repository()];
    git(
      other,
      "apply",
      join(temporaryFolder({ "a.diff": kindred(["apply", CODEMOD, other]).stdout }), "a.diff"),
    );
    const { code, stdout, stderr } = kindred(["apply", CODEMOD, tree, "--write"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain("3 files changed");
    expect(contents(tree)).toEqual(contents(other));
    expect(kindred(["apply", CODEMOD, tree]).stdout).toBe("");
    expect(run("make", ["-s", `O=${temporaryFolder()}`], { cwd: tree }).code).toBe(0);
  });

  it("keeps bytes that are not UTF-8 in the diff and in the file", () => {
    const latin1 = (text: string) => Buffer.from(text, "latin1");
    const tree = temporaryFolder({ "a.c": latin1("/* J\xfcrgen */\nint a;\n") });
    const codemod = join(
      temporaryFolder({
        "m.ts":
          'import { defineCodemod } from "@kindred/codemod";\nexport default defineCodemod({ transform(file) { file.append("int b;\\n"); } });\n',
      }),
      "m.ts",
    );
    const diff = spawnSync(process.execPath, [KINDRED, "apply", codemod, tree]).stdout;
    expect(diff.includes(latin1("J\xfcrgen"))).toBe(true);
    expect(kindred(["apply", codemod, tree, "--write"]).code).toBe(0);
    expect(readFileSync(join(tree, "a.c"), "latin1")).toBe("/* J\xfcrgen */\nint a;\n\nint b;\n");
  });

  it("writes a series, one patch a driver, that git am takes", () => {
    const tree = repository();
    const out = join(temporaryFolder(), "out");
    expect(
      kindred(["apply", CODEMOD, tree, "--output", out, "--from", "Jane Doe <jane@example.org>", "--signoff"])
        .code,
    ).toBe(0);
    const ledger = JSON.parse(readFileSync(join(out, "ledger.json"), "utf8")) as LedgerDocument;
    expect(ledger.patches.map((entry) => entry.files)).toEqual(DRIVERS.map((file) => [file]));
    git(
      tree,
      "am",
      "-q",
      ...readdirSync(join(out, "series"))
        .sort()
        .map((name) => join(out, "series", name)),
    );
    expect(git(tree, "log", "-3", "--format=%an %ae").trim().split("\n")).toEqual(
      Array(3).fill("Jane Doe jane@example.org"),
    );
    expect(git(tree, "log", "-1", "--format=%(trailers:key=Signed-off-by,valueonly)").trim()).toBe(
      "Jane Doe <jane@example.org>",
    );
    expect(
      git(tree, "log", "-3", "--format=%b")
        .split("\n")
        .every((line) => line.length <= 75),
    ).toBe(true);
    const signed = git(tree, "log", "-1", "--format=%(trailers:key=Signed-off-by,valueonly)").trim();
    expect(signed).toBe("Jane Doe <jane@example.org>");
    for (const line of git(tree, "log", "-3", "--format=%b").split("\n"))
      expect(line.length).toBeLessThanOrEqual(75);
    expect(git(tree, "diff", "--shortstat", "HEAD~3")).toContain(`${ledger.totals.removed} deletions`);
  });
});

describe("codemods", () => {
  it.each(["devm-platform-ioremap-resource", "redundant-platform-get-irq-error"])(
    "runs %s too",
    (codemod) => {
      const { code, stdout, stderr } = kindred(["apply", codemod, MINI]);
      expect(code, stderr).toBe(0);
      expect(stdout).toMatch(/^diff --git a\/drivers\//);
    },
  );

  it("says why nothing happened at a line", () => {
    const { code, stdout } = kindred(["apply", CODEMOD, MINI, "--why", "drivers/leds/leds-glow.c:1"]);
    expect(code).toBe(0);
    expect(stdout).toContain("drivers/leds/leds-glow.c:1");
    expect(kindred(["apply", CODEMOD, MINI, "--why", "drivers/none.c:1"]).code).toBe(2);
  });

  it("runs a codemod that lies anywhere", () => {
    const folder = temporaryFolder({
      "mine.ts":
        'import { defineCodemod } from "@kindred/codemod";\nexport default defineCodemod({ transform(file) { if (file.path.endsWith("leds-glow.c")) file.append("/* seen */\\n"); } });\n',
    });
    const { code, stdout, stderr } = kindred(["apply", join(folder, "mine.ts"), MINI]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("+/* seen */");
  });
});

describe("apply --write on bad input", () => {
  it("refuses a tree with uncommitted changes, and writes with --allow-dirty", () => {
    const tree = repository();
    writeFileSync(join(tree, "Makefile"), `${readFileSync(join(tree, "Makefile"), "utf8")}\n`);
    const before = contents(tree);
    const { code, stdout, stderr } = kindred(["apply", CODEMOD, tree, "--write"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("--allow-dirty");
    expect(contents(tree)).toEqual(before);
    expect(kindred(["apply", CODEMOD, tree]).code, "a plan needs no clean tree").toBe(0);
    expect(kindred(["apply", CODEMOD, tree, "--write", "--allow-dirty"]).code).toBe(0);
    expect(contents(tree)).not.toEqual(before);
  });

  it("refuses a codemod that does not load, or is none", () => {
    const folder = temporaryFolder({
      "broken.ts": "export default {",
      "none.ts": "export default 1;",
      "empty/README.md": "",
    });
    for (const name of ["broken.ts", "none.ts", "empty"]) {
      const { code, stdout, stderr } = kindred(["apply", join(folder, name), MINI]);
      expect({ code, stdout }, name).toEqual({ code: 2, stdout: "" });
      expect(stderr, name).toMatch(/^kindred: .*\n {2}fix: /s);
    }
  });

  it("keeps a codemod from writing, reading and starting anything", () => {
    const folder = temporaryFolder();
    const evil = join(
      temporaryFolder({
        "evil.ts": `import { defineCodemod } from "@kindred/codemod";
import { writeFileSync } from "node:fs";
export default defineCodemod({ transform(file) { writeFileSync(${JSON.stringify(join(folder, "loot"))}, file.text); } });
`,
      }),
      "evil.ts",
    );
    const { stdout } = kindred(["apply", evil, MINI]);
    expect(stdout).toBe("");
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(!isRoot)("changes no file when one of them cannot be changed", () => {
    const tree = repository();
    run("chown", ["-R", `${NOBODY}:${NOBODY}`, tree]);
    run("chown", ["-R", "0:0", join(tree, "drivers/watchdog")]);
    const before = contents(tree);
    const { code, stdout, stderr } = kindred(["apply", CODEMOD, tree, "--write", "--allow-dirty"], {
      uid: NOBODY,
      gid: NOBODY,
    });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain("no permission");
    expect(contents(tree)).toEqual(before);
  });

  it("changes no file when the disk is full", ({ skip }) => {
    const tree = smallDisk("400k") ?? skip();
    run("cp", ["-r", join(MINI, "drivers"), tree]);
    run("sh", ["-c", "head -c 1M /dev/zero > filler || true"], { cwd: tree });
    const before = contents(tree);
    const { code, stderr } = kindred(["apply", CODEMOD, tree, "--write"]);
    expect(stderr).toContain("the disk is full");
    expect(code).toBe(3);
    expect(contents(tree)).toEqual(before);
  });
});

describe("publish", () => {
  it("writes a tarball whose checksum holds, the same every time", () => {
    const cwd = temporaryFolder();
    for (const output of ["a", "b"])
      expect(
        kindred(["publish", "wdt-legacy", "--as", "tarball", "--output", output], { cwd }),
      ).toMatchObject({ code: 0, stderr: "" });
    const [tarball, checksum] = readdirSync(join(cwd, "a")).filter((name) => name.startsWith("wdt"));
    expect(run("sha256sum", ["-c", checksum!], { cwd: join(cwd, "a") }).code).toBe(0);
    expect(run("tar", ["-tzf", tarball!], { cwd: join(cwd, "a") }).stdout).toContain("/src/");
    expect(contents(join(cwd, "a"))).toEqual(contents(join(cwd, "b")));
    expect(statSync(join(cwd, "a", tarball!)).size).toBeGreaterThan(1000);
  });

  it("writes Debian packages, and wants a maintainer for them", () => {
    const cwd = temporaryFolder();
    const command = ["publish", "wdt-legacy", "--as", "dkms", "--output", "out"];
    const { code, stdout } = kindred([...command, "--from", "Jane Doe <jane@example.org>"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\.dsc$/m);
    expect(stdout).toMatch(/\.deb$/m);
    expect(
      readFileSync(join(cwd, stdout.split("\n").find((name) => name.endsWith(".deb"))!), "latin1"),
    ).toMatch(/^!<arch>\n/);
  });

  it.each([
    [["--as", "in-tree", "--kernel", "/nowhere"], 3, "no kernel tree"],
    [["--as", "tarball", "--param", "prefix"], 2, "name=value"],
    [["--as", "tarball", "--param", "nonsense=1"], 2, "no parameter `nonsense`"],
    [["--as", "tarball", "--param", "prefix=No Good"], 2, "cannot be"],
  ])("refuses %j", (args, exitCode, message) => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = kindred(["publish", "wdt-legacy", "--output", "out", ...args], { cwd });
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: "" });
    expect(stderr).toContain(message);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("refuses a library with symlinks or errors in it", () => {
    const folder = temporaryFolder({ "library.json": "{}" });
    expect(kindred(["publish", folder, "--as", "tarball", "--output", join(folder, "out")]).code).toBe(2);
    run("ln", ["-s", "/etc/passwd", join(folder, "README.md")]);
    const { code, stderr } = kindred(["publish", folder, "--as", "tarball", "--output", join(folder, "out")]);
    expect(code).toBe(2);
    expect(stderr).toContain("neither a file nor a folder");
  });
});
