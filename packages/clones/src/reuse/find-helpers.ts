import { relative, sep } from "node:path";
import type { SourceEntry } from "@kindred/c-source";
import { type HelperStore, type KeptHelpers, openHelperStore } from "../cache/helper-store.ts";
import { classOfFile } from "../document/place.ts";
import { wholeFunction } from "../families/draft-family.ts";
import type { ExistingHelper } from "../families.ts";
import type { FindRequest } from "../find-request.ts";
import { assembleCorpus, type Corpus } from "../scan/corpus.ts";
import { listHelperFiles } from "../scan/list-helper-files.ts";
import type { TaskPool } from "../workers/task-pool.ts";
import type { Checked, HelperCandidate } from "./check-helpers.ts";
import { type Candidate, chooseCandidates, type Helper, type PlacedCorpus } from "./choose-candidates.ts";
import { helperFolders } from "./helper-places.ts";

/*
 * Functions that re-implement what the tree has already.
 *
 * Rows of the functions that any driver may call (helper-places.ts says where they stand) are looked up by shape: a
 * function of the same shape is compared word for word (same-function.ts). lib/ and include/ are small against drivers/
 * and are read by the workers while the main thread groups and indexes; nothing of them gets into a family.
 */

/** A scanned function that is another one over again. */
export interface Reuse {
  readonly name: string;
  readonly helper: ExistingHelper;
}

export interface Reuses {
  /** By row of the corpus. */
  readonly of: ReadonlyMap<number, Reuse>;
  /** A source's position in the kernel; undefined for one outside of it. */
  readonly fileInKernel: (source: number) => string | undefined;
}

/** What the scanned functions re-implement; undefined when the kernel that they belong to is not known. */
export async function findReuses(
  pool: TaskPool,
  request: FindRequest,
  sources: readonly SourceEntry[],
  corpus: Corpus,
): Promise<Reuses | undefined> {
  const { kernelRoot, root, options } = request;
  if (kernelRoot === undefined) return undefined;
  const inKernel = positionInKernel(kernelRoot, root);
  const files = filesOfHelpers(kernelRoot, root, inKernel, sources);
  const fileInKernel = (source: number) =>
    inKernel === undefined ? undefined : inKernel + sources[source].name;
  const scanned = { corpus, pathOf: (source: number) => sources[source].path, fileOf: fileInKernel };
  // Word for word the same: what is too small to be alike to others may still be the same as one.
  const leastTokens = Math.floor(options.minTokens * options.similarity);
  const store = openHelperStore(request, files, leastTokens);
  const helpers = store?.load() ?? (await scanHelpers(pool, files, leastTokens, options.workers, store));
  const outside = {
    corpus: helpers.corpus,
    pathOf: (source: number) => helpers.files[source].path,
    fileOf: (source: number) => helpers.files[source].name,
  };
  const candidates = chooseCandidates(scanned, outside);
  const checked = await check(pool, scanned, outside, candidates, request);
  const found = candidates.flatMap(({ f, helpers }, i) => {
    const result = checked[i];
    if (result === undefined) return [];
    const { file, startLine } = helpers[result.choice];
    return [[f, { name: result.name, helper: { function: result.helper, file, startLine } }] as const];
  });
  return { of: new Map(found), fileInKernel };
}

/** `drivers/leds/`, empty for the whole kernel, undefined when the scanned folder is elsewhere. */
function positionInKernel(kernelRoot: string, root: string): string | undefined {
  const position = relative(kernelRoot, root).split(sep).join("/");
  if (position === "") return "";
  return position.startsWith("../") || position === ".." ? undefined : `${position}/`;
}

function filesOfHelpers(
  kernelRoot: string,
  root: string,
  inKernel: string | undefined,
  sources: readonly SourceEntry[],
): SourceEntry[] {
  const paths = new Set(sources.map((source) => source.path));
  const folders = new Map(sources.map(({ name }) => [name.slice(0, name.lastIndexOf("/") + 1), name]));
  const classes = new Set([...folders.values()].map((name) => classOfFile(root, name)));
  return listHelperFiles(kernelRoot, helperFolders(classes, inKernel), (path) => paths.has(path));
}

/** One task a worker, posted before this thread goes on with work of its own. */
async function scanHelpers(
  pool: TaskPool,
  files: readonly SourceEntry[],
  leastTokens: number,
  workers: number,
  store: HelperStore | undefined,
): Promise<KeptHelpers> {
  const shares = deal(files, workers);
  const shards = await pool.run(
    shares.map((share) => ({
      kind: "scan" as const,
      job: {
        sources: share.map((_, i) => i),
        paths: share.map((file) => file.path),
        names: share.map((file) => file.name),
        leastTokens,
        onlyExported: true,
      },
    })),
  );
  const places = shares.flatMap((share, part) => share.map((_, source) => ({ part, source })));
  const helpers = { files: shares.flat(), corpus: assembleCorpus(shards, places) };
  store?.save(helpers);
  return helpers;
}

async function check(
  pool: TaskPool,
  scanned: PlacedCorpus,
  outside: PlacedCorpus,
  candidates: readonly Candidate[],
  { kernelRoot, root, options }: FindRequest,
): Promise<readonly Checked[]> {
  const { corpus } = scanned;
  const rows = { corpus, helpers: outside.corpus };
  const slices = candidates.map(
    ({ f, helpers }): HelperCandidate => ({
      own: { ...sliceOf(corpus, f), path: scanned.pathOf(corpus.functions.source[f]) },
      helpers: helpers.map((helper) => ({ ...helperSlice(rows, helper), isScanned: helper.isScanned })),
    }),
  );
  const roots = kernelRoot === undefined ? [root] : [kernelRoot, root];
  const share = Math.max(1, Math.ceil(slices.length / options.workers));
  const tasks = [];
  for (let at = 0; at < slices.length; at += share)
    tasks.push({ kind: "check" as const, job: { ...rows, roots, candidates: slices.slice(at, at + share) } });
  return (await pool.run(tasks)).flat();
}

function sliceOf(corpus: Corpus, f: number) {
  return { subject: "", place: wholeFunction(corpus, f) };
}

function helperSlice(rows: { readonly corpus: Corpus; readonly helpers: Corpus }, helper: Helper) {
  return { ...sliceOf(helper.isScanned ? rows.corpus : rows.helpers, helper.f), path: helper.path };
}

/** Files in turn to each: neighbours are of like size, so the shares are too. */
function deal<T>(items: readonly T[], hands: number): T[][] {
  const count = Math.max(1, Math.min(hands, items.length));
  return Array.from({ length: count }, (_, hand) => items.filter((_, i) => i % count === hand));
}
