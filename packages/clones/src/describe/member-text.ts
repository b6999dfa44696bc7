import { type CText, decodeC, displayText, lex, TokenBuffer } from "@kindred/c-source";
import { FunctionEncoder } from "../scan/encode-function.ts";
import { readSlice } from "../scan/read-source.ts";
import { findLocals } from "./find-locals.ts";
import type { MemberSlice } from "./member-slice.ts";

/** A member read again from its file: its symbols as they were scanned, each with its spelling. */
export interface MemberText {
  /** The function's name. */
  readonly name: string;
  readonly symbols: Int32Array;
  /** Symbols of names that the whole function declares. */
  readonly locals: ReadonlySet<number>;
  /** Lines of the first and the last symbol, counted from the function's first. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** The spelling of symbol `i`. */
  spelling(i: number): string;
  /** The text of symbols `from` to `to` (exclusive), white space and comments between tokens as one blank. */
  run(from: number, to: number): string;
}

const tokens = new TokenBuffer();
const encoder = new FunctionEncoder();

/** The member's text, or undefined when the file has gone or changed since it was scanned. */
export function readMember(slice: MemberSlice): MemberText | undefined {
  const bytes = readSlice(slice.path, slice.start, slice.end);
  if (bytes === undefined) return undefined;
  lex(bytes, bytes.length, tokens);
  const nameToken = tokenAt(slice.nameStart - slice.start);
  if (nameToken < 0) return undefined;
  encoder.encode(bytes, tokens, { first: 0, name: nameToken, body: nameToken, last: tokens.count - 1 });
  if (encoder.exact.low !== slice.exactLow || encoder.exact.high !== slice.exactHigh) return undefined;
  return memberText(decodeC(bytes), nameToken, slice);
}

function tokenAt(offset: number): number {
  for (let t = 0; t < tokens.count; t++) if (tokens.start[t] === offset) return t;
  return -1;
}

function memberText(text: CText, nameToken: number, slice: MemberSlice): MemberText {
  const tokenOf = encoder.tokenOf.subarray(slice.from, slice.to);
  const starts = new Int32Array(tokenOf.length);
  const ends = new Int32Array(tokenOf.length);
  for (let i = 0; i < tokenOf.length; i++) {
    starts[i] = tokens.start[tokenOf[i]];
    ends[i] = tokens.end[tokenOf[i]];
  }
  const spelling = (i: number) => displayText(text.slice(starts[i], ends[i]));
  return {
    name: displayText(text.slice(tokens.start[nameToken], tokens.end[nameToken])),
    symbols: encoder.symbols.slice(slice.from, slice.to),
    locals: findLocals(encoder.symbols.subarray(0, encoder.count)),
    firstLine: tokens.line[tokenOf[0]] - 1,
    lastLine: tokens.line[tokenOf[tokenOf.length - 1]] - 1,
    spelling,
    run(from, to) {
      let all = "";
      for (let i = from; i < to; i++) {
        if (i > from && starts[i] > ends[i - 1]) all += " ";
        all += spelling(i);
      }
      return all;
    },
  };
}
