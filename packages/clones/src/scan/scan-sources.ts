import {
  createFunctionTable,
  type FunctionTable,
  findFunctions,
  lex,
  type Skipped,
  TokenBuffer,
} from "@kindred/c-source";
import { FunctionEncoder } from "./encode-function.ts";
import { holdsExported, isExported } from "./exported.ts";
import { Fingerprinter } from "./fingerprint.ts";
import { IntColumn } from "./int-column.ts";
import { contentHash, SourceReader } from "./read-source.ts";
import { type FunctionColumns, HASH_VALUES, type Shard, STAMP_VALUES } from "./shard.ts";

/** What one scan job is about: sources of the request, in its order. */
export interface ScanJob {
  /** Their indexes in the request. */
  readonly sources: readonly number[];
  readonly paths: readonly string[];
  readonly names: readonly string[];
  /** Functions with fewer tokens get no row. */
  readonly leastTokens: number;
  /** Hashes of the bytes whose rows the caller has (zeros for none); without it nothing is hashed. */
  readonly known?: Int32Array;
  /** Only functions that other files may call get a row, and no fingerprints: they are looked up, not searched. */
  readonly onlyExported?: boolean;
}

const reader = new SourceReader();
const tokens = new TokenBuffer();
const table = createFunctionTable();
const fingerprinter = new Fingerprinter();
const encoder = new FunctionEncoder();

/** Reads, lexes and encodes sources. Pure but for reading: the same sources give the same shard in any thread. */
export function scanSources(job: ScanJob): Shard {
  const output = createOutput(job.sources.length);
  job.paths.forEach((path, i) => {
    scanSource(output, job, path, i);
    output.rowStart[i + 1] = output.rows.source.length;
  });
  const { rows, symbols, fingerprints, ...rest } = output;
  return {
    ...rest,
    functions: shareRows(rows),
    symbols: symbols.toShared(),
    fingerprints: fingerprints.toShared(),
  };
}

function scanSource(output: Output, job: ScanJob, path: string, i: number): void {
  const length = reader.read(path, job.names[i]);
  if (typeof length !== "number") {
    output.skipped.push(length);
    return;
  }
  output.bytes += length;
  if (job.known !== undefined) {
    output.stamps.set(reader.stamp, i * STAMP_VALUES);
    output.hashes.set(contentHash(reader.bytes.subarray(0, length)), i * HASH_VALUES);
    if (isKnown(job.known, output.hashes, i)) {
      output.isKnown[i] = 1;
      return;
    }
  }
  if (job.onlyExported && !holdsExported(reader.bytes, length, job.names[i])) return;
  output.lines[i] = lex(reader.bytes, length, tokens).lines;
  findFunctions(reader.bytes, length, tokens, table);
  output.found[i] = table.count;
  for (let f = 0; f < table.count; f++) addRow(output, job, i, table, f);
}

function isKnown(known: Int32Array, hashes: Int32Array, i: number): boolean {
  for (let at = i * HASH_VALUES; at < (i + 1) * HASH_VALUES; at++) if (known[at] !== hashes[at]) return false;
  return true;
}

type RowColumns = { readonly [K in keyof FunctionColumns]: IntColumn };

function createRows(): RowColumns {
  return {
    source: new IntColumn(),
    start: new IntColumn(),
    nameStart: new IntColumn(),
    end: new IntColumn(),
    startLine: new IntColumn(),
    endLine: new IntColumn(),
    tokenCount: new IntColumn(),
    symbolStart: new IntColumn(),
    symbolCount: new IntColumn(),
    weight: new IntColumn(),
    printStart: new IntColumn(),
    printCount: new IntColumn(),
    exactLow: new IntColumn(),
    exactHigh: new IntColumn(),
    shapeLow: new IntColumn(),
    shapeHigh: new IntColumn(),
    exported: new IntColumn(),
  };
}

interface Output {
  readonly rows: RowColumns;
  readonly symbols: IntColumn;
  readonly fingerprints: IntColumn;
  readonly rowStart: Int32Array;
  readonly lines: Int32Array;
  readonly found: Int32Array;
  readonly stamps: Float64Array;
  readonly hashes: Int32Array;
  readonly isKnown: Uint8Array;
  readonly skipped: Skipped[];
  bytes: number;
}

/** Columns are filled for job after job: one that has grown need not grow again. */
const columns = { rows: createRows(), symbols: new IntColumn(1 << 16), fingerprints: new IntColumn(1 << 16) };

function createOutput(sources: number): Output {
  const { rows, symbols, fingerprints } = columns;
  for (const column of [...Object.values(rows), symbols, fingerprints]) column.length = 0;
  return {
    ...columns,
    rowStart: new Int32Array(sources + 1),
    lines: new Int32Array(sources),
    found: new Int32Array(sources),
    stamps: new Float64Array(sources * STAMP_VALUES),
    hashes: new Int32Array(sources * HASH_VALUES),
    isKnown: new Uint8Array(sources),
    skipped: [],
    bytes: 0,
  };
}

function addRow(output: Output, job: ScanJob, i: number, found: FunctionTable, f: number): void {
  const { rows, symbols, fingerprints } = output;
  const first = found.firstToken[f];
  const last = found.lastToken[f];
  if (last - first + 1 < job.leastTokens) return;
  const exported = isExported(tokens, found, f, job.names[i]);
  if (job.onlyExported && !exported) return;
  encoder.encode(reader.bytes, tokens, { first, name: found.nameToken[f], body: found.bodyToken[f], last });
  rows.source.push(job.sources[i]);
  rows.start.push(tokens.start[first]);
  rows.nameStart.push(tokens.start[found.nameToken[f]]);
  rows.end.push(tokens.end[last]);
  rows.startLine.push(tokens.line[first]);
  rows.endLine.push(tokens.line[last]);
  rows.tokenCount.push(last - first + 1);
  rows.symbolStart.push(symbols.length);
  rows.symbolCount.push(encoder.count);
  rows.exactLow.push(encoder.exact.low);
  rows.exactHigh.push(encoder.exact.high);
  rows.shapeLow.push(encoder.shape.low);
  rows.shapeHigh.push(encoder.shape.high);
  rows.exported.push(exported ? 1 : 0);
  symbols.reserve(encoder.count);
  symbols.data.set(encoder.symbols.subarray(0, encoder.count), symbols.length);
  symbols.length += encoder.count;
  rows.weight.push(encoder.weight);
  rows.printStart.push(fingerprints.length);
  if (!job.onlyExported) fingerprinter.collect(encoder.symbols, encoder.count, fingerprints);
  rows.printCount.push(fingerprints.length - rows.printStart.data[rows.printCount.length]);
}

function shareRows(rows: RowColumns): FunctionColumns {
  const entries = Object.entries(rows).map(([name, column]) => [name, column.toShared()]);
  return Object.fromEntries(entries) as FunctionColumns;
}
