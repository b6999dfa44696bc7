import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { decodeC } from "@kindred/c-source";
import { diffSteps, diffTrees, type FileChange, gitTopLevel, isCleanGitTree } from "@kindred/proof";
import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";

const folders: string[] = [];
function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "kindred-test-"));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function repository(changes: readonly FileChange[]): string {
  const folder = scratch();
  git(folder, "init", "-q");
  for (const { file, before } of changes) {
    if (before === null) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), before, "latin1");
  }
  git(folder, "add", "-A");
  git(folder, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "x", "--allow-empty");
  return folder;
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, encoding: "latin1", stdio: ["pipe", "pipe", "pipe"] });
}

const mixed: FileChange[] = [
  { file: "drivers/a.c", before: "int a;\nint b;\n", after: "int a;\nint c;\nint d;\n" },
  { file: "drivers/new file.h", before: null, after: "caf\xe9 without newline" },
  { file: "drivers/old.h", before: "gone\n", after: null },
  { file: "drivers/é.c", before: "x\n", after: "y\n" },
  { file: "same.c", before: "same\n", after: "same\n" },
];

describe("diffTrees", () => {
  it("writes a patch that git applies and counts as git does", async () => {
    const { patch, numstat } = await diffTrees(mixed);
    const folder = repository(mixed);
    writeFileSync(join(folder, "p.patch"), patch, "latin1");
    git(folder, "apply", "p.patch");
    for (const { file, after } of mixed.filter((change) => change.after !== null)) {
      expect(decodeC(readFileSync(join(folder, file)))).toBe(after);
    }
    expect(numstat).toEqual([
      { file: "drivers/a.c", added: 2, removed: 1 },
      { file: "drivers/new file.h", added: 1, removed: 0 },
      { file: "drivers/old.h", added: 0, removed: 1 },
      { file: "drivers/é.c", added: 1, removed: 1 },
    ]);
    expect(patch).toContain("diff --git a/drivers/new file.h b/drivers/new file.h\nnew file mode");
    expect(patch).toContain("diff --git a/drivers/old.h b/drivers/old.h\ndeleted file mode");
  });

  it("is empty when nothing changes", async () => {
    expect(await diffTrees([{ file: "x.c", before: "a\n", after: "a\n" }])).toEqual({
      patch: "",
      numstat: [],
    });
    expect(await diffTrees([])).toEqual({ patch: "", numstat: [] });
  });

  it("refuses a path that leaves the tree", async () => {
    for (const file of ["../x.c", "/etc/x.c", "a//b.c", "a/./b.c", ".git/config", "a\nb.c", ""]) {
      await expect(diffTrees([{ file, before: null, after: "x" }])).rejects.toThrow(
        "not a path inside the tree",
      );
    }
  });

  it("round-trips any pair of texts", async () => {
    const text = fc.array(fc.constantFrom("a", "b", "}", "diff --git b/x b/x", "--- a/x", "", "\xff\x01"), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(text, text, async (left, right) => {
        const change = { file: "f.c", before: left.join("\n"), after: right.join("\n") };
        const { patch, numstat } = await diffTrees([change]);
        const folder = repository([change]);
        if (patch !== "") {
          writeFileSync(join(folder, "p.patch"), patch, "latin1");
          git(folder, "apply", "--whitespace=nowarn", "p.patch");
        }
        expect(readFileSync(join(folder, "f.c"), "latin1")).toBe(change.after);
        const real = git(folder, "diff", "--numstat").split("\t");
        expect(numstat.map((stat) => [stat.added, stat.removed])).toEqual(
          patch === "" ? [] : [[Number(real[0]), Number(real[1])]],
        );
      }),
      { numRuns: 15 },
    );
  });
});

describe("diffSteps", () => {
  const steps: FileChange[][] = [
    mixed,
    [],
    [{ file: "drivers/a.c", before: "int a;\nint c;\nint d;\n", after: "int a;\n" }],
    [{ file: "same.c", before: "same\n", after: "same\n" }],
    [{ file: "a/000004/b/x.c", before: "b/000004/x a/000004/x\n", after: " a/000004/x\rdiff --git a b\n" }],
    mixed.map(({ file, before, after }) => ({ file, before: after, after: before })),
  ];

  it("gives every step the diff that it has alone", async () => {
    const alone = await Promise.all(steps.map((step) => diffTrees(step)));
    expect(await diffSteps(steps)).toEqual(alone);
    expect(alone[4].patch).toContain("diff --git a/a/000004/b/x.c b/a/000004/b/x.c\n");
  });
});

describe("git trees", () => {
  it("tells a clean tree from a dirty one", async () => {
    const folder = repository(mixed);
    expect(await isCleanGitTree(folder)).toBe(true);
    expect(await isCleanGitTree(join(folder, "drivers"))).toBe(true);
    writeFileSync(join(folder, "untracked"), "");
    expect(await isCleanGitTree(folder)).toBe(true);
    writeFileSync(join(folder, "same.c"), "changed\n");
    expect(await isCleanGitTree(folder)).toBe(false);
    expect(await gitTopLevel(join(folder, "drivers"))).toBe(await gitTopLevel(folder));
  });

  it("calls a folder outside git clean", async () => {
    const folder = scratch();
    expect(await gitTopLevel(folder)).toBeUndefined();
    expect(await isCleanGitTree(folder)).toBe(true);
  });
});
