import {
  createFunctionTable,
  type FunctionTable,
  findFunctions,
  lex,
  type Skipped,
  TokenBuffer,
} from "@kindred/c-source";
import { FunctionEncoder } from "./encode-function.ts";
import { Fingerprinter } from "./fingerprint.ts";
import { IntColumn } from "./int-column.ts";
import { SourceReader } from "./read-source.ts";
import type { FunctionColumns, Shard } from "./shard.ts";

/** A run of neighbouring sources of the request: what one scan job is about. */
export interface ScanJob {
  /** Index of the first source in the request. */
  readonly firstSource: number;
  readonly paths: readonly string[];
  readonly names: readonly string[];
  /** Functions with fewer tokens get no row. */
  readonly leastTokens: number;
}

const reader = new SourceReader();
const tokens = new TokenBuffer();
const table = createFunctionTable();
const fingerprinter = new Fingerprinter();
const encoder = new FunctionEncoder();

/** Reads, lexes and encodes sources. Pure but for reading: the same sources give the same shard in any thread. */
export function scanSources(job: ScanJob): Shard {
  const rows = createRows();
  const symbols = new IntColumn(1 << 16);
  const fingerprints = new IntColumn(1 << 16);
  const output = { rows, symbols, fingerprints };
  const lines = new IntColumn(job.paths.length);
  const skipped: Skipped[] = [];
  let functionCount = 0;
  let bytes = 0;
  job.paths.forEach((path, i) => {
    const length = reader.read(path, job.names[i]);
    if (typeof length !== "number") {
      skipped.push(length);
      lines.push(0);
      return;
    }
    bytes += length;
    lines.push(lex(reader.bytes, length, tokens).lines);
    findFunctions(reader.bytes, length, tokens, table);
    functionCount += table.count;
    for (let f = 0; f < table.count; f++) addRow(output, job, i, table, f);
  });
  return {
    functions: shareRows(rows),
    symbols: symbols.toShared(),
    fingerprints: fingerprints.toShared(),
    lines: lines.toShared(),
    functionCount,
    bytes,
    skipped,
  };
}

type Rows = { readonly [K in keyof FunctionColumns]: IntColumn };

function createRows(): Rows {
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
  };
}

interface Output {
  readonly rows: Rows;
  readonly symbols: IntColumn;
  readonly fingerprints: IntColumn;
}

function addRow(output: Output, job: ScanJob, i: number, found: FunctionTable, f: number): void {
  const { rows, symbols, fingerprints } = output;
  const first = found.firstToken[f];
  const last = found.lastToken[f];
  if (last - first + 1 < job.leastTokens) return;
  encoder.encode(reader.bytes, tokens, { first, name: found.nameToken[f], body: found.bodyToken[f], last });
  rows.source.push(job.firstSource + i);
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
  symbols.reserve(encoder.count);
  symbols.data.set(encoder.symbols.subarray(0, encoder.count), symbols.length);
  symbols.length += encoder.count;
  rows.weight.push(encoder.weight);
  rows.printStart.push(fingerprints.length);
  fingerprinter.collect(encoder.symbols, encoder.count, fingerprints);
  rows.printCount.push(fingerprints.length - rows.printStart.data[rows.printCount.length]);
}

function shareRows(rows: Rows): FunctionColumns {
  const entries = Object.entries(rows).map(([name, column]) => [name, column.toShared()]);
  return Object.fromEntries(entries) as FunctionColumns;
}
