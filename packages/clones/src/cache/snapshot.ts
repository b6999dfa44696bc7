import type { Description } from "../describe/describe-families.ts";
import type { DraftFamily } from "../families/draft-family.ts";
import type { RunGroup } from "../fragments/find-runs.ts";
import type { ChosenPrints } from "../join/fingerprint-index.ts";
import type { JoinResult } from "../join/join-candidates.ts";
import { COLUMN_NAMES, type Corpus, mapColumns } from "../scan/corpus.ts";
import type { Rows, SourceColumns } from "../scan/shard.ts";
import { describedTexts } from "./described-families.ts";
import type { SearchedSeeds } from "./kept-seeds.ts";
import { liveRuns } from "./live-runs.ts";
import type { PairColumns } from "./pair-table.ts";
import { encodeRuns, RUN_COLUMNS, type RunColumns } from "./run-columns.ts";
import type { SectionSource, Sections } from "./section-file.ts";

/**
 * What is kept of a run: the rows of every source, and what was worked out from them. Functions are told by their row
 * here, so all of it holds together and stands or falls as one file.
 */
export interface Snapshot extends SourceColumns, Rows {
  /** When the run began to look at the sources, in milliseconds of the system's clock. */
  readonly begun: number;
  readonly names: readonly string[];
  readonly index: ChosenPrints;
  readonly pairs: JoinResult;
  readonly judged: PairColumns;
  /** In one part. */
  readonly seeds: SearchedSeeds;
  /** By function, 1 for those that had no part in fragments. */
  readonly told: Uint8Array;
  readonly runs: RunColumns;
  /** Descriptions of families as JSON, by the key of their members. */
  readonly described: ReadonlyMap<string, string>;
}

/** A run to be kept. */
export interface Keepable extends Omit<Snapshot, keyof Rows | "pairs" | "described" | "runs"> {
  readonly corpus: Corpus;
  readonly pairs: readonly JoinResult[];
  readonly runs: readonly RunGroup[];
  readonly drafts: readonly DraftFamily[];
  readonly descriptions: readonly (Description | undefined)[];
}

const SOURCE_COLUMNS = ["lines", "found", "hashes"] as const;
const INDEX_COLUMNS = ["nodes", "chosenStart", "chosen"] as const;

/** The sections of a snapshot. Symbols and fingerprints are written from where they lie. */
export function* encodeSnapshot(run: Keepable): Iterable<SectionSource> {
  const { functions } = run.corpus;
  yield { name: "begun", pieces: [Float64Array.of(run.begun)] };
  yield { name: "names", pieces: [Buffer.from(run.names.join("\0"))] };
  for (const name of SOURCE_COLUMNS) yield { name, pieces: [run[name]] };
  yield { name: "stamps", pieces: [run.stamps] };
  yield { name: "rowStart", pieces: [rowStarts(run)] };
  for (const name of COLUMN_NAMES) {
    if (name === "symbolStart") yield { name, pieces: [startsOf(functions.symbolCount)] };
    else if (name === "printStart") yield { name, pieces: [startsOf(functions.printCount)] };
    else yield { name, pieces: [functions[name]] };
  }
  yield { name: "symbols", pieces: liveRuns(run.corpus, "symbols") };
  yield { name: "fingerprints", pieces: liveRuns(run.corpus, "fingerprints") };
  for (const name of INDEX_COLUMNS) yield { name, pieces: [run.index[name]] };
  yield { name: "counts", pieces: [run.index.counts] };
  yield { name: "pairs.left", pieces: run.pairs.map((part) => part.left) };
  yield { name: "pairs.right", pieces: run.pairs.map((part) => part.right) };
  yield { name: "pairs.similarity", pieces: run.pairs.map((part) => part.similarity) };
  yield { name: "seeds.functions", pieces: [run.seeds.functions] };
  yield { name: "seeds.hash", pieces: run.seeds.parts.map((part) => part.hash) };
  yield { name: "seeds.function", pieces: run.seeds.parts.map((part) => part.function) };
  yield { name: "seeds.statement", pieces: run.seeds.parts.map((part) => part.statement) };
  yield { name: "told", pieces: [run.told] };
  const runs = encodeRuns(run.runs);
  for (const name of RUN_COLUMNS) yield { name: `runs.${name}`, pieces: [runs[name]] };
  yield { name: "judged.left", pieces: [run.judged.left] };
  yield { name: "judged.right", pieces: [run.judged.right] };
  yield { name: "judged.value", pieces: [run.judged.value] };
  const described = describedTexts(run.drafts, run.descriptions);
  yield { name: "described.keys", pieces: [Buffer.from([...described.keys()].join("\n"))] };
  yield { name: "described.texts", pieces: textPieces([...described.values()]) };
}

