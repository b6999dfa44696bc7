/**
 * What a function does not decide itself: its arguments, the memory that it finds, what those it calls return. All of
 * it follows from a seed and from what is asked, never from when: two versions of a function that ask for the same
 * get the same. Values are drawn as drivers meet them: mostly zeros, flags, small numbers, addresses and the constants
 * that the function itself compares with, since random bits would never pass a check.
 */

export interface Oracle {
  /** A byte of memory that the function did not write, after a number of events that may have changed it. */
  byte(address: number, version: number): number;
  /** What a call or a register read gives, or an argument of the function. */
  value(key: string, bits: number): bigint;
  /** The same where it is an address: mostly a good one, else null or an error. */
  pointer(key: string): bigint;
  /** One of `count` ways. */
  choice(key: string, count: number): number;
}

/** Shares of zeros, by turns: runs in which all goes well, and runs in which little does. */
const ZERO_SHARES = [0.9, 0.5, 0.15] as const;
/** Memory keeps what it holds past most calls. */
const STABLE_SHARE = 0.75;
const WORD = 8;

/** An oracle that gives the constants of `pool` often. */
export function createOracle(seed: number, pool: readonly bigint[]): Oracle {
  const zeroResults = ZERO_SHARES[seed % 3]!;
  const zeroMemory = ZERO_SHARES[Math.floor(seed / 3) % 3]! * 0.6;
  const words = new Map<string, bigint>();
  const wordAt = (word: number, version: number): bigint => {
    const place = mix(mix(seed, word % 0x7fffffff), Math.floor(word / 0x7fffffff));
    const since = share(mix(place, 11)) < STABLE_SHARE ? 0 : version;
    const key = `${word}.${since}`;
    const known = words.get(key);
    if (known !== undefined) return known;
    const drawn = drawWord(mix(place, since), pool, zeroMemory);
    words.set(key, drawn);
    return drawn;
  };
  return {
    byte(address, version) {
      const word = Math.floor(address / WORD);
      return Number((wordAt(word, version) >> BigInt((address % WORD) * 8)) & 0xffn);
    },
    value: (key, bits) => draw(hashText(seed, key), bits, pool, zeroResults),
    pointer: (key) => drawPointer(hashText(seed, key)),
    choice: (key, count) => Math.floor(share(hashText(seed, key)) * count),
  };
}

/** Eight bytes: one value, or several narrower ones side by side. */
function drawWord(hash: number, pool: readonly bigint[], zeros: number): bigint {
  const bits = [64, 32, 32, 32, 16, 8][(mix(hash, 3) >>> 0) % 6]!;
  let word = 0n;
  for (let at = 0; at < 64; at += bits) word |= draw(mix(hash, at + 17), bits, pool, zeros) << BigInt(at);
  return word;
}

function draw(hash: number, bits: number, pool: readonly bigint[], zeros: number): bigint {
  const kind = share(mix(hash, 1));
  const more = mix(hash, 2) >>> 0;
  if (kind < zeros) return 0n;
  const rest = (kind - zeros) / (1 - zeros);
  const drawn = drawOther(rest, more, bits, pool);
  return BigInt.asUintN(bits, drawn);
}

function drawOther(kind: number, more: number, bits: number, pool: readonly bigint[]): bigint {
  if (kind < 0.4 && pool.length > 0) return pool[more % pool.length]! + (more % 7 === 0 ? 1n : 0n);
  if (kind < 0.5) return 1n;
  if (kind < 0.62) return BigInt(more % 16);
  if (kind < 0.72) return 1n << BigInt(more % bits);
  if (kind < 0.78) return -BigInt(1 + (more % 40)); // an error
  if (kind < 0.84) return BigInt(more % 4096);
  if (bits === 64 && kind < 0.95) return addressOf(more);
  return (BigInt(more) << 32n) | BigInt(mix(more, 5) >>> 0);
}

function drawPointer(hash: number): bigint {
  const kind = share(hash);
  if (kind < 0.08) return 0n;
  return kind < 0.13 ? BigInt.asUintN(64, -BigInt(1 + ((hash >>> 5) % 40))) : addressOf(mix(hash, 4) >>> 0);
}

/** An address of memory that is nobody else's. */
function addressOf(hash: number): bigint {
  return 0x1000_0000_0000n + (BigInt(hash >>> 4) << 16n);
}

/** A number that text and seed decide. */
export function hashText(seed: number, text: string): number {
  let hash = mix(seed, text.length);
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash, 7);
}

function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ value, 0x9e3779b1);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

function share(hash: number): number {
  return (mix(hash, 9) >>> 0) / 2 ** 32;
}
