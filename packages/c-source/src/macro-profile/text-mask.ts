const NEWLINE = 0x0a;
const SPACE = 0x20;
const UNDERSCORE = 0x5f;

/** A copy of a text's bytes that rules write over; its length and its newlines never change. */
export class TextMask {
  readonly bytes: Uint8Array;
  /** Tokens that stand for more of the original than they cover: where they begin -> where the original ends. */
  readonly stretched = new Map<number, number>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  blank(start: number, end: number): void {
    for (let i = start; i < end; i++) if (this.bytes[i] !== NEWLINE) this.bytes[i] = SPACE;
  }

  /** Writes 7-bit `word` over what is at `start`. */
  put(start: number, word: string): void {
    for (let i = 0; i < word.length; i++) this.bytes[start + i] = word.charCodeAt(i);
  }

  /** Writes the token `word` over a range that it stands for, and blanks what is left of that. */
  replace(start: number, end: number, word: string): void {
    this.blank(start + word.length, end);
    this.put(start, word);
    this.stretched.set(start, end);
  }

  /**
   * Turns a range into one identifier of the same length that is no keyword: `struct foo *` -> `Xtruct_foo__`. A
   * node for it then has the whole range as its original text. Over a line's end it is one byte that stands for all.
   */
  join(start: number, end: number): void {
    if (this.hasNewline(start, end)) this.replace(start, end, "X");
    else for (let i = start; i < end; i++) if (!isWordByte(this.bytes[i])) this.bytes[i] = UNDERSCORE;
    this.put(start, "X");
  }

  hasNewline(start: number, end: number): boolean {
    for (let i = start; i < end; i++) if (this.bytes[i] === NEWLINE) return true;
    return false;
  }
}

export function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === UNDERSCORE
  );
}
