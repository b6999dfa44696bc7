import { BYTE_CLASS, ByteClass } from "./byte-classes.ts";

/**
 * What the lexer steps over: comments, preprocessor lines and `#if 0` blocks. Each function takes the offset
 * where the thing begins and gives the offset behind it (`length + 1` when a comment in it never closes); all of them read every byte once.
 * A newline that ends a line comment or a directive is left to the caller, which counts lines.
 */
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const STAR = 0x2a;
const HASH = 0x23;

/** True when the newline at `at` is spliced away by a backslash before it. */
function isSpliced(bytes: Uint8Array, at: number): boolean {
  const before = at > 0 && bytes[at - 1] === RETURN ? at - 2 : at - 1;
  return before >= 0 && bytes[before] === BACKSLASH;
}

/** `at` is the `/` of an opening; gives `length + 1` when the comment never closes. */
export function skipBlockComment(bytes: Uint8Array, at: number, length: number): number {
  const last = length - 1;
  for (let i = at + 2; i < last; i++) {
    if (bytes[i] === STAR && bytes[i + 1] === SLASH) return i + 2;
  }
  return length + 1;
}

export function skipLineComment(bytes: Uint8Array, at: number, length: number): number {
  let i = at + 2;
  while (i < length && (bytes[i] !== NEWLINE || isSpliced(bytes, i))) i++;
  return i;
}

/**
 * Offset behind the literal that opens at `at`: positive when it is closed, negated when it is not. A literal that
 * is not closed on its (spliced) line ends before the newline.
 */
export function skipQuoted(bytes: Uint8Array, at: number, length: number): number {
  const quote = bytes[at];
  let i = at + 1;
  while (i < length) {
    const byte = bytes[i];
    if (byte === quote) return i + 1;
    if (byte === NEWLINE) return -i;
    if (byte === BACKSLASH)
      i += i + 2 < length && bytes[i + 1] === RETURN && bytes[i + 2] === NEWLINE ? 3 : 2;
    else i++;
  }
  return -length;
}

/** To the newline that ends the preprocessor line at `at`, over continuations, comments and literals. */
export function skipDirective(bytes: Uint8Array, at: number, length: number): number {
  let i = at;
  while (i < length) {
    const byte = bytes[i];
    if (byte === NEWLINE && !isSpliced(bytes, i)) return i;
    if (byte === 0x22 || byte === 0x27) i = Math.abs(skipQuoted(bytes, i, length)) | 0;
    else if (byte === SLASH && i + 1 < length && bytes[i + 1] === STAR)
      i = skipBlockComment(bytes, i, length);
    else if (byte === SLASH && i + 1 < length && bytes[i + 1] === SLASH)
      return skipLineComment(bytes, i, length);
    else i++;
  }
  return i;
}

/** Lower-case word after the `#` at `at` (`if`, `ifdef`, `endif` …); empty when there is none. */
export function directiveName(bytes: Uint8Array, at: number, length: number): string {
  let i = at + 1;
  while (i < length && (bytes[i] === 0x20 || bytes[i] === 0x09)) i++;
  let name = "";
  while (i < length && name.length < 8 && bytes[i] >= 0x61 && bytes[i] <= 0x7a)
    name += String.fromCharCode(bytes[i++]);
  return name;
}

/** True for `#if 0`, however it is spaced; comments may follow the 0. */
export function isIfZero(bytes: Uint8Array, at: number, end: number): boolean {
  let i = at + 1;
  while (i < end && (bytes[i] === 0x20 || bytes[i] === 0x09)) i++;
  if (i + 1 >= end || bytes[i] !== 0x69 || bytes[i + 1] !== 0x66) return false;
  const afterIf = i + 2;
  i = afterIf;
  while (i < end && (bytes[i] === 0x20 || bytes[i] === 0x09)) i++;
  if (i === afterIf || i >= end || bytes[i] !== 0x30) return false;
  i++;
  while (i < end && (bytes[i] === 0x20 || bytes[i] === 0x09 || bytes[i] === RETURN)) i++;
  return i >= end || bytes[i] === SLASH;
}

/** Behind the backslash-newline at `at`, or `at` when there is none. */
export function skipSplice(bytes: Uint8Array, at: number, length: number): number {
  if (bytes[at] !== BACKSLASH || at + 1 >= length) return at;
  if (bytes[at + 1] === NEWLINE) return at + 2;
  return bytes[at + 1] === RETURN && at + 2 < length && bytes[at + 2] === NEWLINE ? at + 3 : at;
}

/** Whether a `#` behind `byte` begins a preprocessor line: blanks change nothing, a newline makes it so. */
export function staysLineStart(byte: number, isLineStart: boolean): boolean {
  return byte === NEWLINE || (isLineStart && BYTE_CLASS[byte] === ByteClass.Blank);
}

/**
 * From the end of an `#if 0` line to the end of the `#else`, `#elif` or `#endif` line that belongs to it.
 * The text between is lexed only as far as comments and literals go, as a preprocessor does.
 */
function skipDeadBranch(bytes: Uint8Array, at: number, length: number): number {
  let depth = 1;
  let isLineStart = false;
  let i = at;
  while (i < length) {
    const byte = bytes[i];
    if (byte === HASH && isLineStart) {
      const name = directiveName(bytes, i, length);
      const end = skipDirective(bytes, i, length);
      if (name.startsWith("if")) depth++;
      else if (name === "endif") depth--;
      else if (depth === 1 && name.startsWith("el")) depth = 0;
      if (depth === 0) return end;
      i = end;
    } else if (byte === BACKSLASH) {
      const spliced = skipSplice(bytes, i, length);
      isLineStart &&= spliced > i;
      i = Math.max(spliced, i + 1);
    } else if (byte === 0x22 || byte === 0x27) {
      isLineStart = false;
      i = Math.abs(skipQuoted(bytes, i, length)) | 0;
    } else if (byte === SLASH && i + 1 < length && bytes[i + 1] === STAR) {
      i = skipBlockComment(bytes, i, length);
    } else if (byte === SLASH && i + 1 < length && bytes[i + 1] === SLASH) {
      i = skipLineComment(bytes, i, length);
    } else {
      isLineStart = staysLineStart(byte, isLineStart);
      i++;
    }
  }
  return i;
}

/**
 * Behind the trivia that may begin at `at` (a `/`, `#` or backslash), or `at` when it is an operator after all;
 * `length + 1` for a comment that never closes.
 */
export function skipTrivia(bytes: Uint8Array, at: number, length: number, isLineStart: boolean): number {
  const byte = bytes[at];
  const next = at + 1 < length ? bytes[at + 1] : 0;
  if (byte === SLASH) {
    if (next === STAR) return skipBlockComment(bytes, at, length);
    return next === SLASH ? skipLineComment(bytes, at, length) : at;
  }
  if (byte === BACKSLASH) return skipSplice(bytes, at, length);
  if (!isLineStart) return at;
  const end = skipDirective(bytes, at, length);
  return end <= length && isIfZero(bytes, at, end) ? skipDeadBranch(bytes, end, length) : end;
}

/** Newlines in a range. */
export function countNewlines(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if (bytes[i] === NEWLINE) count++;
  return count;
}
