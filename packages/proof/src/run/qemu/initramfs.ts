/**
 * The guest's files as a cpio archive of the "newc" kind, which the kernel unpacks into its first file system
 * (Documentation/driver-api/early-userspace/buffer-format.rst): a header of hexadecimal fields, the name, the content, each
 * padded to four bytes. Same files in, same bytes out.
 */

export interface GuestFile {
  /** Path in the guest, without the first slash. */
  readonly path: string;
  readonly data: Uint8Array;
}

const FOLDER = 0o40755;
const PROGRAM = 0o100755;
const TRAILER = "TRAILER!!!";

/** Packs files, and the folders that they are in. */
export function packInitramfs(files: readonly GuestFile[]): Buffer {
  const folders = new Set(files.flatMap(({ path }) => foldersOf(path)));
  const entries = [
    ...[...folders].sort().map((path) => ({ path, mode: FOLDER, data: new Uint8Array() })),
    ...files.map((file) => ({ ...file, mode: PROGRAM })),
    { path: TRAILER, mode: 0, data: new Uint8Array() },
  ];
  return Buffer.concat(entries.flatMap(({ path, mode, data }, at) => packEntry(path, mode, data, at + 1)));
}

function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

function packEntry(path: string, mode: number, data: Uint8Array, inode: number): Uint8Array[] {
  const name = Buffer.from(`${path}\0`, "latin1");
  const links = 1;
  const fields = [inode, mode, 0, 0, links, 0, data.length, 0, 0, 0, 0, name.length, 0];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, "0")).join("")}`;
  const head = Buffer.concat([Buffer.from(header, "latin1"), name]);
  return [head, padding(head.length), data, padding(data.length)];
}

function padding(length: number): Uint8Array {
  return new Uint8Array((4 - (length % 4)) % 4);
}
