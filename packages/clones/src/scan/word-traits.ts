import { stemHash } from "./stem-hash.ts";
import { fixedRole } from "./token-roles.ts";

/*
 * What the spelling of a word says, wherever the word stands: the hash of its stem, whether it is spelled as a constant,
 * and the role that C fixes for it. The same few words make up most of a file, so the last ones are remembered by
 * their hash. Length and three of the letters are compared too, so a collision that matters needs all five to be equal.
 */

const SLOTS = 1 << 13;
const hashes = new Int32Array(SLOTS);
const spellings = new Int32Array(SLOTS);
const traits = new Int32Array(SLOTS);

const STEM_MASK = 0xff;
const CONSTANT = 1 << 8;
const ROLE_SHIFT = 9;
const UNDERSCORE = 0x5f;

/** Traits of the word at `start`, with this hash. */
export function wordTraits(bytes: Uint8Array, start: number, end: number, hash: number): number {
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const letters = bytes[start] | (bytes[(start + end) >>> 1] << 8) | (bytes[end - 1] << 16);
  const spelling = letters | ((end - start) << 24);
  if (hashes[slot] === hash && spellings[slot] === spelling) return traits[slot];
  const stem = stemHash(bytes, start, end) & STEM_MASK;
  const constant = isConstantSpelling(bytes, start, end) ? CONSTANT : 0;
  hashes[slot] = hash;
  spellings[slot] = spelling;
  traits[slot] = stem | constant | ((fixedRole(hash) + 1) << ROLE_SHIFT);
  return traits[slot];
}

/** The part of the stem's hash that a symbol holds. */
export function stemOf(word: number): number {
  return word & STEM_MASK;
}

export function isConstant(word: number): boolean {
  return (word & CONSTANT) !== 0;
}

/** The role that C fixes, or -1. */
export function fixedRoleOf(word: number): number {
  return (word >> ROLE_SHIFT) - 1;
}

/** Capitals, digits and underscores only, two characters or more. */
function isConstantSpelling(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 2) return false;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (!((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) || byte === UNDERSCORE))
      return false;
  }
  return true;
}
