/** Trees that are broken, endless or out to harm, on the built command. */
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FamiliesDocument } from "@kindred/clones";
import { describe, expect, it } from "vitest";
import { contents, KINDRED, kindred, run, temporaryFolder } from "./support/run-kindred.ts";

/** Two functions of one family: what else is in the tree must not keep them from being found. */
const SANE = (name: string) =>
  `static int ${name}_start(struct ${name} *priv)\n{\n\tint ret;\n\n\tret = clk_prepare_enable(priv->clk);\n` +
  `\tif (ret)\n\t\treturn ret;\n\tret = reset_control_deassert(priv->reset);\n\tif (ret) {\n` +
  `\t\tclk_disable_unprepare(priv->clk);\n\t\treturn ret;\n\t}\n\twritel(0x10, priv->base + CTRL);\n\treturn 0;\n}\n`;
const FAMILY = { "one.c": SANE("alpha"), "two.c": SANE("beta") };
/** Everything but line breaks and tabs that a terminal takes for an order, or hides. */
const ORDERS = /(?![\n\t])[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;
const MEGABYTE = 1 << 20;

function repeated(piece: string): string {
  return piece.repeat(Math.ceil(MEGABYTE / piece.length));
}

function namesIn(stdout: string): string[] {
  const { families } = JSON.parse(stdout) as FamiliesDocument;
  return families.flatMap((family) => family.members.map((member) => member.file));
}

describe("find on a hostile file", () => {
  it.each([
    ["a megabyte on one line", `int f(int a)\n{ ${repeated("a = g(a, 1); ")} }`],
    ["a word of a megabyte", repeated("a")],
    ["half a million nested braces", `int f(int a)\n{\n${repeated("{")}${repeated("}")}\n}`],
    ["a hundred thousand nested ifs", `int f(int a)\n{\n${repeated("if (a) {")}\n${repeated("}")}`],
    ["braces that never close", `int f(int a)\n{\n${repeated("{")}`],
    ["nested parentheses", `int f(int a)\n{\n\ta = ${repeated("(")}1${repeated(")")};\n}`],
    ["heads of functions without an end", repeated("int f(int a)\n{\n")],
    ["an open comment", `${SANE("gamma")}/* ${repeated("a ")}`],
    ["an open string", `${SANE("gamma")}char *s = "${repeated("a ")}`],
    ["quotes", repeated("\"'\n")],
    ["line splices", repeated("\\\n")],
    ["preprocessor lines", repeated("#if 0\n#else\n")],
    ["invalid UTF-8", Buffer.alloc(MEGABYTE, 0xc3)],
    ["one statement over and over", `int f(int a)\n{\n${repeated("\ta = g(a, 1);\n")}}`],
    ["thousands of the same function", repeated(SANE("delta"))],
    ["nothing", ""],
  ])("%s: the others are found", (_, text) => {
    const tree = temporaryFolder({ ...FAMILY, "hostile.c": text });
    const { code, stdout, stderr } = kindred(["find", tree, "--format", "json", "--no-cache"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(namesIn(stdout)).toEqual(expect.arrayContaining(["one.c", "two.c"]));
  });

  it.each([
    ["NUL bytes", Buffer.alloc(MEGABYTE), "binary"],
    ["more than any source has", Buffer.alloc(9 * MEGABYTE, 0x20), "too-large"],
  ])("%s: skipped, told, and the others are found", (_, bytes, reason) => {
    const tree = temporaryFolder({ ...FAMILY, "hostile.c": bytes });
    const { code, stdout, stderr } = kindred(["find", tree, "--no-cache", "--list-skipped"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^2 files, .*; 1 skipped: 1 ${reason} \\(--list-skipped\\)$`, "m"));
    expect(stderr).toMatch(new RegExp(`^hostile\\.c +${reason} `, "m"));
  });
});

describe("find on what is no file", () => {
  it("reads no pipe, device, socket or symlink, and enters folders that are named like files", () => {
    const outside = temporaryFolder({ "secret.c": SANE("secret") });
    const tree = temporaryFolder({ ...FAMILY, "folder.c/three.c": SANE("gamma") });
    run("mkfifo", [join(tree, "pipe.c"), join(tree, "Makefile"), join(tree, "kindred.config.json")]);
    symlinkSync("/dev/zero", join(tree, "zero.c"));
    symlinkSync(join(outside, "secret.c"), join(tree, "out.c"));
    symlinkSync("nowhere", join(tree, "dangling.c"));
    symlinkSync("loop.c", join(tree, "loop.c"));
    symlinkSync(".", join(tree, "again"));
    const { code, stdout, stderr } = kindred(["find", tree, "--format", "json", "--no-cache"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect([...new Set(namesIn(stdout))].sort()).toEqual(["folder.c/three.c", "one.c", "two.c"]);
    expect((JSON.parse(stdout) as FamiliesDocument).summary).toMatchObject({ files: 3, skipped: 5 });
    for (const name of ["pipe.c", "zero.c"])
      expect(kindred(["find", join(tree, name), "--no-cache"])).toMatchObject({ code: 3, stdout: "" });
  });

  it("waits for no pipe as configuration, baseline, families or cache", () => {
    const tree = temporaryFolder(FAMILY);
    const cwd = temporaryFolder();
    run("mkfifo", [join(cwd, "kindred.config.json"), join(cwd, "pipe")]);
    const told = kindred(["find", tree], { cwd });
    expect(told).toMatchObject({ code: 2, stdout: "" });
    expect(told.stderr).toContain("it is no regular file");
    for (const args of [
      ["find", tree, "--baseline", "pipe"],
      ["find", tree, "--baseline", "/dev/zero"],
      ["explain", "K-00000000", "--families", "pipe"],
    ])
      expect(kindred([...args, "--config", "/dev/null"], { cwd }).code).toBe(2);
    const cache = temporaryFolder();
    const find = ["find", tree, "--cache-dir", cache, "--format", "json"];
    const plain = kindred(find);
    for (const name of Object.keys(contents(cache))) {
      rmSync(join(cache, name));
      run("mkfifo", [join(cache, name)]);
    }
    const again = kindred(find);
    expect(again).toMatchObject({ code: 0, stdout: plain.stdout });
    expect(again.stderr).toContain("is not used: it is no regular file");
  });

  it("takes families from the shell's own pipe", () => {
    const tree = temporaryFolder(FAMILY);
    const found = JSON.parse(kindred(["find", tree, "--format", "json"]).stdout) as FamiliesDocument;
    const kindredHere = `"${process.execPath}" "${KINDRED}"`;
    const pipe = `${kindredHere} find "${tree}" --format json | ${kindredHere} explain ${found.families[0]!.id} --families /dev/stdin`;
    const { code, stdout } = run("sh", ["-c", pipe]);
    expect(code).toBe(0);
    expect(stdout).toContain("two.c");
  });

  it("goes as deep as names can be opened, and says what is below", () => {
    const tree = temporaryFolder(FAMILY);
    const deep = join(tree, `${"d".repeat(200)}/`.repeat(18));
    mkdirSync(deep, { recursive: true });
    // Deeper than a path may be long: only relative names lead there.
    run("sh", [
      "-c",
      `cd "$0" && mkdir -p $1 && cd $1 && mkdir -p $1`,
      deep,
      `${"e".repeat(200)}/`.repeat(3),
    ]);
    const { code, stdout, stderr } = kindred(["find", tree, "--no-cache"]);
    run("rm", ["-rf", tree]);
    expect(code).toBe(3);
    expect(stdout).toContain("one.c");
    expect(stderr).toMatch(/^kindred: 1 could not be read, first `….{1,200}`: the result is incomplete\.$/m);
  });
});

describe("names and texts that a terminal would obey", () => {
  const order = "\u001b]0;owned\u0007";

  it("never reach it", () => {
    const tree = temporaryFolder({
      ...FAMILY,
      [`esc${order}.c`]: SANE("gamma"),
      "c1\u009b31m.c": SANE("gamma"),
      "new\nline.c": SANE("gamma"),
      [`folder${order}/three.c`]: SANE("gamma"),
      "turned\u202e.c": SANE("gamma").replaceAll("0x10", `"${order}\u202e"`),
      "four.c": SANE("delta").replaceAll("delta", "del\u009b31mta").replaceAll("0x10", `"${order}"`),
    });
    writeFileSync(
      Buffer.concat([Buffer.from(`${tree}/bad`), Buffer.from([0xff]), Buffer.from(".c")]),
      SANE("x"),
    );
    mkdirSync(Buffer.concat([Buffer.from(`${tree}/bad`), Buffer.from([0xff])]));
    for (const format of ["text", "json", "ndjson", "sarif", "html", "markdown", "terse"]) {
      const { code, stdout, stderr } = kindred([
        "find",
        tree,
        "--format",
        format,
        "--no-cache",
        "--list-skipped",
      ]);
      expect(code, format).toBe(0);
      expect(stdout.match(ORDERS)?.[0], format).toBeUndefined();
      expect(stderr.match(ORDERS)?.[0], format).toBeUndefined();
      expect(stderr).toContain("6  odd-name");
    }
    const { families } = JSON.parse(kindred(["find", tree, "--format", "json"]).stdout) as FamiliesDocument;
    expect(families.flatMap(({ members }) => members.map(({ file }) => file))).toContain("turned\u202e.c");
    for (const { id } of families) {
      const { code, stdout, stderr } = kindred(["explain", id, tree]);
      expect(code).toBe(0);
      expect((stdout + stderr).match(ORDERS)?.[0]).toBeUndefined();
    }
  });

  it("are shown as escapes in messages", () => {
    const { code, stderr } = kindred(["find", `/nowhere/${order}`]);
    expect(code).toBe(3);
    expect(stderr).toContain("\\x1b]0;owned\\x07");
    expect(stderr.match(ORDERS)?.[0]).toBeUndefined();
  });
});

describe("a tree that changes while it is read", () => {
  it("loses what has gone, says so, and keeps the rest", async () => {
    const files = Array.from({ length: 3000 }, (_, i) => [`many/f${i}.c`, SANE(`n${i}`).repeat(20)]);
    const tree = temporaryFolder({ ...FAMILY, ...Object.fromEntries(files) });
    const child = spawn(process.execPath, [
      KINDRED,
      "find",
      tree,
      "--no-cache",
      "--format",
      "json=/dev/null",
    ]);
    let stderr = "";
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    const ended = new Promise((resolve) => child.on("close", resolve));
    for (let i = 0; i < 3000; i += 2) {
      if (i % 4 === 0) rmSync(join(tree, `many/f${i}.c`));
      else writeFileSync(join(tree, `many/f${i}.c`), "int a;\n");
      if (i % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const code = await ended;
    // Whether it saw a file go depends on the moment; what it says then does not.
    expect([0, 3]).toContain(code);
    expect(stderr === "" || /^kindred: \d+ could not be read, first `many\/f\d+\.c`/.test(stderr)).toBe(true);
    expect(code === 3).toBe(stderr !== "");
  });
});
