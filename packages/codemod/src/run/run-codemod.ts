/*
 * Runs a codemod over many files: the parent reads them and looks for the codemod's words in the bytes; only files
 * that have them are sent, one at a time, to worker processes. Most of a tree is thus never decoded, lexed or parsed:
 * the cost is reading the tree plus the candidates' share. Results are put in the order of the sources, so they do
 * not depend on the number of workers.
 */
import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import {
  applyEdits,
  type CText,
  decodeC,
  KindredError,
  type Skipped,
  type SourceEntry,
} from "@kindred/c-source";
import type { FileChange, RunRequest, RunResult } from "../run-request.ts";
import type { NewFiles } from "../worker/messages.ts";
import { CodemodWorkerClient } from "./codemod-worker-client.ts";
import { locateTransform } from "./locate-transform.ts";
import { type BytePrefilter, compilePrefilter, missingWords, passesPrefilter } from "./prefilter.ts";
import type { TransformOutput } from "./transform-text.ts";

const DEFAULT_TIMEOUT_MS = 10_000;
/** Files looked at before the event loop gets a turn, so that answers and timers are not starved. */
const FILES_PER_TURN = 32;

/** No hand-written source is near this; a hostile one shall not fill the memory of two processes. */
const MAX_FILE_BYTES = 32 << 20;

type Outcome = "filtered" | "unread" | "too-large" | TransformOutput;

/**
 * Runs a codemod. Nothing is written: the result holds the edits.
 *
 * @throws KindredError E_USAGE (no such codemod), E_CODEMOD (it cannot be loaded), E_PATH (`why` names no source).
 */
export async function runCodemod(request: RunRequest): Promise<RunResult> {
  const transform = locateTransform(request.codemod);
  const sources = request.why ? [sourceOfWhy(request)] : request.sources;
  const timeoutMs = request.fileTimeoutMs ?? DEFAULT_TIMEOUT_MS;
  const count = Math.max(1, Math.min(request.workers, sources.length));
  const clients = Array.from(
    { length: count },
    () => new CodemodWorkerClient(transform, request.workerEntry, timeoutMs),
  );
  try {
    const [{ prefilter, creates, buildFiles }] = await Promise.all(clients.map((client) => client.start()));
    const run = {
      request,
      sources,
      prefilter: compilePrefilter(prefilter),
      outcomes: new Map<number, Outcome>(),
    };
    const queue = candidates(run);
    await Promise.all(clients.map((client) => serve(client, queue, run)));
    const made = request.why ? [] : await createFiles(clients[0], creates, request);
    const built = request.why ? [] : await changeBuildFiles(clients[0], buildFiles, request);
    return withBuildFiles(withCreated(collect(run), made), built);
  } finally {
    for (const client of clients) client.stop();
  }
}

interface Run {
  readonly request: RunRequest;
  readonly sources: readonly SourceEntry[];
  readonly prefilter: BytePrefilter;
  readonly outcomes: Map<number, Outcome>;
}

/** A file that the codemod made, or why it could not. */
interface Created {
  readonly source: SourceEntry;
  readonly base: CText;
  readonly output: TransformOutput;
}

async function createFiles(
  client: CodemodWorkerClient,
  creates: NewFiles,
  { placeNew }: RunRequest,
): Promise<Created[]> {
  const made: Created[] = [];
  for (const [path, base] of Object.entries(creates)) {
    const source = placeNew?.(path);
    if (source) made.push({ source, base, output: await client.run({ name: source.name, text: base }) });
  }
  return made;
}

/** A file that the codemod adds nothing to is not made. */
function withCreated(result: RunResult, made: readonly Created[]): RunResult {
  const changes = made.flatMap(({ source, base, output: { edits } }): FileChange[] =>
    edits.length === 0
      ? []
      : [
          {
            file: source.name,
            edits: [{ start: 0, end: 0, text: applyEdits(base, edits) }],
            created: source,
          },
        ],
  );
  const skipped = made.flatMap(({ source, output }) => skippedBy(source.name, output));
  return { ...result, changes: [...result.changes, ...changes], skipped: [...result.skipped, ...skipped] };
}

interface ChangedBuildFile {
  readonly source: SourceEntry;
  readonly output: TransformOutput;
}

