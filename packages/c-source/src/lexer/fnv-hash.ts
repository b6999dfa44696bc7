export const FNV_SEED = 0x811c9dc5 | 0;
export const FNV_PRIME = 0x01000193;

/** FNV-1a of a range of bytes: the `hash` of an identifier, number or string token with that spelling. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_SEED;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], FNV_PRIME);
  return hash;
}

/** {@link hashBytes} of a word written as (latin1) text: compare it with `TokenBuffer.hash`. */
export function hashWord(word: string): number {
  let hash = FNV_SEED;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ (word.charCodeAt(i) & 0xff), FNV_PRIME);
  return hash;
}

/** The `hash` of a punctuator token: its bytes packed, first byte lowest. */
export function hashPunctuator(spelling: string): number {
  let packed = 0;
  for (let i = 0; i < spelling.length; i++) packed |= spelling.charCodeAt(i) << (8 * i);
  return packed;
}
