import { definesOf, type MacroDefinition, type MacroTable } from "./macro-table.ts";
import type { SourceFile, SourceFiles } from "./source-file.ts";

/** The headers of the kernel that a driver's files include, directly or through each other. */
export interface KernelHeaders {
  /** The definitions of a macro in the nearest header that has some; none when there is no such header. */
  macros(name: string): readonly MacroDefinition[];
  /** Whether this is true of one of them. */
  some(isThere: (header: SourceFile) => boolean): boolean;
}

/** Headers looked through for one driver, nearest first. */
const MOST_HEADERS = 300;

/** Files of a driver whose includes are followed. */
export type Including = Pick<MacroTable, "files">;

const known = new WeakMap<Including, KernelHeaders>();

/** The kernel's headers in sight of a driver; read only as far as somebody asks. */
export function kernelHeaders(from: Including, sources: SourceFiles): KernelHeaders {
  const headers = known.get(from) ?? lookUp(from, sources);
  known.set(from, headers);
  return headers;
}

function lookUp(from: Including, sources: SourceFiles): KernelHeaders {
  const headers = walkHeaders(from, sources);
  const found = new Map<string, readonly MacroDefinition[]>();
  return {
    macros(name) {
      const before = found.get(name);
      if (before) return before;
      let definitions: readonly MacroDefinition[] = [];
      headers((header) => (definitions = definesOf(header).get(name) ?? []).length > 0);
      found.set(name, definitions);
      return definitions;
    },
    some: headers,
  };
}

/** Visits headers breadth first until one satisfies `isLast`; tells whether one did. */
function walkHeaders(
  from: Including,
  sources: SourceFiles,
): (isLast: (header: SourceFile) => boolean) => boolean {
  const paths: string[] = [];
  const seen = new Set<string>();
  const headers: (SourceFile | undefined)[] = [];
  const enqueue = (file: SourceFile): void => {
    for (const path of systemIncludes(file)) {
      if (!seen.has(path)) paths.push(path);
      seen.add(path);
    }
  };
  let isStarted = false;
  const openNext = (): SourceFile | undefined => {
    const header = openHeader(paths[headers.length], sources);
    headers.push(header);
    if (header) enqueue(header);
    return header;
  };
  return (isLast) => {
    if (!isStarted) for (const file of from.files) enqueue(file);
    isStarted = true;
    for (let i = 0; i < paths.length && i < MOST_HEADERS; i++) {
      const header = i < headers.length ? headers[i] : openNext();
      if (header && isLast(header)) return true;
    }
    return false;
  };
}

/** Headers of a machine are taken from their generic versions. */
function openHeader(path: string, sources: SourceFiles): SourceFile | undefined {
  const generic = path.replace(/^asm\//, "asm-generic/");
  return sources.open(`include/${generic}`) ?? sources.open(`include/uapi/${generic}`);
}

const includes = new WeakMap<SourceFile, readonly string[]>();

function systemIncludes(file: SourceFile): readonly string[] {
  const before = includes.get(file);
  if (before) return before;
  const paths = file.directives.flatMap(({ keyword, rest }) => {
    const name = keyword === "include" ? /^<([\w./+-]+)>/.exec(rest)?.[1] : undefined;
    return name === undefined || name.includes("..") ? [] : [name];
  });
  includes.set(file, paths);
  return paths;
}
