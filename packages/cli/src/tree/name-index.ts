/**
 * Which words the headers of a kernel hold, as a Bloom filter (Bloom 1970): every word sets two bits. 60 MB of headers
 * hold 0.7 million words, so of the 67 million bits one in fifty is set, and a name that is nowhere is taken for a used
 * one once in two thousand: the helper then gets its second-best name, the same one on every machine. Comments count
 * as text. The bits are shared memory, so that all threads ask the same filter.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Kernel headers that any driver may include, directly or not. Folders of one architecture are left out. */
const HEADER_FOLDER = "include";
const BITS = 1 << 26;
const FNV_PRIME = 0x01000193;
const FNV_SEED = 0x811c9dc5;
const SECOND_SEED = 0x2f5f3d1b;

/** The filter's bits, for {@link askNameIndex} in any thread. */
export type NameIndex = SharedArrayBuffer;

/** Reads the headers that drivers share, so that a new helper does not meet a declaration of the same name. */
export function buildNameIndex(kernelRoot: string): NameIndex {
  const index = new SharedArrayBuffer(BITS / 8);
  const bits = new Uint8Array(index);
  visitHeaders(join(kernelRoot, HEADER_FOLDER), (bytes) => addWords(bytes, bits));
  return index;
}

/** Tells whether a name is used nowhere in the headers. */
export function askNameIndex(index: NameIndex): (name: string) => boolean {
  const bits = new Uint8Array(index);
  return (name) => {
    let first = FNV_SEED;
    let second = SECOND_SEED;
    for (const byte of Buffer.from(name, "latin1")) {
      first = Math.imul(first ^ byte, FNV_PRIME);
      second = Math.imul(second ^ byte, FNV_PRIME);
    }
    return !(hasBit(bits, first) && hasBit(bits, second));
  };
}

function addWords(bytes: Uint8Array, bits: Uint8Array): void {
  let first = FNV_SEED;
  let second = SECOND_SEED;
  let isInWord = false;
  for (let i = 0; i <= bytes.length; i++) {
    const byte = i < bytes.length ? bytes[i] : 0;
    if (IS_WORD_BYTE[byte] === 1) {
      first = Math.imul(first ^ byte, FNV_PRIME);
      second = Math.imul(second ^ byte, FNV_PRIME);
      isInWord = true;
    } else if (isInWord) {
      setBit(bits, first);
      setBit(bits, second);
      first = FNV_SEED;
      second = SECOND_SEED;
      isInWord = false;
    }
  }
}

const IS_WORD_BYTE = Uint8Array.from({ length: 256 }, (_, byte) =>
  /\w/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** FNV's low bits are its best mixed ones, but for the last byte: the high half is folded in. */
function placeOf(hash: number): number {
  return ((hash ^ (hash >>> 15)) >>> 0) % BITS;
}

function setBit(bits: Uint8Array, hash: number): void {
  const place = placeOf(hash);
  bits[place >>> 3] |= 1 << (place & 7);
}

function hasBit(bits: Uint8Array, hash: number): boolean {
  const place = placeOf(hash);
  return (bits[place >>> 3] & (1 << (place & 7))) !== 0;
}

function visitHeaders(folder: string, visit: (bytes: Uint8Array) => void): void {
  for (const entry of list(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) visitHeaders(path, visit);
    else if (entry.isFile() && entry.name.endsWith(".h")) read(path).forEach(visit);
  }
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function read(path: string): Buffer[] {
  try {
    return [readFileSync(path)];
  } catch {
    return [];
  }
}
