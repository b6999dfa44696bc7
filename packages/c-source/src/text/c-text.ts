/**
 * C source held as a latin1 string: one character is one byte, so every string index is a byte offset,
 * invalid UTF-8 survives a round trip, and edits leave untouched bytes as they were.
 */
export type CText = string;

/** Bytes of a source file as text. Never fails: every byte has a character. */
export function decodeC(bytes: Uint8Array): CText {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** The exact inverse of {@link decodeC}. */
export function encodeC(text: CText): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** C text as it should be shown to a person or put into JSON: its bytes read as UTF-8. */
export function displayText(text: CText): string {
  return Buffer.from(text, "latin1").toString("utf8");
}
