import { type CText, decodeC, displayText, lex, TokenBuffer } from "@kindred/c-source";
import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { isOwnName } from "../scan/encode-function.ts";
import { readSlice } from "../scan/read-source.ts";
import { hasSpelling, isLinkageWord } from "../scan/token-roles.ts";
import { findLocals } from "./find-locals.ts";
import type { MemberSlice } from "./member-slice.ts";

/** A member with its text: its symbols as they were scanned, each with its spelling. */
export interface MemberText {
  /** The function's name. */
  readonly name: string;
  readonly symbols: Int32Array;
  /** Lines of the first and the last symbol, counted from the function's first. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Whether a symbol is a name that the function declares. */
  isLocal(symbol: number): boolean;
  /** The spelling of symbol `i`. */
  spelling(i: number): string;
  /** The text of symbols `from` to `to` (exclusive), white space and comments between tokens as one blank. */
  run(from: number, to: number): string;
}

const tokens = new TokenBuffer();
/** The token of each symbol of the function read last. */
let tokenOf = new Int32Array(1 << 12);

/** The member's text, or undefined when the file has gone or changed since it was scanned. */
export function readMember(corpus: Corpus, { path, place }: MemberSlice): MemberText | undefined {
  const { functions } = corpus;
  const start = functions.start[place.f];
  const bytes = readSlice(path, start, functions.end[place.f]);
  if (bytes === undefined) return undefined;
  lex(bytes, bytes.length, tokens);
  const symbols = symbolsOf(corpus, place.f);
  const nameToken = matchTokens(symbols, functions.nameStart[place.f] - start);
  return nameToken < 0 ? undefined : memberText(decodeC(bytes), nameToken, symbols, place.from, place.to);
}

/** Finds the token of each symbol. Returns the name's token, or -1 when the text is not the one that was scanned. */
function matchTokens(symbols: Int32Array, nameStart: number): number {
  if (symbols.length > tokenOf.length) tokenOf = new Int32Array(symbols.length * 2);
  let nameToken = -1;
  let i = 0;
  for (let t = 0; t < tokens.count; t++) {
    if (tokens.start[t] === nameStart) nameToken = t;
    if (tokens.start[t] < nameStart && isLinkageWord(tokens.hash[t])) continue;
    if (i === symbols.length || !(isOwnName(symbols[i]) || hasSpelling(symbols[i], tokens.hash[t])))
      return -1;
    tokenOf[i++] = t;
  }
  return i === symbols.length ? nameToken : -1;
}

function memberText(text: CText, nameToken: number, all: Int32Array, first: number, end: number): MemberText {
  const starts = new Int32Array(end - first);
  const ends = new Int32Array(end - first);
  for (let i = first; i < end; i++) {
    starts[i - first] = tokens.start[tokenOf[i]];
    ends[i - first] = tokens.end[tokenOf[i]];
  }
  const spelling = (i: number) => displayText(text.slice(starts[i], ends[i]));
  let locals: ReadonlySet<number> | undefined;
  return {
    name: displayText(text.slice(tokens.start[nameToken], tokens.end[nameToken])),
    symbols: all.subarray(first, end),
    // A function starts with its linkage words, which have no symbol.
    firstLine: first === 0 ? 0 : tokens.line[tokenOf[first]] - 1,
    lastLine: tokens.line[tokenOf[end - 1]] - 1,
    isLocal(symbol) {
      locals ??= findLocals(all);
      return locals.has(symbol);
    },
    spelling,
    run(from, to) {
      let run = "";
      for (let i = from; i < to; i++) {
        if (i > from && starts[i] > ends[i - 1]) run += " ";
        run += spelling(i);
      }
      return run;
    },
  };
}
