import type { Directive } from "./directives.ts";
import type { SourceFile, SourceFiles } from "./source-file.ts";

/** A `#define`. */
export interface MacroDefinition {
  readonly name: string;
  /** Parameter names of a function-like macro. */
  readonly parameters: readonly string[] | undefined;
  readonly body: string;
  /** Path of the file that defines it. */
  readonly file: string;
}

/** The macros that a driver defines itself: in its file and in the headers it includes with quotes. */
export interface MacroTable {
  /** Every definition of a name: two under different conditions, or a redefinition, are both here. */
  find(name: string): readonly MacroDefinition[];
  /** The files looked at: the file itself, then its own headers. */
  readonly files: readonly SourceFile[];
}

const DEFINE = /^([A-Za-z_]\w*)(\(([^)]*)\))?\s*([\s\S]*)$/;
/** A driver with more headers of its own than this is read this far. */
const MOST_HEADERS = 200;

const known = new WeakMap<SourceFile, MacroTable>();

/** The macros in sight of a file, without leaving the driver's own headers. */
export function ownMacros(file: SourceFile, sources: SourceFiles): MacroTable {
  const table = known.get(file) ?? collectMacros(file, sources);
  known.set(file, table);
  return table;
}

function collectMacros(file: SourceFile, sources: SourceFiles): MacroTable {
  const files = withOwnHeaders(file, sources);
  const found = new Map<string, readonly MacroDefinition[]>();
  return {
    files,
    find(name) {
      const before = found.get(name);
      if (before) return before;
      const definitions = files.flatMap((each) => definesOf(each).get(name) ?? []);
      found.set(name, definitions);
      return definitions;
    },
  };
}

const defines = new WeakMap<SourceFile, ReadonlyMap<string, readonly MacroDefinition[]>>();

/** The macros of one file by name: a header that many files of a driver include is read once. */
export function definesOf(file: SourceFile): ReadonlyMap<string, readonly MacroDefinition[]> {
  const before = defines.get(file);
  if (before) return before;
  const table = new Map<string, MacroDefinition[]>();
  for (const { keyword, rest } of file.directives) {
    const match = keyword === "define" ? DEFINE.exec(rest) : null;
    if (!match) continue;
    const parameters = match[2] === undefined ? undefined : match[3].split(",").map((name) => name.trim());
    const definition = { name: match[1], parameters, body: match[4].trim(), file: file.path };
    const same = table.get(match[1]);
    if (same) same.push(definition);
    else table.set(match[1], [definition]);
  }
  defines.set(file, table);
  return table;
}

function withOwnHeaders(file: SourceFile, sources: SourceFiles): SourceFile[] {
  const files = [file];
  const seen = new Set([file.path]);
  for (let i = 0; i < files.length && files.length < MOST_HEADERS; i++) {
    for (const path of quotedIncludes(files[i])) {
      const header = seen.has(path) ? undefined : sources.open(path);
      seen.add(path);
      if (header) files.push(header);
    }
  }
  return files;
}

const quoted = new WeakMap<SourceFile, readonly string[]>();

/** Paths of the headers that a file includes with quotes, as seen from its own folder. */
export function quotedIncludes(file: SourceFile): readonly string[] {
  const before = quoted.get(file);
  if (before) return before;
  const paths = file.directives.flatMap((directive) => quotedPath(file, directive) ?? []);
  quoted.set(file, paths);
  return paths;
}

/** The path that a line includes with quotes; undefined for any other line. */
export function quotedPath(file: SourceFile, { keyword, rest }: Directive): string | undefined {
  const name = keyword === "include" ? /^"([^"]+)"/.exec(rest)?.[1] : undefined;
  return name === undefined ? undefined : joinPath(file.path.slice(0, file.path.lastIndexOf("/") + 1), name);
}

/** `folder/` and a relative name; undefined when it climbs out of the tree. */
function joinPath(folder: string, name: string): string | undefined {
  const parts = folder.split("/").filter(Boolean);
  for (const part of name.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
