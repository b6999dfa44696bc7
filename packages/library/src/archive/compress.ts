import { gzipSync } from "node:zlib";

/** gzip without anything of the machine: it writes no time and no name, but its system into byte 9; 255 means unknown. */
export function compress(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}
