import { normalPath } from "../kbuild/normal-path.ts";
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
    for (const { header } of ownIncludes(files[i], file, sources)) {
      if (!seen.has(header.path)) files.push(header);
      seen.add(header.path);
    }
  }
  return files;
}

/** A line that includes a header of the driver's own. */
export interface OwnInclude {
  readonly directive: Directive;
  readonly header: SourceFile;
}

const includes = new WeakMap<SourceFile, WeakMap<readonly string[], readonly OwnInclude[]>>();

/**
 * The headers of its own that a file includes: beside it, or where the Makefile says to look for those of `unit`, the
 * C file that is compiled. Files of one module share their list of places, so a header is looked through once for all.
 */
export function ownIncludes(file: SourceFile, unit: SourceFile, sources: SourceFiles): readonly OwnInclude[] {
  const byPlaces = includes.get(file) ?? new WeakMap<readonly string[], readonly OwnInclude[]>();
  includes.set(file, byPlaces);
  const found = byPlaces.get(unit.includePaths) ?? findOwnIncludes(file, unit.includePaths, sources);
  byPlaces.set(unit.includePaths, found);
  return found;
}

function findOwnIncludes(
  file: SourceFile,
  includePaths: readonly string[],
  sources: SourceFiles,
): readonly OwnInclude[] {
  const folder = file.path.slice(0, file.path.lastIndexOf("/") + 1);
  return file.directives.flatMap((directive) => {
    const [, quote, name] =
      (directive.keyword === "include" ? /^(["<])([^">]+)[">]/.exec(directive.rest) : undefined) ?? [];
    if (name === undefined) return [];
    const beside = quote === '"' ? normalPath(folder + name) : undefined;
    const own = beside === undefined ? undefined : sources.open(beside);
    if (own) return [{ directive, header: own }];
    for (const each of includePaths) {
      const path = normalPath(`${each}/${name}`);
      const header = path === undefined ? undefined : sources.openHeader(path);
      if (header) return header === "too-large" ? [] : [{ directive, header }];
    }
    return [];
  });
}

/** The headers that a file includes by quotes and that {@link ownIncludes} does not give: too large, or not found. */
export function unreadIncludes(file: SourceFile, sources: SourceFiles): string {
  const read = new Set(ownIncludes(file, file, sources).map(({ directive }) => directive));
  const names = file.directives.flatMap((directive) =>
    directive.keyword === "include" && directive.rest.startsWith('"') && !read.has(directive)
      ? directive.rest
      : [],
  );
  return [...new Set(names)].sort().join(" ");
}
