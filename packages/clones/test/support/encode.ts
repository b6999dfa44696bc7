import { createFunctionTable, findFunctions, lex, TokenBuffer } from "@kindred/c-source";
import { FunctionEncoder } from "../../src/scan/encode-function.ts";

export interface Encoded {
  readonly symbols: Int32Array;
  readonly exact: string;
  readonly shape: string;
  readonly weight: number;
}

/** The first function of a text, encoded. */
export function encode(text: string): Encoded {
  const bytes = Buffer.from(text, "latin1");
  const tokens = new TokenBuffer();
  const table = createFunctionTable();
  lex(bytes, bytes.length, tokens);
  findFunctions(bytes, bytes.length, tokens, table);
  if (table.count === 0) throw new Error(`There is no function in: ${text}`);
  const encoder = new FunctionEncoder();
  encoder.encode(bytes, tokens, {
    first: table.firstToken[0],
    name: table.nameToken[0],
    body: table.bodyToken[0],
    last: table.lastToken[0],
  });
  return {
    symbols: encoder.symbols.slice(0, encoder.count),
    exact: `${encoder.exact.high}:${encoder.exact.low}`,
    shape: `${encoder.shape.high}:${encoder.shape.low}`,
    weight: encoder.weight,
  };
}
