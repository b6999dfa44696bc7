import { hash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import type { Skipped } from "@kindred/c-source";
import { HASH_VALUES, STAMP_VALUES } from "./shard.ts";

/**
 * Sources above this size are skipped. The largest C file of Linux 6.12's drivers/ has 1.8 MB
 * (`find drivers -name '*.c' -size +1M`); what is larger is generated or hostile, and a thread's memory stays bounded.
 */
export const LARGEST_SOURCE = 8 << 20;

/** Reads sources one after the other into one buffer. */
export class SourceReader {
  /** The bytes of the file read last; only the first `length` (see {@link read}) are valid. */
  bytes: Buffer = Buffer.allocUnsafe(1 << 18);
  /** The stamp of the file read last, taken before its bytes. */
  readonly stamp = new Float64Array(STAMP_VALUES);

  /** Number of bytes read, or why the file can't be used. */
  read(path: string, subject: string): number | Skipped {
    try {
      return this.readOpen(path, subject);
    } catch (error) {
      const detail = `${subject} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      return { subject, reason: "unreadable", detail };
    }
  }

  private readOpen(path: string, subject: string): number | Skipped {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const status = fstatSync(descriptor);
      if (!status.isFile())
        return { subject, reason: "not-a-file", detail: `${subject} is not a regular file.` };
      if (status.size > LARGEST_SOURCE) {
        const detail = `${subject} has ${status.size} bytes, more than the ${LARGEST_SOURCE} that are analysed.`;
        return { subject, reason: "too-large", detail };
      }
      stampOf(status, this.stamp);
      const length = this.fill(descriptor, status.size);
      if (this.bytes.subarray(0, length).includes(0)) {
        return { subject, reason: "binary", detail: `${subject} contains NUL bytes.` };
      }
      return length;
    } finally {
      closeSync(descriptor);
    }
  }

  private fill(descriptor: number, size: number): number {
    if (size > this.bytes.length) this.bytes = Buffer.allocUnsafe(size * 2);
    let length = 0;
    while (length < size) {
      const got = readSync(descriptor, this.bytes, length, size - length, null);
      if (got === 0) break;
      length += got;
    }
    return length;
  }
}

/** What changes when a file does, short of reading it. Milliseconds have fractions: the system counts finer. */
export function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats, stamp: Float64Array, at = 0): void {
  stamp[at] = size;
  stamp[at + 1] = mtimeMs;
  stamp[at + 2] = ctimeMs;
  stamp[at + 3] = ino;
}

/** 128 bits of BLAKE2b, the fastest hash that Node has on processors without help for SHA. */
export function contentHash(bytes: Uint8Array): Int32Array {
  const digest = hash("blake2b512", bytes, "buffer");
  return Int32Array.from({ length: HASH_VALUES }, (_, i) => digest.readInt32LE(i * 4));
}
