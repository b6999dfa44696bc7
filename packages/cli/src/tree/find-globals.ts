/*
 * Where functions and variables of these names are that the whole kernel can link with: words at the start of lines that
 * begin in the first column, in every C file. `static` ones do not count. One pass over the tree's bytes, line ends
 * found by the platform, only lines with a word in the first column looked at: a kernel takes a second or two.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders with nothing that is linked into a kernel. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "Documentation",
  "tools",
  "scripts",
  "samples",
  "usr",
  "include",
]);
const NEWLINE = 10;
/** A head is read this far: to the name of what it declares. */
const MOST_COLUMNS = 200;

/** The first file that defines each name; names that none defines are not in it. */
export function findGlobals(root: string, names: ReadonlySet<string>): Map<string, string> {
  const found = new Map<string, string>();
  if (names.size === 0) return found;
  for (const name of list(root)) {
    if (!name.startsWith(".") && !LEFT_OUT.has(name)) visit(root, name, names, found);
  }
  return found;
}

function visit(root: string, path: string, names: ReadonlySet<string>, found: Map<string, string>): void {
  if (path.endsWith(".c")) searchFile(root, path, names, found);
  else if (!/\.\w+$/.test(path))
    for (const name of list(join(root, path))) visit(root, `${path}/${name}`, names, found);
}

/** Sorted, so that the first file is the same one on every machine; what is no folder has none. */
function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function searchFile(
  root: string,
  path: string,
  names: ReadonlySet<string>,
  found: Map<string, string>,
): void {
  const bytes = read(join(root, path));
  for (let at = 0; at < bytes.length; ) {
    const next = bytes.indexOf(NEWLINE, at);
    const end = next < 0 ? bytes.length : next;
    if (isWordStart(bytes[at])) {
      const head = bytes
        .toString("latin1", at, Math.min(end, at + MOST_COLUMNS))
        .replace(/[=({[;][\s\S]*/, "");
      const word = /(\w+)\s*$/.exec(head)?.[1];
      if (word !== undefined && names.has(word) && !/^static\b/.test(head) && !found.has(word))
        found.set(word, path);
    }
    at = end + 1;
  }
}

function isWordStart(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || byte === 95;
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
