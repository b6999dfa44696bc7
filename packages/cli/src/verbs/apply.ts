import { resolve } from "node:path";
import { encodeC, KindredError, type SourceEntry, type TreeReader } from "@kindred/c-source";
import { type CodemodMeta, type RunResult, runCodemod } from "@kindred/codemod";
import type { FileEdits } from "@kindred/fold";
import { isCleanGitTree } from "@kindred/proof";
import { countOf, renderLedgerText, renderSkippedText } from "@kindred/report";
import { clearLeftovers } from "../apply/clear-leftovers.ts";
import { codemodBody, codemodTitle } from "../apply/codemod-mail.ts";
import { findBuildFile } from "../apply/find-build-file.ts";
import { describeCodemod, findCodemod } from "../apply/find-codemod.ts";
import { placeNewFile } from "../apply/place-new-file.ts";
import { planPatches } from "../apply/plan-patches.ts";
import { adviceOn, renderRunSummary } from "../apply/render-run-summary.ts";
import { writeChanges } from "../apply/write-changes.ts";
import { hasFlag, readText } from "../arguments/read-options.ts";
import { ExitCode } from "../exit-codes.ts";
import { type Collected, collectSources, readWorkers } from "../find/collect-sources.ts";
import { requireReplaceable, writeOutputFolder } from "../output/output-folder.ts";
import { tellWhenInterrupted } from "../output/unfinished-files.ts";
import { readAuthor } from "../series/read-author.ts";
import { createChangeStack } from "../series/stack-changes.ts";
import { writeSeries } from "../series/write-series.ts";
import { bundledScript } from "../shipped-files.ts";
import { createProgressLine } from "../terminal/progress-line.ts";
import { findKernelRoot, prefixFromKernelRoot } from "../tree/kernel-root.ts";
import { createTreeReader } from "../tree/tree-reader.ts";
import type { VerbContext } from "../verb.ts";

/** Runs a codemod: the diff on stdout, or the files changed, or a series written. */
export async function run(context: VerbContext): Promise<ExitCode> {
  const { args, cwd, terminal } = context;
  const [given, ...paths] = args.words;
  const codemod = findCodemod(given!, cwd);
  const meta = describeCodemod(codemod);
  checkTarget(context);
  const collected = collectSources(args, paths, cwd);
  clearLeftovers(context, collected.sources);
  if (hasFlag(args, "write") && !hasFlag(args, "allow-dirty")) await requireClean(collected.root);
  const startedAt = Date.now();
  const result = await runOn(context, codemod, collected);
  if (result.why !== undefined) terminal.out(`${result.why}\n`);
  else await deliver(context, { collected, result, meta, startedAt });
  report(context, collected, result, meta);
  return [...collected.skipped, ...result.skipped].some((entry) => entry.reason === "unreadable")
    ? ExitCode.Incomplete
    : ExitCode.Clean;
}

interface Delivery {
  readonly collected: Collected;
  readonly result: RunResult;
  readonly meta: CodemodMeta;
  readonly startedAt: number;
}

/** Everything about the target that can be wrong is told before the codemod runs. */
function checkTarget({ args, cwd }: VerbContext): void {
  const given = ["write", "output", "why"].filter((name) => args.options.has(name));
  if (given.length > 1) {
    const message = `Options \`--${given[0]}\` and \`--${given[1]}\` exclude each other.`;
    throw new KindredError("E_USAGE", message, "give one of them");
  }
  readAuthor(args);
  const output = readText(args, "output");
  if (output !== undefined) requireReplaceable(output, cwd);
}

async function requireClean(root: string): Promise<void> {
  if (await isCleanGitTree(root)) return;
  throw new KindredError(
    "E_DIRTY",
    `\`${root}\` has changes that git does not hold yet; nothing was written.`,
    "commit or stash them, or add --allow-dirty",
  );
}

