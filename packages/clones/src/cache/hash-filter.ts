const BITS = 20;

/** A set of hashes of which most that are asked for are not in it: those cost a look at a bit. */
export class HashFilter {
  private readonly hashes = new Set<number>();
  private readonly bits = new Uint8Array(1 << (BITS - 3));

  get size(): number {
    return this.hashes.size;
  }

  add(hash: number): void {
    const slot = slotOf(hash);
    this.bits[slot >> 3] |= 1 << (slot & 7);
    this.hashes.add(hash);
  }

  addAll(other: HashFilter): void {
    for (const hash of other.hashes) this.add(hash);
  }

  has(hash: number): boolean {
    const slot = slotOf(hash);
    return (this.bits[slot >> 3] & (1 << (slot & 7))) !== 0 && this.hashes.has(hash);
  }
}

function slotOf(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> (32 - BITS);
}
