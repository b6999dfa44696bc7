import { closeSync, constants, fstatSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

/*
 * A file of named sections of bytes, written whole and read whole.
 *
 * A header of fixed size comes first: a magic line, JSON (what the file is about, and name, length and CRC-32 of each
 * section) padded with blanks, and the CRC-32 of all that. Sections follow end to end. A reader takes nothing that does not add up to
 * the byte. The file is written beside its place under a name of its own and renamed, so readers see the old one or
 * the new one, and of writers at the same time the last one wins.
 */

const MAGIC = "KINDRED SECTIONS\n";
const HEADER_BYTES = 1 << 14;
const CRC_DIGITS = 8;

/** A section to write: its bytes, in as many pieces as they lie in memory. */
export interface SectionSource {
  readonly name: string;
  readonly pieces: Iterable<ArrayBufferView>;
}

/** Sections by name, in shared memory. */
export type Sections = ReadonlyMap<string, SharedArrayBuffer>;

interface Header {
  readonly identity: string;
  readonly sections: readonly { readonly name: string; readonly length: number; readonly crc: number }[];
}

/** Writes a file, or leaves what was there. @throws the system's error */
export function writeSectionFile(path: string, identity: string, sources: Iterable<SectionSource>): void {
  const unfinished = `${path}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`;
  try {
    const descriptor = openSync(unfinished, "wx", 0o600);
    try {
      writeInto(descriptor, identity, sources);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

function writeInto(descriptor: number, identity: string, sources: Iterable<SectionSource>): void {
  const sections: { name: string; length: number; crc: number }[] = [];
  let position = HEADER_BYTES;
  for (const { name, pieces } of sources) {
    const section = { name, length: 0, crc: 0 };
    for (const piece of pieces) {
      // The CRC of nothing would begin anew: zlib takes no bytes for no buffer.
      if (piece.byteLength === 0) continue;
      const bytes = new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
      writeFully(descriptor, bytes, position + section.length);
      section.crc = crc32(bytes, section.crc);
      section.length += bytes.length;
    }
    position += section.length;
    sections.push(section);
  }
  writeFully(descriptor, encodeHeader({ identity, sections }), 0);
}

function writeFully(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(descriptor, bytes, done, bytes.length - done, position + done);
}

function encodeHeader(header: Header): Buffer {
  const text = (MAGIC + JSON.stringify(header)).padEnd(HEADER_BYTES - CRC_DIGITS);
  const body = Buffer.from(text);
  if (body.length !== HEADER_BYTES - CRC_DIGITS)
    throw new RangeError("The header of a section file is too long.");
  return Buffer.concat([body, Buffer.from(crc32(body).toString(16).padStart(CRC_DIGITS, "0"))]);
}

/**
 * The sections of a file; undefined when there is none.
 * @throws Error that says why it can't be used: damaged, or about something else
 */
export function readSectionFile(path: string, identity: string): Sections | undefined {
  const descriptor = openIfThere(path);
  if (descriptor === undefined) return undefined;
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new Error("it is no regular file");
    const { size } = status;
    const header = readHeader(descriptor);
    if (header.identity !== identity) throw new Error("it was written by another version of Kindred");
    let position = HEADER_BYTES;
    const total = header.sections.reduce((sum, section) => sum + section.length, position);
    if (total !== size) throw new Error("it is incomplete");
    const sections = new Map<string, SharedArrayBuffer>();
    for (const { name, length, crc } of header.sections) {
      const bytes = new Uint8Array(new SharedArrayBuffer(length));
      readFully(descriptor, bytes, position);
      if (crc32(bytes) !== crc) throw new Error(`its section \`${name}\` is damaged`);
      sections.set(name, bytes.buffer);
      position += length;
    }
    return sections;
  } finally {
    closeSync(descriptor);
  }
}

function openIfThere(path: string): number | undefined {
  try {
    // A pipe by that name would be waited for.
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function readHeader(descriptor: number): Header {
  const bytes = Buffer.alloc(HEADER_BYTES);
  readFully(descriptor, bytes, 0);
  const body = bytes.subarray(0, HEADER_BYTES - CRC_DIGITS);
  const crc = bytes.toString("latin1", HEADER_BYTES - CRC_DIGITS);
  const text = body.toString("utf8");
  if (!text.startsWith(MAGIC) || crc !== crc32(body).toString(16).padStart(CRC_DIGITS, "0"))
    throw new Error("its header is damaged");
  return JSON.parse(text.slice(MAGIC.length)) as Header;
}

function readFully(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const got = readSync(descriptor, bytes, done, bytes.length - done, position + done);
    if (got === 0) throw new Error("it is incomplete");
    done += got;
  }
}
