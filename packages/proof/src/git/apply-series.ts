/**
 * A series applied for real, by `git am`, in a scratch repository that holds nothing but the files the
 * series touches. The kernel tree itself is only read. A patch that git refuses is left out, and the
 * series goes on without it.
 */
import { lstat, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type CText, decodeC, KindredError } from "@kindred/c-source";
import { withScratchFolder } from "../tools/scratch-folder.ts";
import { checkTreePath } from "./diff-trees.ts";
import { runGit, runGitOrThrow } from "./git-command.ts";

/** One patch of a series and what it did to each file it touches. */
export interface AppliedPatch {
  /** File name without `.patch`. */
  readonly patch: string;
  readonly path: string;
  readonly text: CText;
  /** Relative to the kernel root; null where the file does not exist. */
  readonly before: ReadonlyMap<string, CText | null>;
  readonly after: ReadonlyMap<string, CText | null>;
  /** What `git am` said when it refused the patch. */
  readonly refusal: string | undefined;
}

/**
 * Applies all patches of a folder in order.
 * @throws KindredError E_PATH when the folder holds no patches, E_TOOL when git is missing.
 */
export async function applySeries(seriesDirectory: string, kernel: string): Promise<AppliedPatch[]> {
  const names = await listPatches(seriesDirectory);
  const directory = resolve(seriesDirectory);
  const mails = await Promise.all(
    names.map(async (name) => {
      const text = decodeC(await readFile(join(directory, name)));
      return { name, text, files: touchedFiles(text) };
    }),
  );
  return withScratchFolder("series", async (folder) => {
    await createRepository(folder, kernel, new Set(mails.flatMap((mail) => mail.files)));
    const applied: AppliedPatch[] = [];
    for (const { name, text, files } of mails) {
      const path = join(directory, name);
      const before = await readFiles(folder, files);
      const refusal = await applyMail(folder, path);
      const after = refusal === undefined ? await readFiles(folder, files) : before;
      applied.push({ patch: name.replace(/\.patch$/, ""), path, text, before, after, refusal });
    }
    return applied;
  });
}

async function listPatches(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => {
    throw new KindredError(
      "E_PATH",
      `${folder}: there is no such folder.`,
      "Give the folder that `kindred fold --output` wrote.",
    );
  });
  const patches = names.filter((name) => name.endsWith(".patch") && !name.startsWith("0000-")).sort();
  if (patches.length > 0) return patches;
  throw new KindredError(
    "E_PATH",
    `${folder}: there are no patches.`,
    "Give a folder with mails named `0001-….patch`.",
  );
}

/** Every path that a patch names in its headers; a few too many do no harm. */
function touchedFiles(patch: CText): string[] {
  const files = new Set<string>();
  const headers = /^(?:--- a\/|\+\+\+ b\/|rename from |rename to |diff --git a\/.* b\/)([^\t\n]+)/gm;
  for (const [, name] of patch.matchAll(headers)) {
    const file = Buffer.from(name!, "latin1").toString("utf8");
    if (isTreePath(file)) files.add(file);
  }
  return [...files].sort();
}

function isTreePath(file: string): boolean {
  try {
    checkTreePath(file);
    return true;
  } catch {
    return false; // git am refuses such a patch, and says so
  }
}

async function createRepository(folder: string, kernel: string, files: ReadonlySet<string>): Promise<void> {
  for (const file of files) {
    const source = join(kernel, file);
    const isFile = await lstat(source).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isFile) continue;
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), await readFile(source));
  }
  await runGitOrThrow(["init", "--quiet"], { cwd: folder });
  await runGitOrThrow(["add", "--all", "--force"], { cwd: folder });
  await runGitOrThrow(["commit", "--quiet", "--allow-empty", "--message", "as it is"], { cwd: folder });
}

async function applyMail(folder: string, path: string): Promise<string | undefined> {
  const result = await runGit(["am", "--quiet", "--keep-cr", "--whitespace=nowarn", path], { cwd: folder });
  if (result.outcome === "exited" && result.code === 0) return undefined;
  await runGit(["am", "--abort"], { cwd: folder });
  const said = `${result.stdout}\n${result.stderr}`
    .split("\n")
    .filter((line) => /^(?:error|fatal):|^Patch/.test(line));
  return said.length > 0 ? said.join(" | ") : "git am refused it without saying why";
}

async function readFiles(folder: string, files: readonly string[]): Promise<Map<string, CText | null>> {
  const texts = new Map<string, CText | null>();
  for (const file of files) {
    texts.set(file, await readFile(join(folder, file)).then(decodeC, () => null));
  }
  return texts;
}
