import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Skipped } from "@kindred/c-source";
import { type FindMethod, type FindResult, findFamilies } from "@kindred/clones";
import type { ParsedArguments } from "../arguments/option-table.ts";
import { hasFlag, readNumber, readText } from "../arguments/read-options.ts";
import { cacheFolder } from "../corpus/cache-folder.ts";
import { bundledScript } from "../shipped-files.ts";
import { createProgressLine } from "../terminal/progress-line.ts";
import { findKernelRoot } from "../tree/kernel-root.ts";
import { requireKernel } from "../tree/require-kernel.ts";
import type { VerbContext } from "../verb.ts";
import { KINDRED_VERSION } from "../version.ts";
import { collectSources, readWorkers, resolveOption } from "./collect-sources.ts";
import { requireScanned } from "./require-scanned.ts";

export interface FoundFamilies extends FindResult {
  /** The scanned folder. */
  readonly root: string;
  /** A file could not be read: what was found is not all there is. */
  readonly isIncomplete: boolean;
}

/** Walks the paths of a command line and finds their families. */
export async function runFind(
  { args, cwd, terminal }: VerbContext,
  paths: readonly string[],
): Promise<FoundFamilies> {
  const collected = collectSources(args, paths, cwd);
  const showProgress = createProgressLine(terminal, "find");
  const workerEntry = bundledScript("find-worker.js");
  const result = await findFamilies({
    root: collected.root,
    sources: collected.sources,
    options: {
      minTokens: readNumber(args, "min-tokens", { min: 10, max: 100_000, whole: true }) ?? 50,
      similarity: readNumber(args, "similarity", { min: 0.3, max: 1 }) ?? 0.7,
      method: readMethod(args),
      includeBoilerplate: hasFlag(args, "include-boilerplate"),
      workers: readWorkers(args),
      ...cacheOptions(args, cwd),
    },
    version: codeVersion(),
    ...kernelOf(args, cwd, collected.root),
    onWarning: (message) => terminal.note(`kindred: ${message}`),
    ...(workerEntry === undefined ? {} : { workerEntry }),
    onProgress: (progress) =>
      showProgress({
        done: progress.files,
        total: progress.totalFiles,
        bytes: progress.bytes,
        totalBytes: progress.totalBytes,
        stage: STAGE_WORDS[progress.stage] ?? progress.stage,
        share: progress.share,
        until: progress.until,
      }),
  });
  const found = withSkipped(result, collected.root, collected.skipped);
  const notScanned = new Set(result.skipped.map((entry) => entry.subject));
  requireScanned(collected.sources.length - notScanned.size, found.skipped, paths);
  return found;
}

/** The kernel that is named, or the one that the scanned folder belongs to. */
function kernelOf(args: ParsedArguments, cwd: string, root: string): { kernelRoot?: string } {
  const named = readText(args, "kernel");
  const kernelRoot =
    named === undefined ? findKernelRoot(root)?.path : realpathSync(requireKernel(named, cwd));
  return kernelRoot === undefined ? {} : { kernelRoot };
}

/** What a person is told of a stage; `--timings` names them as the code does. */
const STAGE_WORDS: Readonly<Record<string, string>> = {
  cache: "opening the cache",
  scan: "reading",
  sign: "signing",
  compare: "comparing",
  cluster: "gathering",
  group: "grouping",
  index: "comparing",
  join: "comparing",
  gather: "gathering",
  fragments: "fragments",
  describe: "describing",
  helpers: "helpers",
  document: "writing",
  keep: "keeping",
};

/** The command line has checked that it is one of the two. */
function readMethod(args: ParsedArguments): FindMethod {
  return readText(args, "method") === "drcomp" ? "drcomp" : "kindred";
}

function cacheOptions(args: ParsedArguments, cwd: string): { cacheDirectory?: string } {
  if (hasFlag(args, "no-cache")) return {};
  const named = resolveOption(args, "cache-dir", cwd);
  if (named !== undefined) return { cacheDirectory: named };
  // Code that changes while one works on it has no version to tell its results by.
  const isBundled = bundledScript("find-worker.js") !== undefined;
  return isBundled ? { cacheDirectory: join(cacheFolder(), "find") } : {};
}

/** What has been kept by other code is not used. The scripts name their parts by content, so hashing these tells of all. */
function codeVersion(): string {
  const code = createHash("sha256").update(KINDRED_VERSION);
  for (const name of ["kindred.js", "find-worker.js"]) {
    const script = bundledScript(name);
    if (script !== undefined) code.update(readFileSync(script));
  }
  return code.digest("hex").slice(0, 16);
}

/** What the walk left out counts as much as what the search left out. */
function withSkipped(result: FindResult, root: string, walked: readonly Skipped[]): FoundFamilies {
  const skipped = [...walked, ...result.skipped].sort((a, b) =>
    a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : a.reason < b.reason ? -1 : 1,
  );
  const { document } = result;
  const summary = { ...document.summary, skipped: document.summary.skipped + walked.length };
  return {
    ...result,
    root,
    document: { ...document, summary },
    skipped,
    isIncomplete: skipped.some((entry) => entry.reason === "unreadable"),
  };
}
