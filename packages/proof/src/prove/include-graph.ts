/**
 * Who includes a header, directly or through others, in a tree as a series leaves it. All `#include` lines of the
 * tree are read once (a second or two for a kernel that is in memory); files that the series
 * changed count with their changed text.
 *
 * Where a line leads is worked out without the build's `-I` options: a quoted name beside the file that includes it,
 * then below `include/`, else a file of that name in the same subsystem, or the only one of
 * that name in the tree. That finds a few
 * includers too many, never too few of those that one can tell without the build: conditional includes count.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { CText } from "@kindred/c-source";
import type { ChangedFiles } from "../compile/scratch-mirror.ts";

/** Folders without sources of the kernel itself, and machines that nothing here is built for. */
const LEFT_OUT = /^(?:Documentation|LICENSES|rust|tools|usr|arch\/(?!x86$).*)$/;
const LINE = /^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]{1,300})[">]/gm;
/** `include` as it stands in a file's bytes. */
const WORD = Buffer.from("include");
/** A file that is larger is no source that a person wrote. */
const LARGEST = 8 << 20;

interface IncludeLine {
  readonly from: string;
  readonly name: string;
  readonly isQuoted: boolean;
}

export interface IncludeGraph {
  /** All `.c` files that include a file, directly or not, sorted. */
  includersOf(file: string, changed: ChangedFiles): string[];
}

/** The graph of a tree; with `isEmpty` only what a series changes is looked at, for headers that the tree does not have. */
export function readIncludeGraph(kernel: string, isEmpty: boolean): IncludeGraph {
  const files = new Set<string>();
  const namesakes = new Map<string, number>();
  const lines = new Map<string, IncludeLine[]>();
  if (!isEmpty) for (const line of readTree(kernel, "", files)) addLine(lines, line);
  for (const name of [...files].map((file) => posix.basename(file)))
    namesakes.set(name, (namesakes.get(name) ?? 0) + 1);
  const inText = new Map<CText, readonly IncludeLine[]>();
  const changedLines = (changed: ChangedFiles): Map<string, IncludeLine[]> => {
    const found = new Map<string, IncludeLine[]>();
    for (const [file, text] of changed) {
      if (text === null) continue;
      const known = inText.get(text) ?? linesOf(file, text);
      inText.set(text, known);
      for (const line of known) addLine(found, { ...line, from: file });
    }
    return found;
  };
  return {
    includersOf(file, changed) {
      const own = changedLines(changed);
      const exists = (path: string): boolean =>
        changed.has(path) ? changed.get(path) !== null : files.has(path);
      const seen = new Set([file]);
      for (const target of seen) {
        const name = posix.basename(target);
        const isOnly = (namesakes.get(name) ?? 0) <= 1;
        const unchanged = (lines.get(name) ?? []).filter(({ from }) => !changed.has(from));
        for (const line of [...unchanged, ...(own.get(name) ?? [])])
          if (leadsTo(line, target, exists, isOnly)) seen.add(line.from);
      }
      seen.delete(file);
      return [...seen].filter((one) => one.endsWith(".c")).sort();
    },
  };
}

function addLine(lines: Map<string, IncludeLine[]>, line: IncludeLine): void {
  const name = posix.basename(line.name);
  const known = lines.get(name);
  if (known === undefined) lines.set(name, [line]);
  else known.push(line);
}

function leadsTo(
  { from, name, isQuoted }: IncludeLine,
  target: string,
  exists: (path: string) => boolean,
  isOnly: boolean,
): boolean {
  const beside = posix.normalize(posix.join(posix.dirname(from), name));
  if (isQuoted && (beside === target || exists(beside))) return beside === target;
  const general = `include/${name}`;
  if (general === target || exists(general)) return general === target;
  const plain = name.replace(/^(?:\.\.?\/)+/, "");
  return target.endsWith(`/${plain}`) && (isOnly || subsystemOf(from) === subsystemOf(target));
}

function subsystemOf(path: string): string {
  return path.split("/", 2).join("/");
}

function linesOf(from: string, text: CText): IncludeLine[] {
  return [...text.matchAll(LINE)].map(([, open, name]) => ({ from, name: name!, isQuoted: open === '"' }));
}

function* readTree(kernel: string, folder: string, files: Set<string>): Generator<IncludeLine> {
  for (const entry of entriesOf(join(kernel, folder))) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!LEFT_OUT.test(path) && !entry.name.startsWith(".")) yield* readTree(kernel, path, files);
    } else if (entry.isFile() && /\.[ch]$/.test(entry.name)) {
      files.add(path);
      yield* linesInFile(join(kernel, path), path);
    }
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // a folder that nobody may read
  }
}

/** Only the lines that hold the word become text: most of a tree never does. */
function linesInFile(path: string, from: string): IncludeLine[] {
  const bytes = readBytes(path);
  const found: IncludeLine[] = [];
  for (let at = bytes.indexOf(WORD); at >= 0; at = bytes.indexOf(WORD, at + WORD.length)) {
    const start = bytes.lastIndexOf(10, at) + 1;
    if (at - start > 100) continue;
    const end = bytes.indexOf(10, at);
    found.push(...linesOf(from, bytes.toString("latin1", start, end < 0 ? bytes.length : end)));
  }
  return found;
}

function readBytes(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    return bytes.length > LARGEST ? bytes.subarray(0, LARGEST) : bytes;
  } catch {
    return Buffer.alloc(0);
  }
}
