import { closeSync, constants, openSync, readSync } from "node:fs";

const MOST_OPEN = 32;

/** Reads pieces of files into one buffer. Keeps the files of late open, since most members stand near their likes. */
export class SliceReader {
  /** The bytes read last; only those that were asked for are valid. */
  bytes: Buffer = Buffer.allocUnsafe(1 << 16);
  private readonly open = new Map<string, number>();

  /** Whether bytes `start` to `end` of the file could be read: it may have gone or become shorter. */
  read(path: string, start: number, end: number): boolean {
    const length = end - start;
    if (length > this.bytes.length) this.bytes = Buffer.allocUnsafe(length * 2);
    try {
      return readSync(this.descriptorOf(path), this.bytes, 0, length, start) === length;
    } catch {
      return false;
    }
  }

  close(): void {
    for (const descriptor of this.open.values()) closeSync(descriptor);
    this.open.clear();
  }

  private descriptorOf(path: string): number {
    const known = this.open.get(path);
    if (known !== undefined) return known;
    if (this.open.size === MOST_OPEN) this.close();
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.open.set(path, descriptor);
    return descriptor;
  }
}
