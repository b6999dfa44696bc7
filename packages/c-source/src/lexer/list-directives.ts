import {
  directiveName,
  isIfZero,
  skipBlockComment,
  skipDirective,
  skipLineComment,
  skipQuoted,
  skipSplice,
  staysLineStart,
} from "./skip-trivia.ts";

/** A preprocessor line with its continuations; the newline that ends it is not in it. */
export interface Directive {
  /** `if`, `ifdef`, `else`, `endif`, `define` …; empty for a lone `#`. */
  readonly name: string;
  readonly isIfZero: boolean;
  readonly start: number;
  readonly end: number;
}

/** Every preprocessor line of a text, those in dead branches too; comments and literals are stepped over. */
export function listDirectives(bytes: Uint8Array): Directive[] {
  const { length } = bytes;
  const found: Directive[] = [];
  let isLineStart = true;
  let i = 0;
  while (i < length) {
    const byte = bytes[i];
    if (byte === 0x23 && isLineStart) {
      const end = Math.min(skipDirective(bytes, i, length), length);
      found.push({ name: directiveName(bytes, i, length), isIfZero: isIfZero(bytes, i, end), start: i, end });
      i = end;
      continue;
    }
    const end = skipOpaque(bytes, i, length);
    if (end > i) {
      // A comment is white space to a preprocessor; a literal is not.
      if (byte !== 0x2f) isLineStart = false;
      i = end;
      continue;
    }
    const spliced = skipSplice(bytes, i, length);
    if (spliced > i) {
      i = spliced;
      continue;
    }
    isLineStart = staysLineStart(byte, isLineStart);
    i++;
  }
  return found;
}

/** Behind the comment or literal at `at`; `at` when there is none. */
function skipOpaque(bytes: Uint8Array, at: number, length: number): number {
  const byte = bytes[at];
  if (byte === 0x22 || byte === 0x27) return Math.abs(skipQuoted(bytes, at, length));
  if (byte !== 0x2f || at + 1 >= length) return at;
  if (bytes[at + 1] === 0x2a) return Math.min(skipBlockComment(bytes, at, length), length);
  return bytes[at + 1] === 0x2f ? skipLineComment(bytes, at, length) : at;
}
