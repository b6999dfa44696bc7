import { hash } from "node:crypto";
import { statSync } from "node:fs";
import type { SourceEntry } from "@kindred/c-source";
import type { FindRequest } from "../find-request.ts";
import { COLUMN_NAMES, type Corpus, mapColumns } from "../scan/corpus.ts";
import { stampOf } from "../scan/read-source.ts";
import { STAMP_VALUES } from "../scan/shard.ts";
import { openKeptFile } from "./kept-file.ts";
import { CLOCK_GRAIN_MILLISECONDS } from "./known-sources.ts";
import { liveRuns } from "./live-runs.ts";
import type { SectionSource, Sections } from "./section-file.ts";
import { startsOf } from "./snapshot.ts";

/** Rows of the functions that drivers may call, and the files they stand in, in the order of the rows' sources. */
export interface KeptHelpers {
  readonly files: readonly SourceEntry[];
  readonly corpus: Corpus;
}

export interface HelperStore {
  /** What an earlier run has read, if none of the files looks different since. */
  load(): KeptHelpers | undefined;
  save(helpers: KeptHelpers): void;
}

/**
 * The rows of a kernel's lib/ and include/ between runs, kept whole: they seldom change, and all of them together are a
 * few megabytes. Undefined when the request asks for no cache.
 */
export function openHelperStore(
  request: FindRequest,
  files: readonly SourceEntry[],
  leastTokens: number,
): HelperStore | undefined {
  const listed = hash("blake2b512", files.map(({ path }) => path).join("\0"));
  const file = openKeptFile(request, "helpers", JSON.stringify([listed.slice(0, 32), leastTokens]));
  if (file === undefined) return undefined;
  const begun = Date.now();
  const stamps = stampsOf(files);
  return {
    load: () => file.load((sections) => decode(sections, files, stamps)),
    save: (helpers) => file.save(() => encode(helpers, files, begun, stamps)),
  };
}

/** Taken before the files are read; of a file that is gone, what is equal to nothing. */
function stampsOf(files: readonly SourceEntry[]): Float64Array {
  const stamps = new Float64Array(files.length * STAMP_VALUES).fill(Number.NaN);
  files.forEach(({ path }, i) => {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status?.isFile()) stampOf(status, stamps, i * STAMP_VALUES);
  });
  return stamps;
}

function* encode(
  { corpus, files }: KeptHelpers,
  listed: readonly SourceEntry[],
  begun: number,
  stamps: Float64Array,
): Iterable<SectionSource> {
  const place = new Map(listed.map(({ name }, i) => [name, i]));
  yield { name: "begun", pieces: [Float64Array.of(begun)] };
  yield { name: "stamps", pieces: [stamps] };
  yield { name: "files", pieces: [Int32Array.from(files, ({ name }) => place.get(name) ?? -1)] };
  for (const name of COLUMN_NAMES) {
    const column = corpus.functions[name];
    yield { name, pieces: [name === "symbolStart" ? startsOf(corpus.functions.symbolCount) : column] };
  }
  yield { name: "symbols", pieces: liveRuns(corpus, "symbols") };
}

/** The files are those that were listed then: the path of the store says so. */
function decode(
  sections: Sections,
  listed: readonly SourceEntry[],
  stamps: Float64Array,
): KeptHelpers | undefined {
  const bytesOf = (name: string) => {
    const bytes = sections.get(name);
    if (bytes === undefined) throw new Error(`its section \`${name}\` is missing`);
    return bytes;
  };
  const ints = (name: string) => new Int32Array(bytesOf(name));
  const [begun] = new Float64Array(bytesOf("begun"));
  const known = new Float64Array(bytesOf("stamps"));
  const isUntouched = (value: number, i: number) => value === known[i] && !isTooYoung(value, i, begun);
  if (!stamps.every(isUntouched)) return undefined;
  const functions = mapColumns(ints);
  const corpus = {
    functions,
    shardOf: new Int32Array(new SharedArrayBuffer(functions.source.length * 4)),
    symbols: [ints("symbols")],
    fingerprints: [new Int32Array(new SharedArrayBuffer(0))],
  };
  return { files: Array.from(ints("files"), (i) => listed[i]), corpus };
}

/** A file that was written just before the run might have been written again with the same stamp. */
function isTooYoung(value: number, i: number, begun: number): boolean {
  const isTime = i % STAMP_VALUES === 1 || i % STAMP_VALUES === 2;
  return isTime && value >= begun - CLOCK_GRAIN_MILLISECONDS;
}
