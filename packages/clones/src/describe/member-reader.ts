import { lex, TokenBuffer } from "@kindred/c-source";
import { type Corpus, symbolsOf } from "../scan/corpus.ts";
import { isOwnName } from "../scan/encode-function.ts";
import { HeadWords } from "../scan/head-words.ts";
import { OPEN_BRACE } from "../scan/punctuator-symbols.ts";
import { SliceReader } from "../scan/slice-reader.ts";
import { hasSpelling } from "../scan/token-roles.ts";
import type { MemberSlice } from "./member-slice.ts";
import { MemberText } from "./member-text.ts";

/** Reads members again. Their texts hold until the reader is asked to start anew. */
export class MemberReader {
  private readonly slices = new SliceReader();
  private readonly tokens = new TokenBuffer();
  private readonly head = new HeadWords();
  /** The token of each symbol of the function read last. */
  private tokenOf = new Int32Array(1 << 12);
  /** Bounds of the symbols of all members since the start. */
  private bounds = new Int32Array(1 << 14);
  private used = 0;

  /** Forgets the members read so far. */
  start(): void {
    this.used = 0;
  }

  close(): void {
    this.slices.close();
  }

  /** The member's text, or undefined when the file has gone or changed since it was scanned. */
  read(corpus: Corpus, { path, place }: MemberSlice): MemberText | undefined {
    const { functions } = corpus;
    const start = functions.start[place.f];
    const length = functions.end[place.f] - start;
    if (!this.slices.read(path, start, start + length)) return undefined;
    const bytes = this.slices.bytes.subarray(0, length);
    lex(bytes, length, this.tokens);
    const symbols = symbolsOf(corpus, place.f);
    const name = this.matchTokens(symbols, functions.nameStart[place.f] - start);
    if (name < 0) return undefined;
    const { from, to } = place;
    const { tokens, tokenOf } = this;
    return new MemberText(bytes, symbols, this.boundsOf(from, to), {
      from,
      to,
      // A function starts with its linkage words, which have no symbol.
      firstLine: from === 0 ? 0 : tokens.line[tokenOf[from]] - 1,
      lastLine: tokens.line[tokenOf[to - 1]] - 1,
      nameStart: tokens.start[name],
      nameEnd: tokens.end[name],
    });
  }

  /** Finds the token of each symbol. Returns the name's token, or -1 when the text is not the one that was scanned. */
  private matchTokens(symbols: Int32Array, nameStart: number): number {
    if (symbols.length > this.tokenOf.length) this.tokenOf = new Int32Array(symbols.length * 2);
    const { tokenOf } = this;
    const { start, hash, count } = this.tokens;
    const nameToken = start.subarray(0, count).indexOf(nameStart);
    const body = hash.indexOf(OPEN_BRACE, nameToken);
    if (nameToken < 0 || body < 0 || body >= count) return -1;
    this.head.read(this.tokens, { first: 0, name: nameToken, body, last: count - 1 });
    let i = 0;
    for (let t = 0; t < count; t++) {
      if (t < body && this.head.isAnnotation(t)) continue;
      if (i === symbols.length || !(isOwnName(symbols[i]) || hasSpelling(symbols[i], hash[t]))) return -1;
      tokenOf[i++] = t;
    }
    return i === symbols.length ? nameToken : -1;
  }

  private boundsOf(from: number, to: number): Int32Array {
    const length = 2 * (to - from);
    if (this.used + length > this.bounds.length) {
      // Members read before keep the array that they have.
      this.bounds = new Int32Array(Math.max(length, this.bounds.length) * 2);
      this.used = 0;
    }
    const bounds = this.bounds.subarray(this.used, this.used + length);
    this.used += length;
    for (let i = from, at = 0; i < to; i++) {
      bounds[at++] = this.tokens.start[this.tokenOf[i]];
      bounds[at++] = this.tokens.end[this.tokenOf[i]];
    }
    return bounds;
  }
}
