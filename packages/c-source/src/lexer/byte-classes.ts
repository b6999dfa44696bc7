/** Classes of a byte as the first of a token. Everything that is not listed is a one-byte punctuator. */
export const ByteClass = { Other: 0, Word: 1, Digit: 2, Blank: 3, Newline: 4, Quote: 5, Trivia: 6 } as const;

const isLetter = (byte: number): boolean =>
  (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x5f || byte === 0x24;

function classOf(byte: number): number {
  // Bytes from 0x80 belong to words: gcc takes UTF-8 identifiers, and a broken sequence then stays one token.
  if (isLetter(byte) || byte >= 0x80) return ByteClass.Word;
  if (byte >= 0x30 && byte <= 0x39) return ByteClass.Digit;
  if (byte === 0x0a) return ByteClass.Newline;
  // gcc reads a NUL byte in a source as white space (with a warning).
  if (byte === 0x20 || byte === 0 || (byte >= 0x09 && byte <= 0x0d)) return ByteClass.Blank;
  if (byte === 0x22 || byte === 0x27) return ByteClass.Quote;
  // `/`, `#` and a backslash may begin a comment, a preprocessor line or a line splice.
  return byte === 0x2f || byte === 0x23 || byte === 0x5c ? ByteClass.Trivia : ByteClass.Other;
}

/** {@link ByteClass} of every byte. */
export const BYTE_CLASS = Uint8Array.from({ length: 256 }, (_, byte) => classOf(byte));

/** 1 for the bytes that continue a word or a number. */
export const IN_WORD = BYTE_CLASS.map((kind) =>
  kind === ByteClass.Word || kind === ByteClass.Digit ? 1 : 0,
);

const TWO_BYTE_PUNCTUATORS = "== != <= >= += -= *= /= %= &= |= ^= ++ -- && || << >> -> ##".split(" ");

/** 1 at `first << 7 | second` when the two (7-bit) bytes form a punctuator. */
export const PUNCTUATOR_PAIR = new Uint8Array(1 << 14);
for (const pair of TWO_BYTE_PUNCTUATORS) PUNCTUATOR_PAIR[(pair.charCodeAt(0) << 7) | pair.charCodeAt(1)] = 1;
