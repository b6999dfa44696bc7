import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { KindredError } from "@kindred/c-source";
import { changedFilesSince } from "@kindred/proof";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let tree: string;

function git(...args: string[]): void {
  execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@t", ...args], { cwd: tree, stdio: "pipe" });
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(tree, name)), { recursive: true });
  writeFileSync(join(tree, name), text);
}

beforeEach(() => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), "kindred-changed-")));
  git("init", "--quiet");
  for (const name of ["a.c", "b.c", "c.c", "d.c", "net/e.c"]) write(name, `int ${name[0]};\n`);
  git("add", "--all");
  git("commit", "--quiet", "--message", "first");
  git("tag", "first");
});
afterEach(() => rmSync(tree, { recursive: true }));

const changed = async (revision: string, folder = tree) =>
  [...(await changedFilesSince(folder, revision))].sort();

describe("changedFilesSince", () => {
  it("tells nothing of a clean tree at the revision", async () => {
    expect(await changed("HEAD")).toEqual([]);
    expect(await changed("first")).toEqual([]);
  });

  it("sees committed, staged, unstaged, renamed and new files", async () => {
    write("a.c", "int committed;\n");
    git("commit", "--quiet", "--all", "--message", "second");
    write("b.c", "int staged;\n");
    git("add", "b.c");
    write("c.c", "int unstaged;\n");
    renameSync(join(tree, "d.c"), join(tree, "moved.c"));
    write("net/new é\n.c", "int new;\n");
    write(".gitignore", "ignored.c\n");
    write("ignored.c", "int ignored;\n");
    expect(await changed("first")).toEqual([
      ".gitignore",
      "a.c",
      "b.c",
      "c.c",
      "d.c",
      "moved.c",
      "net/new é\n.c",
    ]);
    expect(await changed("HEAD")).not.toContain("a.c");
  });

  it("names files from the folder that is asked for, and none outside of it", async () => {
    write("a.c", "int other;\n");
    write("net/e.c", "int other;\n");
    expect(await changed("first", join(tree, "net"))).toEqual(["e.c"]);
  });

  it.each(["nowhere", "first..HEAD", "", "-h", "--output=pwned", "HEAD\n", "HEAD:a.c", "--end-of-options"])(
    "refuses the revision %j",
    async (revision) => {
      const error = await changed(revision).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(KindredError);
      expect(error).toMatchObject({ code: "E_USAGE", message: expect.stringContaining("no revision") });
      expect(existsSync(join(tree, "pwned"))).toBe(false);
    },
  );

  it("says so when the folder is in no git tree", async () => {
    rmSync(join(tree, ".git"), { recursive: true });
    const error = await changed("HEAD").catch((thrown) => thrown);
    expect(error).toMatchObject({ code: "E_USAGE", message: expect.stringContaining("in no work tree") });
  });

  it("starts no program that the tree's own configuration names", async () => {
    const trap = `touch ${join(tree, "sprung")}; cat`;
    write(".gitattributes", "*.c filter=trap diff=trap\n");
    for (const key of ["filter.trap.clean", "filter.trap.process", "diff.trap.textconv", "diff.external"])
      git("config", key, trap);
    git("config", "filter.trap.required", "true");
    git("config", "core.fsmonitor", trap);
    write("a.c", "int b;\n");
    expect(await changed("first")).toEqual([".gitattributes", "a.c"]);
    expect(existsSync(join(tree, "sprung"))).toBe(false);
  });
});
