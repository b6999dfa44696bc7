/** Token kinds. `const` object, not an enum: the values live in a Uint8Array. */
export const TokenKind = { Identifier: 1, Number: 2, String: 3, Char: 4, Punctuator: 5 } as const;

/**
 * Tokens of one source in flat arrays, reused from file to file. Only entries below `count` are valid.
 * Comments and preprocessor lines (with their continuations) give no tokens.
 */
export class TokenBuffer {
  count = 0;
  /** FNV-1a of the spelling (identifiers, numbers, strings); for punctuators the packed bytes, which is exact. */
  hash: Int32Array;
  kind: Uint8Array;
  /** Byte offsets, end exclusive. */
  start: Int32Array;
  end: Int32Array;
  /** 1-based line of the first byte. */
  line: Int32Array;

  constructor(capacity = 1 << 16) {
    this.hash = new Int32Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.start = new Int32Array(capacity);
    this.end = new Int32Array(capacity);
    this.line = new Int32Array(capacity);
  }

  /** Doubles the room and keeps the content. */
  grow(): void {
    const { hash, kind, start, end, line } = this;
    this.reserve(hash.length + 1);
    this.hash.set(hash);
    this.kind.set(kind);
    this.start.set(start);
    this.end.set(end);
    this.line.set(line);
  }

  /** Makes room for `capacity` tokens; existing content is not kept. */
  reserve(capacity: number): void {
    if (capacity <= this.hash.length) return;
    const size = Math.max(capacity, this.hash.length * 2);
    this.hash = new Int32Array(size);
    this.kind = new Uint8Array(size);
    this.start = new Int32Array(size);
    this.end = new Int32Array(size);
    this.line = new Int32Array(size);
  }
}

/** Spelling of a token as text. */
export function tokenText(bytes: Uint8Array, tokens: TokenBuffer, index: number): string {
  let text = "";
  for (let i = tokens.start[index]; i < tokens.end[index]; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