async function runOn(
  { args, cwd, terminal }: VerbContext,
  codemod: string,
  collected: Collected,
): Promise<RunResult> {
  const why = readWhy(readText(args, "why"), collected.sources, cwd);
  const showProgress = createProgressLine(terminal, "apply");
  const workerEntry = bundledScript("codemod-worker.js");
  return runCodemod({
    codemod,
    sources:
      why === undefined ? collected.sources : collected.sources.filter((source) => source.name === why.file),
    workers: readWorkers(args),
    placeNew: (path) => placeNewFile(collected.root, path),
    findBuildFile: (path) => findBuildFile(collected.root, path),
    ...(why === undefined ? {} : { why }),
    ...(workerEntry === undefined ? {} : { workerEntry }),
    onProgress: (done, total) => showProgress({ done, total }),
  });
}

function readWhy(
  given: string | undefined,
  sources: readonly SourceEntry[],
  cwd: string,
): { file: string; line: number } | undefined {
  if (given === undefined) return undefined;
  const match = /^(.+):(\d+)$/.exec(given);
  if (match === null)
    throw new KindredError(
      "E_USAGE",
      `\`--why ${given}\` names no line.`,
      "write it like `--why drivers/leds/leds-a.c:120`",
    );
  const [, file, line] = match as unknown as [string, string, string];
  const source =
    sources.find((candidate) => candidate.path === resolve(cwd, file)) ??
    sources.find((candidate) => candidate.name === file || candidate.path.endsWith(`/${file}`));
  if (source === undefined)
    throw new KindredError(
      "E_USAGE",
      `\`${file}\` is not among the files the codemod runs on.`,
      "add its folder to the paths",
    );
  return { file: source.name, line: Number(line) };
}

async function deliver(context: VerbContext, delivery: Delivery): Promise<void> {
  const { args, terminal } = context;
  const { collected, result } = delivery;
  if (hasFlag(args, "write")) return writeInPlace(delivery);
  const prefix = prefixFromKernelRoot(collected.root);
  const tree = createTreeReader(findKernelRoot(collected.root)?.path ?? collected.root);
  const changes = result.changes.map(({ file, edits }) => ({ file: `${prefix}${file}`, edits }));
  const output = readText(args, "output");
  if (output !== undefined) return writePatches(context, output, { tree, changes, ...delivery });
  const { patch } = await createChangeStack(tree).diff(changes);
  terminal.out(encodeC(patch));
}

function writeInPlace({ collected, result, startedAt }: Delivery): void {
  const byName = new Map(collected.sources.map((source) => [source.name, source]));
  const changes = result.changes.map(({ file, edits, created, buildFile }) => ({
    source: created ?? buildFile ?? byName.get(file)!,
    edits,
    isNew: created !== undefined,
  }));
  writeChanges(changes, startedAt);
  tellWhenInterrupted(`${countOf(changes.length, "file")} had been changed by then: the work is done.`);
}

async function writePatches(
  { args, cwd, terminal }: VerbContext,
  output: string,
  { tree, changes, meta, result }: Delivery & { tree: TreeReader; changes: readonly FileEdits[] },
): Promise<void> {
  const patches = await planPatches(tree, meta, changes);
  const request = {
    patches,
    skipped: result.skipped,
    subject: codemodTitle(meta),
    body: codemodBody(meta),
    author: readAuthor(args),
  };
  const ledger = await writeOutputFolder(output, cwd, async (folder) => writeSeries(folder, request));
  terminal.out(renderLedgerText(ledger, { colour: terminal.colour, width: terminal.columns }));
}

function report(
  { args, terminal }: VerbContext,
  collected: Collected,
  result: RunResult,
  meta: CodemodMeta,
): void {
  const skipped = [...collected.skipped, ...result.skipped];
  terminal.note(renderRunSummary(result, skipped.length, hasFlag(args, "write")));
  const prefix = prefixFromKernelRoot(collected.root);
  const advice = adviceOn(
    meta,
    result.changes.map(({ file }) => `${prefix}${file}`),
  );
  if (advice !== undefined) terminal.note(`advice: ${advice}`);
  if (hasFlag(args, "list-skipped"))
    terminal.error(renderSkippedText(skipped, { colour: false, width: terminal.columns }).trimEnd());
}
