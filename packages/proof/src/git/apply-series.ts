/**
 * A series applied for real, by `git am`, in a scratch repository that holds nothing but the files the
 * series touches. The kernel tree itself is only read. A patch that git refuses is left out, and the
 * series goes on without it.
 */
import { existsSync } from "node:fs";
import { lstat, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type CText, decodeC, encodeC, KindredError } from "@kindred/c-source";
import { contentKey, type ResultCache } from "../prove/result-cache.ts";
import { requireSpace } from "../tools/require-space.ts";
import { describeFailure } from "../tools/run-tool.ts";
import { withScratchFolder } from "../tools/scratch-folder.ts";
import { applyAtOnce, type FileTexts } from "./apply-at-once.ts";
import { runGit, runGitOrThrow } from "./git-command.ts";
import { oddChange, readRawChanges } from "./raw-changes.ts";
import { type Mail, readMails } from "./read-mails.ts";
import { changeOf, type TextChange, withChange } from "./text-change.ts";

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
 * Applies all patches of a folder in order. A series that applies as a whole is kept by its content and that of the
 * files which it names, so that the next run need not ask git.
 * @throws KindredError E_PATH when the folder holds no patches, E_TOOL when git is missing.
 */
export async function applySeries(
  seriesDirectory: string,
  kernel: string,
  cache?: ResultCache,
): Promise<AppliedPatch[]> {
  const mails = await readMails(seriesDirectory);
  const texts = await readFiles(kernel, [...new Set(mails.flatMap((mail) => mail.files))].sort());
  const key = contentKey([SERIES_VERSION, mails.map(({ text }) => text), texts]);
  const known = await cache?.read<readonly KnownPatch[]>(key);
  if (known !== undefined) return replay(mails, texts, known);
  const atOnce = await inRepository(texts, (folder) => applyAtOnce(folder, mails, texts));
  if (atOnce === undefined) return inRepository(texts, (folder) => applyOneByOne(folder, mails));
  const changes = changesOf(texts, atOnce);
  await cache?.write(key, changes);
  return replay(mails, texts, changes);
}

/** Bumped when what is kept of a series is no longer read as it was written. */
const SERIES_VERSION = 1;

/** What a patch did to each file that it names. */
type KnownPatch = readonly (readonly [file: string, change: TextChange])[];

/** A scratch repository with some files. */
function inRepository<T>(texts: FileTexts, work: (folder: string) => Promise<T>): Promise<T> {
  return withScratchFolder("series", async (folder) => {
    await createRepository(folder, texts).catch(async (error: unknown) => {
      await requireSpace(folder, error);
      throw error;
    });
    return work(folder);
  });
}

function changesOf(texts: FileTexts, after: readonly FileTexts[]): KnownPatch[] {
  const state = new Map(texts);
  return after.map((files) =>
    [...files].map(([file, text]) => {
      const change = changeOf(state.get(file) ?? null, text);
      state.set(file, text);
      return [file, change] as const;
    }),
  );
}

/** The patches of a series that applied as a whole: what is after one is before the next. */
function replay(mails: readonly Mail[], texts: FileTexts, known: readonly KnownPatch[]): AppliedPatch[] {
  const state = new Map(texts);
  return mails.map((mail, at) => {
    const before = new Map(mail.files.map((file) => [file, state.get(file) ?? null]));
    for (const [file, change] of known[at]!) state.set(file, withChange(before.get(file) ?? null, change));
    const after = new Map(mail.files.map((file) => [file, state.get(file) ?? null]));
    return { ...patchOf(mail), before, after, refusal: undefined };
  });
}

async function applyOneByOne(folder: string, mails: readonly Mail[]): Promise<AppliedPatch[]> {
  const applied: AppliedPatch[] = [];
  for (const mail of mails) {
    const before = await readFiles(folder, mail.files);
    const refusal = await applyMail(folder, mail);
    const after = refusal === undefined ? await readFiles(folder, mail.files) : before;
    applied.push({ ...patchOf(mail), before, after, refusal });
  }
  return applied;
}

function patchOf({ name, path, text }: Mail): Pick<AppliedPatch, "patch" | "path" | "text"> {
  return { patch: name.replace(/\.patch$/, ""), path, text };
}

async function createRepository(folder: string, texts: FileTexts): Promise<void> {
  for (const [file, text] of texts) {
    if (text === null) continue;
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), encodeC(text));
  }
  await runGitOrThrow(["init", "--quiet", "--template="], { cwd: folder });
  await runGitOrThrow(["add", "--all", "--force"], { cwd: folder });
  await runGitOrThrow(["commit", "--quiet", "--allow-empty", "--message", "as it is"], { cwd: folder });
}

async function applyMail(folder: string, { path, text, files }: Mail): Promise<string | undefined> {
  const result = await runGit(["am", "--quiet", "--keep-cr", "--whitespace=nowarn", path], { cwd: folder });
  if (result.outcome === "exited" && result.code === 0) return takeBackOddChange(folder, new Set(files));
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
  const hasReturns = /^(?:---|@@) .*\r$/m.test(text);
  return hasReturns ? `${why} (the mail's lines end in CR LF, as a mail program may leave them)` : why;
}

/** A change that git accepted and nobody should is taken back, and the reason given. */
async function takeBackOddChange(folder: string, named: ReadonlySet<string>): Promise<string | undefined> {
  const range = ["--raw", "-z", "--no-renames", "--no-abbrev", "ORIG_HEAD", "HEAD"];
  const raw = await runGitOrThrow(["diff", ...range], { cwd: folder, encoding: "utf8" });
  const odd = oddChange(readRawChanges(raw).flat(), named);
  if (odd !== undefined) await runGitOrThrow(["reset", "--quiet", "--hard", "ORIG_HEAD"], { cwd: folder });
  return odd;
}

/** Regular files with their texts; null for what is none. */
async function readFiles(folder: string, files: readonly string[]): Promise<Map<string, CText | null>> {
  const texts = new Map<string, CText | null>();
  for (const file of files) {
    const path = join(folder, file);
    const isFile = await lstat(path).then(
      (found) => found.isFile(),
      () => false,
    );
    texts.set(file, isFile ? await readFile(path).then(decodeC, () => null) : null);
  }
  return texts;
}
