const UNDERSCORE = 0x5f;

/**
 * The hash of a name's stem: what follows its first underscore, digits left out. `foo_read` and `bar_read`, `v9_0_init`
 * and `v10_0_init`, `TX_RING0` and `RX_RING1` have one stem: they differ in the driver's prefix or in a number.
 * A name without an underscore is its own stem.
 */
export function stemHash(bytes: Uint8Array, start: number, end: number): number {
  let from = start;
  while (from < end && bytes[from] === UNDERSCORE) from++;
  let at = from;
  while (at < end && bytes[at] !== UNDERSCORE) at++;
  if (at + 1 < end) from = at + 1;
  let hash = 0x811c9dc5;
  for (let i = from; i < end; i++) {
    const byte = bytes[i];
    if (byte < 0x30 || byte > 0x39) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash ^ (hash >>> 16);
}

/** {@link stemHash} of a word. */
export function stemHashOf(word: string): number {
  const bytes = Buffer.from(word, "latin1");
  return stemHash(bytes, 0, bytes.length);
}
