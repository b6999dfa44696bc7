import type { TokenBuffer } from "../lexer/tokens.ts";

/** True when token `index` is spelled `word` (7-bit). */
export function isWord(bytes: Uint8Array, tokens: TokenBuffer, index: number, word: string): boolean {
  const start = tokens.start[index];
  if (tokens.end[index] - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return false;
  return true;
}

export function isAnyWord(
  bytes: Uint8Array,
  tokens: TokenBuffer,
  index: number,
  words: readonly string[],
): boolean {
  for (const word of words) if (isWord(bytes, tokens, index, word)) return true;
  return false;
}
