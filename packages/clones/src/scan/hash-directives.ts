import { lex, listDirectives, TokenBuffer } from "@kindred/c-source";

const HASH_MARK = 0x23;
const words = new TokenBuffer(64);

/** A hash of the preprocessor lines between two tokens, layout and comments aside; 0 when there are none. O(length), no look at more than the bytes when there is no `#`. */
export function hashDirectives(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== HASH_MARK) at++;
  if (at === end) return 0;
  const gap = bytes.subarray(start, end);
  let hash = 0;
  for (const directive of listDirectives(gap)) {
    const text = gap.subarray(directive.start + 1, directive.end);
    lex(text, text.length, words);
    hash = mix(hash, words.count);
    for (let t = 0; t < words.count; t++) hash = mix(hash, words.hash[t]);
  }
  return hash;
}

function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
