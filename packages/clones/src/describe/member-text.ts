import { isAscii } from "node:buffer";
import { type CText, decodeC, displayText } from "@kindred/c-source";
import { findLocals } from "./find-locals.ts";

/** A member with its text: its symbols as they were scanned, each with its spelling. */
export class MemberText {
  /** The function's name. */
  readonly name: string;
  readonly symbols: Int32Array;
  /** Lines of the first and the last symbol, counted from the function's first. */
  readonly firstLine: number;
  readonly lastLine: number;
  private readonly text: CText;
  private readonly isPlain: boolean;
  /** Of each symbol, where its token starts and ends. */
  private readonly bounds: Int32Array;
  private readonly all: Int32Array;
  private locals: ReadonlySet<number> | undefined;

  constructor(bytes: Uint8Array, all: Int32Array, bounds: Int32Array, lines: MemberLines) {
    this.text = decodeC(bytes);
    this.isPlain = isAscii(bytes);
    this.all = all;
    this.bounds = bounds;
    this.symbols = all.subarray(lines.from, lines.to);
    this.firstLine = lines.firstLine;
    this.lastLine = lines.lastLine;
    this.name = this.show(lines.nameStart, lines.nameEnd);
  }

  /** Whether a symbol is a name that the function declares. */
  isLocal(symbol: number): boolean {
    this.locals ??= findLocals(this.all);
    return this.locals.has(symbol);
  }

  /** The spelling of symbol `i`. */
  spelling(i: number): string {
    return this.show(this.bounds[2 * i], this.bounds[2 * i + 1]);
  }

  /** The text of symbols `from` to `to` (exclusive), white space and comments between tokens as one blank. */
  run(from: number, to: number): string {
    const { bounds } = this;
    let run = "";
    for (let i = from; i < to; i++) {
      if (i > from && bounds[2 * i] > bounds[2 * i - 1]) run += " ";
      run += this.spelling(i);
    }
    return run;
  }

  private show(start: number, end: number): string {
    const text = this.text.slice(start, end);
    return this.isPlain ? text : displayText(text);
  }
}

/** Which symbols of its function a member is, and where it stands. */
export interface MemberLines {
  readonly from: number;
  readonly to: number;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly nameStart: number;
  readonly nameEnd: number;
}
