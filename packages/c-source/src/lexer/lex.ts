import { BYTE_CLASS, ByteClass, IN_WORD, PUNCTUATOR_PAIR } from "./byte-classes.ts";
import { FNV_PRIME, FNV_SEED, hashBytes } from "./fnv-hash.ts";
import { countNewlines, skipQuoted, skipTrivia } from "./skip-trivia.ts";
import { type TokenBuffer, TokenKind } from "./tokens.ts";

/*
 * What the loop below reads, as this module's own constants: V8 folds those into optimised code, while an imported
 * binding is looked up, and its type checked, at every use. For the same reason every integer says that it is one
 * (`| 0`): a minus sign or a sum of unknown size would turn the whole loop to floating point.
 */
const CLASS_OF = BYTE_CLASS;
const CONTINUES_WORD = IN_WORD;
const IS_PAIR = PUNCTUATOR_PAIR;
const SEED = FNV_SEED;
const PRIME = FNV_PRIME;
const { Blank: BLANK, Newline: NEWLINE, Word: WORD, Quote: QUOTE, Trivia: TRIVIA, Digit: DIGIT } = ByteClass;
const {
  Identifier: IDENTIFIER,
  String: STRING,
  Char: CHAR,
  Number: NUMBER,
  Punctuator: PUNCTUATOR,
} = TokenKind;

/** Text that is no C, met while lexing. Lexing goes on behind it: an open literal ends with its line, an open comment with the file. */
export interface LexProblem {
  readonly kind: "unterminated-comment" | "unterminated-string" | "unterminated-char";
  readonly offset: number;
  readonly line: number;
}

export interface LexResult {
  /** Lines of the text: newlines, and one more when the last line has no newline. */
  readonly lines: number;
  readonly problems: readonly LexProblem[];
}

/**
 * Fills `out` with the tokens of the first `length` bytes.
 *
 * One pass, a 256-entry table for the class of each byte, flat output arrays: no object is made for a token, so V8
 * keeps everything in registers and typed arrays (measured by `bench/lexer.mjs`). O(length) on any input.
 * Comments, preprocessor lines and `#if 0` branches give no tokens; all other branches of an `#if` do.
 * Known misses: a word split by a backslash-newline gives two tokens; `L"x"` gives the word `L` and a string;
 * digraphs and trigraphs are taken as the bytes they are.
 */
export function lex(bytes: Uint8Array, length: number, out: TokenBuffer): LexResult {
  const problems: LexProblem[] = [];
  let { hash, kind, start, end, line: lines } = out;
  let capacity = hash.length | 0;
  let count = 0;
  let line = 1;
  let isLineStart = true;
  let i = 0;
  while (i < length) {
    const byte = bytes[i];
    const byteClass = CLASS_OF[byte];
    if (byteClass === BLANK) {
      i++;
      continue;
    }
    if (byteClass === NEWLINE) {
      line = (line + 1) | 0;
      isLineStart = true;
      i++;
      continue;
    }
    if (count === capacity) {
      out.grow();
      ({ hash, kind, start, end, line: lines } = out);
      capacity = hash.length | 0;
    }
    const from = i;
    if (byteClass === WORD) {
      let fnv = SEED;
      let next = byte;
      do {
        fnv = Math.imul(fnv ^ next, PRIME);
        i++;
        next = i < length ? bytes[i] : 0;
      } while (CONTINUES_WORD[next] === 1);
      hash[count] = fnv;
      kind[count] = IDENTIFIER;
    } else if (byteClass === QUOTE) {
      i = skipQuoted(bytes, i, length) | 0;
      if (i < 0) {
        i = (0 - i) | 0;
        problems.push({
          kind: byte === 0x22 ? "unterminated-string" : "unterminated-char",
          offset: from,
          line,
        });
      }
      hash[count] = hashBytes(bytes, from, i);
      kind[count] = byte === 0x22 ? STRING : CHAR;
    } else {
      if (byteClass === TRIVIA) {
        i = skipTrivia(bytes, i, length, isLineStart) | 0;
        if (i > length) {
          problems.push({ kind: "unterminated-comment", offset: from, line });
          i = length;
        }
        if (i > from) {
          line = (line + countNewlines(bytes, from, i)) | 0;
          continue;
        }
      }
      const next = i + 1 < length ? bytes[i + 1] : 0;
      if (byteClass === DIGIT || (byte === 0x2e && CLASS_OF[next] === DIGIT)) {
        i = numberEnd(bytes, i, length) | 0;
        hash[count] = hashBytes(bytes, from, i);
        kind[count] = NUMBER;
      } else {
        const third = i + 2 < length ? bytes[i + 2] : 0;
        const size = punctuatorSize(byte, next, third);
        i = (i + size) | 0;
        hash[count] =
          size === 1 ? byte : size === 2 ? byte | (next << 8) : byte | (next << 8) | (third << 16);
        kind[count] = PUNCTUATOR;
      }
    }
    start[count] = from;
    end[count] = i;
    lines[count++] = line;
    isLineStart = false;
    if (byteClass === QUOTE) line = (line + countNewlines(bytes, from, i)) | 0;
  }
  out.count = count;
  return { lines: length > 0 && bytes[length - 1] !== 0x0a ? line : line - 1, problems };
}

/** End of the pp-number at `at`: word bytes, dots, and a sign after an exponent's letter (`1e+5`, `0x1p-3`). */
function numberEnd(bytes: Uint8Array, at: number, length: number): number {
  let i = at + 1;
  while (i < length) {
    const byte = bytes[i];
    if (CONTINUES_WORD[byte] === 1 || byte === 0x2e) i++;
    else if ((byte === 0x2b || byte === 0x2d) && isExponent(bytes[i - 1])) i++;
    else break;
  }
  return i;
}

/** e, E, p or P. */
function isExponent(byte: number): boolean {
  const lower = byte | 0x20;
  return lower === 0x65 || lower === 0x70;
}

/** Longest match among the operators of one to three bytes. */
function punctuatorSize(byte: number, next: number, third: number): number {
  if (byte === 0x2e) return next === 0x2e && third === 0x2e ? 3 : 1;
  if (next >= 0x80 || IS_PAIR[(byte << 7) | next] === 0) return 1;
  return next === byte && third === 0x3d && (byte === 0x3c || byte === 0x3e) ? 3 : 2;
}
