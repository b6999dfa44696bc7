/**
 * A series applied for real, by `git am`, in a scratch repository that holds nothing but the files the
 * series touches. The kernel tree itself is only read. A patch that git refuses is left out, and the
 * series goes on without it.
 */
import { existsSync } from "node:fs";
import { lstat, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type CText, decodeC, KindredError } from "@kindred/c-source";
import { requireSpace } from "../tools/require-space.ts";
import { describeFailure } from "../tools/run-tool.ts";
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
      const path = join(directory, name);
      const text = decodeC(await readFile(path));
      return { name, path, text, files: touchedFiles(await decodedText(path, text)) };
    }),
  );
  return withScratchFolder("series", async (folder) => {
    const files = new Set(mails.flatMap((mail) => mail.files));
    await createRepository(folder, kernel, files).catch(async (error: unknown) => {
      await requireSpace(folder, error);
      throw error;
    });
    const applied: AppliedPatch[] = [];
    for (const { name, path, text, files } of mails) {
      const before = await readFiles(folder, files);
      const refusal = await applyMail(folder, path, text, new Set(files));
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
  const headers = /^(?:--- a\/|\+\+\+ b\/|rename from |rename to |diff --git a\/.* b\/)([^\t\r\n]+)/gm;
  for (const [, name] of patch.matchAll(headers)) {
    const file = Buffer.from(name!, "latin1").toString("utf8");
    if (isTreePath(file)) files.add(file);
  }
  return [...files].sort();
}

/** What a mail says once its transfer encoding is undone, as git does it. */
async function decodedText(path: string, text: CText): Promise<CText> {
  if (!/^Content-Transfer-Encoding:[ \t]*(?:base64|quoted-printable)/im.test(text)) return text;
  return withScratchFolder("mail", async (folder) => {
    const patch = join(folder, "patch");
    const result = await runGit(["mailinfo", join(folder, "message"), patch], {
      cwd: folder,
      input: await readFile(path),
    });
    const isRead = result.outcome === "exited" && result.code === 0;
    return isRead ? decodeC(await readFile(patch)) : text;
  });
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
  await runGitOrThrow(["init", "--quiet", "--template="], { cwd: folder });
  await runGitOrThrow(["add", "--all", "--force"], { cwd: folder });
  await runGitOrThrow(["commit", "--quiet", "--allow-empty", "--message", "as it is"], { cwd: folder });
}

async function applyMail(
  folder: string,
  path: string,
  text: CText,
  files: ReadonlySet<string>,
): Promise<string | undefined> {
  const result = await runGit(["am", "--quiet", "--keep-cr", "--whitespace=nowarn", path], { cwd: folder });
  if (result.outcome === "exited" && result.code === 0) return takeBackOddChange(folder, files);
  await requireSpace(folder);
  if (result.outcome !== "exited") {
    const cause = `${path} could not be applied: ${describeFailure(["git", "am"], result)}`;
    throw new KindredError("E_TOOL", cause, "Try again.");
  }
  // A mail that holds no patch leaves nothing to abort.
  if (existsSync(join(folder, ".git/rebase-apply"))) await runGitOrThrow(["am", "--abort"], { cwd: folder });
  const said = `${result.stdout}\n${result.stderr}`
    .split("\n")
    .filter((line) => /^(?:error|fatal):|^Patch/.test(line));
  const why = said.length > 0 ? said.join(" | ") : describeFailure(["git", "am"], result);
  return /^(?:---|@@) .*\r$/m.test(text)
    ? `${why} (the mail's lines end in CR LF, as a mail program may leave them)`
    : why;
}

/**
 * What git accepted, but a driver patch has no business with: symbolic links and submodules (whatever reads the file
 * afterwards would read what it points to), and files that the mail does not name plainly, so that nobody looked at
 * them. The change is taken back, and the reason given.
 */
async function takeBackOddChange(folder: string, files: ReadonlySet<string>): Promise<string | undefined> {
  const range = ["--raw", "-z", "--no-renames", "--no-abbrev", "ORIG_HEAD", "HEAD"];
  const raw = await runGitOrThrow(["diff", ...range], { cwd: folder, encoding: "utf8" });
  const fields = raw.split("\0");
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [before, after] = fields[at]!.slice(1).split(" ");
    const file = fields[at + 1]!;
    const isOdd = [before, after].some((mode) => !/^(?:000000|100644|100755)$/.test(mode!));
    if (!isOdd && files.has(file)) continue;
    await runGitOrThrow(["reset", "--quiet", "--hard", "ORIG_HEAD"], { cwd: folder });
    return isOdd
      ? `\`${file}\` is a symbolic link or a submodule: leave it out of the series`
      : `it changes \`${file}\`, which its headers do not name plainly`;
  }
  return undefined;
}

async function readFiles(folder: string, files: readonly string[]): Promise<Map<string, CText | null>> {
  const texts = new Map<string, CText | null>();
  for (const file of files) {
    texts.set(file, await readFile(join(folder, file)).then(decodeC, () => null));
  }
  return texts;
}
