const NEWLINE = 0x0a;

/** True when only blanks stand between the start of the line and `offset`, `indent` bytes of them. */
export function isFirstOnLine(bytes: Uint8Array, offset: number, indent: number): boolean {
  return indentOf(bytes, offset) === indent;
}

/** Blanks before `offset` on its line, or -1 when something else stands there. */
export function indentOf(bytes: Uint8Array, offset: number): number {
  let i = offset - 1;
  while (i >= 0 && (bytes[i] === 0x20 || bytes[i] === 0x09)) i--;
  return i < 0 || bytes[i] === NEWLINE ? offset - 1 - i : -1;
}
