/**
 * Patches as git itself writes them. Both versions of all changed files go into a temporary folder and one
 * `git diff --no-index` compares them: hunks, function headings and counts are git's own, so the ledger
 * agrees with `git diff --numstat` by construction. A series of thousands of patches takes one git for hundreds of
 * them: each step has a folder of its own on both sides, whose name is taken out of what git prints.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type CText, encodeC, KindredError } from "@kindred/c-source";
import { withScratchFolder } from "../tools/scratch-folder.ts";
import { runGitOrThrow } from "./git-command.ts";

/** One file of a change. `before` is null for a new file, `after` for a deleted one. */
export interface FileChange {
  /** Relative to the root of the tree, `/`-separated. */
  readonly file: string;
  readonly before: CText | null;
  readonly after: CText | null;
}

/** `git diff --numstat` of one file. */
export interface FileStat {
  readonly file: string;
  readonly removed: number;
  readonly added: number;
}

export interface TreeDiff {
  /** Unified diff with `a/` and `b/` prefixes, files sorted by path; empty when nothing changed. */
  readonly patch: CText;
  readonly numstat: readonly FileStat[];
}

/**
 * The diff of a set of file changes, with git's own line counts.
 * @example
 * const { patch, numstat } = await diffTrees([{ file: "drivers/leds/leds-a.c", before, after }]);
 * @throws KindredError E_TOOL when git is missing; E_DATA for a path that leaves the tree.
 */
export async function diffTrees(changes: readonly FileChange[]): Promise<TreeDiff> {
  const [diff] = await diffSteps([changes]);
  return diff!;
}

/**
 * The same for each of many sets of changes, by one git.
 * @throws KindredError as {@link diffTrees}
 */
export async function diffSteps(steps: readonly (readonly FileChange[])[]): Promise<TreeDiff[]> {
  for (const { file } of steps.flat()) checkTreePath(file);
  return withScratchFolder("diff", async (folder) => {
    await writeSides(folder, steps);
    const output = await runGitOrThrow(
      [
        ...["-c", `core.attributesFile=${join(folder, "attributes")}`, "diff", "--no-index", "--no-prefix"],
        ...["--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--numstat", "-p", "a", "b"],
      ],
      { cwd: folder, accepted: [0, 1] },
    );
    return readDiffOutput(output, steps);
  });
}

/**
 * Refuses a path that is not plainly inside a tree: absolute, with `..`, or with characters that git quotes.
 * @throws KindredError E_DATA
 */
export function checkTreePath(file: string): void {
  const parts = file.split("/");
  const odd =
    file === "" || parts.some((part) => part === "" || part === "." || part === ".." || part === ".git");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (odd || /[\x00-\x1f"\\]/.test(file)) {
    throw new KindredError("E_DATA", `\`${file}\` is not a path inside the tree.`);
  }
}

/** Folder of a step on both sides; in the order of the steps, since git sorts by name. */
function stepFolder(index: number): string {
  return String(index).padStart(6, "0");
}

async function writeSides(folder: string, steps: readonly (readonly FileChange[])[]): Promise<void> {
  await mkdir(join(folder, "a"));
  await mkdir(join(folder, "b"));
  await writeFile(join(folder, "attributes"), "*.[chS] diff=cpp\n"); // as the kernel's own .gitattributes
  for (const [index, changes] of steps.entries()) {
    for (const { file, before, after } of changes) {
      for (const [side, text] of [["a", before] as const, ["b", after] as const]) {
        if (text === null) continue;
        const path = join(folder, side, stepFolder(index), file);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, encodeC(text));
      }
    }
  }
}

/** git prints the numstat lines of all files, an empty line, then the patches in the same order. */
function readDiffOutput(output: string, steps: readonly (readonly FileChange[])[]): TreeDiff[] {
  const split = output.indexOf("\n\n");
  if (split < 0) return steps.map(() => ({ patch: "", numstat: [] }));
  const places = new Map<string, { readonly step: number; readonly file: string }>();
  for (const [step, changes] of steps.entries()) {
    for (const change of changes) places.set(statName(change, step), { step, file: change.file });
  }
  const pieces = output.slice(split + 2).split(/(?<![^\n])(?=diff --git )/);
  const diffs = steps.map(() => ({ patches: [] as string[], numstat: [] as FileStat[] }));
  for (const [i, line] of output.slice(0, split).split("\n").entries()) {
    const [added, removed, name] = line.split("\t") as [string, string, string];
    const { step, file } = places.get(name)!;
    diffs[step]!.numstat.push({ file, added: Number(added) || 0, removed: Number(removed) || 0 });
    diffs[step]!.patches.push(nameBothSides(withoutStep(pieces[i]!, stepFolder(step))));
  }
  return diffs.map(({ patches, numstat }) => ({ patch: patches.join(""), numstat }));
}

/** How `--numstat` of two folders writes a file's name. */
function statName({ file, before, after }: FileChange, step: number): string {
  const name = `${stepFolder(step)}/${Buffer.from(file, "utf8").toString("latin1")}`;
  if (before === null) return `/dev/null => b/${name}`;
  return after === null ? `a/${name} => /dev/null` : `{a => b}/${name}`;
}

/** Takes the step's folder out of the lines before the first hunk, where git names the file. */
function withoutStep(piece: string, step: string): string {
  const hunk = piece.indexOf("\n@@ ");
  const head = hunk < 0 ? piece : piece.slice(0, hunk);
  return (
    head.replace(/(^|[ \n])([ab])\/(\d{6})\//g, (whole, before, side, number) =>
      number === step ? `${before}${side}/` : whole,
    ) + piece.slice(head.length)
  );
}

/** With two folders git writes `diff --git b/new b/new` for a new file; a repository's diff says `a/new b/new`. */
function nameBothSides(patch: string): string {
  const fixed = patch.replace(/^diff --git b\/(.+) b\/\1\n(?=new file mode )/, "diff --git a/$1 b/$1\n");
  return fixed.replace(/^diff --git a\/(.+) a\/\1\n(?=deleted file mode )/, "diff --git a/$1 b/$1\n");
}
