/**
 * A tar archive in the ustar format of POSIX.1-1988, the one every tar reads.
 *
 * Entries come sorted, with fixed owner and time: the same files give the same bytes on every machine. Regular files and
 * folders; paths of at most 100 bytes, which is what fits a header without a second name field.
 */
import { KindredError } from "@kindred/c-source";

const BLOCK = 512;

export interface TarEntry {
  /** A folder's path ends in `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isExecutable?: boolean;
}

/** The archive's bytes. */
export function writeTar(entries: readonly TarEntry[]): Uint8Array {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const parts = sorted.flatMap((entry) => [header(entry), entry.bytes, padding(entry.bytes.length)]);
  return Buffer.concat([...parts, new Uint8Array(2 * BLOCK)]);
}

const padding = (size: number) => new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);

function header({ path, bytes, isExecutable }: TarEntry): Uint8Array {
  const isFolder = path.endsWith("/");
  const name = Buffer.from(path, "utf8");
  if (name.length > 100) throw new KindredError("E_DATA", `The path ${path} is too long for a tarball.`);
  const block = Buffer.alloc(BLOCK);
  const put = (offset: number, text: string) => block.write(text, offset, "latin1");
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  name.copy(block, 0);
  put(100, octal(isFolder || isExecutable ? 0o755 : 0o644, 7)); // mode
  put(108, octal(0, 7)); // owner
  put(116, octal(0, 7)); // group
  put(124, octal(bytes.length, 11));
  put(136, octal(0, 11)); // time
  put(148, " ".repeat(8)); // the checksum counts itself as blanks
  put(156, isFolder ? "5" : "0");
  put(257, "ustar\0");
  put(263, "00");
  put(265, "root");
  put(297, "root");
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return block;
}
