import { dirname, resolve, sep } from "node:path";
import { type CText, decodeC } from "@kindred/c-source";
import { SourceReader } from "../scan/read-source.ts";
import { type Definitions, definitionsOf } from "./definitions.ts";

/** Files that are kept while neighbouring candidates are looked at. */
const MOST_FILES = 256;
/** Headers that one file may include by quotes, one within the other. */
const MOST_HEADERS = 64;

export interface FileText {
  readonly text: CText;
  readonly definitions: Definitions;
}

/**
 * Reads files with what they define for themselves: in the file, and in the headers of the driver that they include in
 * quotes, as far as these stand where the quotes say. Only headers inside of the given folders are read.
 */
export class FileDefinitions {
  private readonly roots: readonly string[];
  private readonly reader = new SourceReader();
  private readonly files = new Map<string, FileText | undefined>();
  private readonly whole = new Map<string, FileText | undefined>();

  constructor(roots: readonly string[]) {
    this.roots = roots;
  }

  read(path: string): FileText | undefined {
    if (this.files.size >= MOST_FILES) {
      this.files.clear();
      this.whole.clear();
    }
    if (!this.whole.has(path)) this.whole.set(path, this.withHeaders(path));
    return this.whole.get(path);
  }

  private withHeaders(path: string): FileText | undefined {
    const file = this.readAlone(path);
    if (file === undefined) return undefined;
    const definitions = new Map(file.definitions);
    const seen = new Set<string>([path]);
    const open = headersOf(path, file.text);
    for (let header = open.pop(); header !== undefined; header = open.pop()) {
      if (seen.has(header) || seen.size > MOST_HEADERS || !this.isInside(header)) continue;
      seen.add(header);
      const read = this.readAlone(header);
      if (read === undefined) continue;
      for (const [name, definition] of read.definitions)
        if (!definitions.has(name)) definitions.set(name, definition);
      open.push(...headersOf(header, read.text));
    }
    return { text: file.text, definitions };
  }

  private readAlone(path: string): FileText | undefined {
    if (!this.files.has(path)) {
      const length = this.reader.read(path, path);
      const text = typeof length === "number" ? decodeC(this.reader.bytes.subarray(0, length)) : undefined;
      this.files.set(path, text === undefined ? undefined : { text, definitions: definitionsOf(text) });
    }
    return this.files.get(path);
  }

  private isInside(path: string): boolean {
    return this.roots.some((root) => path.startsWith(root + sep));
  }
}

function headersOf(path: string, text: CText): string[] {
  const names = [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"\n]{1,200}\.h)"/gm)];
  return names.map(([, name]) => resolve(dirname(path), name)).reverse();
}
