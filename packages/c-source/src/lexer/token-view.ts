import { type CText, decodeC } from "../text/c-text.ts";
import { lex } from "./lex.ts";
import { Mark } from "./marks.ts";
import { TokenBuffer, TokenKind } from "./tokens.ts";

/** Tokens of a text with the look-ups that rules need; an index outside of the text is no token at all. */
export class TokenView {
  readonly bytes: Uint8Array;
  readonly tokens: TokenBuffer;
  readonly #text: string;

  /** `text`, when it is at hand: words are cut from it, and a word keeps the text that it was cut from. */
  constructor(bytes: Uint8Array, text: CText = decodeC(bytes)) {
    this.bytes = bytes;
    this.#text = text;
    this.tokens = new TokenBuffer(Math.max(64, bytes.length >> 2));
    lex(bytes, bytes.length, this.tokens);
  }

  get count(): number {
    return this.tokens.count;
  }

  isIdentifier(index: number): boolean {
    return this.#has(index) && this.tokens.kind[index] === TokenKind.Identifier;
  }

  isString(index: number): boolean {
    return this.#has(index) && this.tokens.kind[index] === TokenKind.String;
  }

  isNumber(index: number): boolean {
    return this.#has(index) && this.tokens.kind[index] === TokenKind.Number;
  }

  /** The packed bytes of a punctuator (its code for one byte), 0 for any other token. */
  mark(index: number): number {
    return this.#has(index) && this.tokens.kind[index] === TokenKind.Punctuator ? this.tokens.hash[index] : 0;
  }

  /** Spelling of an identifier, empty for any other token. */
  word(index: number): string {
    return this.isIdentifier(index) ? this.#text.slice(this.tokens.start[index], this.tokens.end[index]) : "";
  }

  start(index: number): number {
    return this.tokens.start[index];
  }

  end(index: number): number {
    return this.tokens.end[index];
  }

  /** Spelling of any token. */
  spelling(index: number): string {
    return this.#has(index) ? this.#text.slice(this.tokens.start[index], this.tokens.end[index]) : "";
  }

  /** Index of the `)` that closes the `(` at `open`, or -1 when a brace, a `;`, the end or more than `limit` tokens come first. */
  closingOf(open: number, limit: number): number {
    let depth = 0;
    const last = Math.min(open + limit, this.count);
    for (let i = open; i < last; i++) {
      const mark = this.mark(i);
      if (mark === Mark.OpenParen) depth++;
      else if (mark === Mark.CloseParen && --depth === 0) return i;
      else if (mark === Mark.Semicolon || mark === Mark.OpenBrace || mark === Mark.CloseBrace) return -1;
    }
    return -1;
  }

  #has(index: number): boolean {
    return index >= 0 && index < this.count;
  }
}
