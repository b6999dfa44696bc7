import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Kernel headers that any driver may include, directly or not. Folders of one architecture are left out. */
const HEADER_FOLDER = "include";

/**
 * Tells whether a name is used anywhere in the headers that drivers share, so that a new helper does not meet a
 * declaration of the same name. The headers (7,000 files, 60 MB in Linux 6.12) are read when the first name is asked
 * for, and each name is then one search through their bytes: a fold asks for few names, so no index pays.
 */
export function createNameIndex(kernelRoot: string): (name: string) => boolean {
  let headers: readonly Buffer[] | undefined;
  const known = new Map<string, boolean>();
  return (name) => {
    headers ??= readHeaders(join(kernelRoot, HEADER_FOLDER));
    const isFree = known.get(name) ?? !headers.some((bytes) => holdsWord(bytes, name));
    known.set(name, isFree);
    return isFree;
  };
}

function readHeaders(folder: string): Buffer[] {
  return list(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return readHeaders(path);
    return entry.isFile() && entry.name.endsWith(".h") ? read(path) : [];
  });
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function read(path: string): Buffer[] {
  try {
    return [readFileSync(path)];
  } catch {
    return [];
  }
}

function holdsWord(bytes: Buffer, word: string): boolean {
  for (let at = bytes.indexOf(word, 0, "latin1"); at >= 0; at = bytes.indexOf(word, at + 1, "latin1")) {
    if (!isWordByte(bytes[at - 1]) && !isWordByte(bytes[at + word.length])) return true;
  }
  return false;
}

function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && /\w/.test(String.fromCharCode(byte));
}