async function changeBuildFiles(
  client: CodemodWorkerClient,
  paths: readonly string[],
  { findBuildFile }: RunRequest,
): Promise<ChangedBuildFile[]> {
  const changed: ChangedBuildFile[] = [];
  for (const path of paths) {
    const source = findBuildFile?.(path);
    const bytes = source && readBytes(source.path);
    if (!source || !bytes || bytes.length > MAX_FILE_BYTES) continue;
    changed.push({ source, output: await client.run({ name: source.name, text: decodeC(bytes) }) });
  }
  return changed;
}

function withBuildFiles(result: RunResult, changed: readonly ChangedBuildFile[]): RunResult {
  const changes = changed.flatMap(({ source, output: { edits } }): FileChange[] =>
    edits.length === 0 ? [] : [{ file: source.name, edits, buildFile: source }],
  );
  const skipped = changed.flatMap(({ source, output }) => skippedBy(source.name, output));
  return { ...result, changes: [...result.changes, ...changes], skipped: [...result.skipped, ...skipped] };
}

interface Candidate {
  readonly index: number;
  readonly bytes: Buffer;
}

async function serve(client: CodemodWorkerClient, queue: AsyncGenerator<Candidate>, run: Run): Promise<void> {
  for (;;) {
    const { value: candidate, done } = await queue.next();
    if (done) return;
    const task = { name: run.sources[candidate.index].name, text: decodeC(candidate.bytes) };
    const { why } = run.request;
    run.outcomes.set(candidate.index, await client.run(why ? { ...task, whyLine: why.line } : task));
  }
}

/** The files that pass the prefilter, read one at a time as the workers ask for them. */
async function* candidates(run: Run): AsyncGenerator<Candidate> {
  const { sources, prefilter, outcomes, request } = run;
  for (let index = 0; index < sources.length; index++) {
    if (index % FILES_PER_TURN === 0) {
      await setImmediate();
      request.onProgress?.(index, sources.length);
    }
    const bytes = readBytes(sources[index].path);
    if (!bytes) outcomes.set(index, "unread");
    else if (bytes.length > MAX_FILE_BYTES) outcomes.set(index, "too-large");
    else if (!passesPrefilter(bytes, prefilter)) outcomes.set(index, explainFiltered(run, index, bytes));
    else yield { index, bytes };
  }
  request.onProgress?.(sources.length, sources.length);
}

function readBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function explainFiltered(run: Run, index: number, bytes: Buffer): Outcome {
  if (!run.request.why) return "filtered";
  const { name } = run.sources[index];
  const lists = missingWords(bytes, run.prefilter).map((words) =>
    words.map((word) => `\`${word}\``).join(", "),
  );
  const why = `${name}:${run.request.why.line}: the file is not looked at, since it lacks the codemod's words: ${lists.join("; or ")}.`;
  return { edits: [], unparsed: [], why };
}

function collect({ sources, outcomes }: Run): RunResult {
  const changes: FileChange[] = [];
  const skipped: Skipped[] = [];
  let [filtered, unmodified] = [0, 0];
  let why: string | undefined;
  sources.forEach(({ name }, index) => {
    const outcome = outcomes.get(index);
    if (outcome === "filtered") filtered++;
    else if (outcome === "unread" || !outcome) {
      skipped.push({ subject: name, reason: "unreadable", detail: "The file cannot be read." });
    } else if (outcome === "too-large") {
      skipped.push({
        subject: name,
        reason: "too-large",
        detail: `The file has more than ${MAX_FILE_BYTES} bytes.`,
      });
    } else {
      if (outcome.edits.length > 0) changes.push({ file: name, edits: outcome.edits });
      else if (!outcome.failure) unmodified++;
      skipped.push(...skippedBy(name, outcome));
      why ??= outcome.why;
    }
  });
  return { changes, unmodified, filtered, skipped, ...(why !== undefined && { why }) };
}

function skippedBy(file: string, { failure, unparsed }: TransformOutput): Skipped[] {
  if (failure) return [{ subject: file, ...failure }];
  return unparsed.map((name) => ({
    subject: `${file}:${name}`,
    reason: "function-not-parsed",
    detail: "The parser does not understand the function, so it is not rewritten.",
  }));
}

function sourceOfWhy({ why, sources }: RunRequest): SourceEntry {
  const source = sources.find(({ name }) => name === why!.file);
  if (source) return source;
  throw new KindredError(
    "E_PATH",
    `\`${why!.file}\` is not among the ${sources.length} files of this run.`,
    "Name the file as the report does, relative to the tree.",
  );
}
