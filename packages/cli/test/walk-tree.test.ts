import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KindredError } from "@kindred/c-source";
import { describe, expect, it } from "vitest";
import { createNameFilter } from "../src/tree/name-filter.ts";
import { resolvePaths } from "../src/tree/resolve-paths.ts";
import { requireSources, walkTree } from "../src/tree/walk-tree.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const everything = createNameFilter([], []);

function walk(
  root: string,
  options: { headers?: boolean; include?: string[]; exclude?: string[]; paths?: string[] } = {},
) {
  const filter = createNameFilter(options.include ?? [], options.exclude ?? []);
  const result = walkTree(resolvePaths(options.paths ?? [root], root, undefined), {
    headers: options.headers ?? false,
    filter,
  });
  return { names: result.sources.map((source) => source.name), skipped: result.skipped, result };
}

describe("walkTree", () => {
  it("lists sources sorted by name, headers on demand", () => {
    const root = temporaryFolder({ "b.c": "", "a/z.c": "", "a/h.h": "", "A.c": "", "notes.txt": "" });
    expect(walk(root).names).toEqual(["A.c", "a/z.c", "b.c"]);
    expect(walk(root, { headers: true }).names).toEqual(["A.c", "a/h.h", "a/z.c", "b.c"]);
  });

  it("does not follow symlinks, so it neither loops nor leaves the tree", () => {
    const outside = temporaryFolder({ "secret.c": "" });
    const root = temporaryFolder({ "d/a.c": "" });
    symlinkSync(root, join(root, "d/loop"));
    symlinkSync(outside, join(root, "out"));
    symlinkSync(join(outside, "secret.c"), join(root, "link.c"));
    const { names, skipped } = walk(root);
    expect(names).toEqual(["d/a.c"]);
    expect(skipped).toMatchObject([{ subject: "link.c", reason: "symlink" }]);
  });

  it("follows the symlink that was named", () => {
    const root = temporaryFolder({ "real/a.c": "" });
    symlinkSync("real", join(root, "linked"));
    expect(walk(root, { paths: ["linked"] }).names).toEqual(["a.c"]);
  });

  it("skips names that no patch can carry, pipes and what modpost wrote", () => {
    const root = temporaryFolder({ "ok.c": "", "x.mod.c": "" });
    writeFileSync(join(root, "new\nline.c"), "");
    writeFileSync(Buffer.concat([Buffer.from(`${root}/odd`), Buffer.from([0xff]), Buffer.from(".c")]), "");
    execFileSync("mkfifo", [join(root, "pipe.c")]);
    const { names, skipped } = walk(root);
    expect(names).toEqual(["ok.c"]);
    expect(skipped.map((entry) => entry.reason).sort()).toEqual([
      "generated",
      "not-a-file",
      "odd-name",
      "odd-name",
    ]);
    expect(skipped.every((entry) => !entry.subject.includes("\n"))).toBe(true);
  });

  it("takes globs: at any depth without a slash, whole folders too", () => {
    const root = temporaryFolder({
      "a/x-core.c": "",
      "a/b/y-core.c": "",
      "a/b/z.c": "",
      "test/t-core.c": "",
    });
    expect(walk(root, { include: ["*-core.c"] }).names).toEqual([
      "a/b/y-core.c",
      "a/x-core.c",
      "test/t-core.c",
    ]);
    expect(walk(root, { include: ["*-core.c"], exclude: ["test"] }).names).toEqual([
      "a/b/y-core.c",
      "a/x-core.c",
    ]);
    expect(walk(root, { exclude: ["a/b/**"] }).names).toEqual(["a/x-core.c", "test/t-core.c"]);
  });

  it("says so when there is nothing to look at", () => {
    const root = temporaryFolder({ "readme.txt": "" });
    const { result } = walk(root);
    expect(() => requireSources(result, [root])).toThrow(/no C source/);
  });
});

describe("resolvePaths", () => {
  it("takes the nearest common folder as the root", () => {
    const root = temporaryFolder({ "drivers/leds/a.c": "", "drivers/net/b.c": "", "drivers/net/c.c": "" });
    expect(resolvePaths(["drivers/leds", "drivers/net"], root, undefined).root).toBe(join(root, "drivers"));
    expect(resolvePaths(["drivers/net/b.c"], root, undefined).root).toBe(join(root, "drivers/net"));
    expect(resolvePaths(["drivers/net", "drivers/net/b.c", "drivers/net"], root, undefined).paths).toEqual([
      join(root, "drivers/net"),
    ]);
  });

  it("does not take a name for the start of another", () => {
    const root = temporaryFolder({ "net/a.c": "", "net2/b.c": "" });
    expect(resolvePaths(["net", "net2"], root, undefined).paths).toHaveLength(2);
  });

  it("looks in the kernel for what is not here", () => {
    const kernel = temporaryFolder({ "drivers/leds/a.c": "" });
    const here = temporaryFolder();
    expect(resolvePaths(["drivers/leds"], here, kernel).root).toBe(join(kernel, "drivers/leds"));
  });

  it("names the nearest path when there is none", () => {
    const root = temporaryFolder({ "drivers/leds/a.c": "" });
    mkdirSync(join(root, "empty"));
    try {
      resolvePaths(["drivers/ledz"], root, undefined);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(KindredError);
      expect((error as KindredError).hint).toContain(join(root, "drivers/leds"));
    }
    expect(everything.takesFile("x.c")).toBe(true);
  });

  it("does not propose a broken symlink to itself", () => {
    const root = temporaryFolder({ "loop2.c": "" });
    symlinkSync("loop", join(root, "loop"));
    symlinkSync("nowhere", join(root, "dangling"));
    for (const path of ["loop", "dangling", "loop/x"]) {
      expect(() => resolvePaths([path], root, undefined)).toThrow(
        expect.objectContaining({
          code: "E_PATH",
          message: expect.stringContaining("leads nowhere or to itself"),
          hint: expect.not.stringContaining(root),
        }),
      );
    }
  });
});
