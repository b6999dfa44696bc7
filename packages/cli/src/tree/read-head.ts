import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/**
 * The first bytes of a file. Of a pipe or a device, which may lie in a stranger's tree and never end, none.
 * @throws the system's error
 */
export function readHead(path: string, bytes: number): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const head = Buffer.alloc(bytes);
    return fstatSync(descriptor).isFile() ? head.subarray(0, readSync(descriptor, head)) : Buffer.alloc(0);
  } finally {
    closeSync(descriptor);
  }
}
