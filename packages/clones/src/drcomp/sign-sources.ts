import { createFunctionTable, findFunctions, lex, TokenBuffer } from "@kindred/c-source";
import { IntColumn } from "../scan/int-column.ts";
import { SourceReader } from "../scan/read-source.ts";
import { SignatureReader } from "./read-signature.ts";

/** Sources whose functions are to be signed: the functions that a scan has found in them, by first byte, in order. */
export interface SignJob {
  readonly sources: readonly { readonly path: string; readonly name: string; readonly starts: Int32Array }[];
}

/** The points of each function of the job, end to end; none for one that is not there any more. */
export interface Signed {
  readonly counts: Int32Array;
  readonly points: Int32Array;
}

const reader = new SourceReader();
const tokens = new TokenBuffer();
const table = createFunctionTable();
const signatures = new SignatureReader();

export function signSources({ sources }: SignJob): Signed {
  const counts = new IntColumn();
  const points = new IntColumn(1 << 16);
  for (const { path, name, starts } of sources) {
    const length = reader.read(path, name);
    table.count = 0;
    if (typeof length === "number") {
      lex(reader.bytes, length, tokens);
      findFunctions(reader.bytes, length, tokens, table);
    }
    signFunctions(starts, counts, points);
  }
  return { counts: counts.toShared(), points: points.toShared() };
}

/** Both the table and `starts` rise. */
function signFunctions(starts: Int32Array, counts: IntColumn, points: IntColumn): void {
  let f = 0;
  for (const start of starts) {
    while (f < table.count && tokens.start[table.firstToken[f]] < start) f++;
    const before = points.length;
    if (f < table.count && tokens.start[table.firstToken[f]] === start) {
      const [first, name] = [table.firstToken[f], table.nameToken[f]];
      signatures.read(tokens, { first, name, body: table.bodyToken[f], last: table.lastToken[f] }, points);
    }
    counts.push(points.length - before);
  }
}