/** Reads the sections back. They are those that were written: the file's checks have seen to that. */
export function decodeSnapshot(sections: Sections): Snapshot {
  const ints = (name: string) => new Int32Array(section(sections, name));
  const doubles = (name: string) => new Float64Array(section(sections, name));
  const text = (name: string) => Buffer.from(section(sections, name)).toString("utf8");
  return {
    begun: doubles("begun")[0],
    names: text("names").split("\0"),
    lines: ints("lines"),
    found: ints("found"),
    hashes: ints("hashes"),
    stamps: doubles("stamps"),
    rowStart: ints("rowStart"),
    functions: mapColumns(ints),
    symbols: ints("symbols"),
    fingerprints: ints("fingerprints"),
    index: {
      nodes: ints("nodes"),
      chosenStart: ints("chosenStart"),
      chosen: ints("chosen"),
      counts: new Uint8Array(section(sections, "counts")),
    },
    pairs: {
      left: ints("pairs.left"),
      right: ints("pairs.right"),
      similarity: doubles("pairs.similarity"),
    },
    seeds: {
      functions: ints("seeds.functions"),
      parts: [
        { hash: ints("seeds.hash"), function: ints("seeds.function"), statement: ints("seeds.statement") },
      ],
    },
    told: new Uint8Array(section(sections, "told")),
    runs: Object.fromEntries(
      RUN_COLUMNS.map((name) => [name, ints(`runs.${name}`)]),
    ) as unknown as RunColumns,
    judged: { left: ints("judged.left"), right: ints("judged.right"), value: doubles("judged.value") },
    described: decodeTexts(sections),
  };
}

function section(sections: Sections, name: string): SharedArrayBuffer {
  const bytes = sections.get(name);
  if (bytes === undefined) throw new Error(`its section \`${name}\` is missing`);
  return bytes;
}

/** Descriptions in pieces of many, for few writes; a line each, as JSON has no line breaks of its own. */
function* textPieces(texts: readonly string[]): Iterable<Uint8Array> {
  for (let at = 0; at < texts.length; at += TEXTS_PER_PIECE)
    yield Buffer.from(`${texts.slice(at, at + TEXTS_PER_PIECE).join("\n")}\n`, "latin1");
}

const TEXTS_PER_PIECE = 1024;
const LINE_FEED = 0x0a;

function decodeTexts(sections: Sections): ReadonlyMap<string, string> {
  const keys = Buffer.from(section(sections, "described.keys")).toString("latin1").split("\n");
  const bytes = Buffer.from(section(sections, "described.texts"));
  const texts = new Map<string, string>();
  let at = 0;
  for (const key of keys) {
    const end = bytes.indexOf(LINE_FEED, at);
    if (end < 0) break;
    texts.set(key, bytes.toString("latin1", at, end));
    at = end + 1;
  }
  return texts;
}

function rowStarts({ corpus, lines }: Keepable): Int32Array {
  const starts = new Int32Array(lines.length + 1);
  for (const source of corpus.functions.source) starts[source + 1]++;
  for (let i = 0; i < lines.length; i++) starts[i + 1] += starts[i];
  return starts;
}

/** Where each run starts when runs of these lengths lie end to end. */
export function startsOf(counts: Int32Array): Int32Array {
  const starts = new Int32Array(counts.length);
  for (let i = 1; i < counts.length; i++) starts[i] = starts[i - 1] + counts[i - 1];
  return starts;
}
