import { folderOf } from "../members/folder-of.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import type { FindBuild } from "./build-finder.ts";

/** Paths of the C files, in the folder of the first of some files, that are linked into one of the modules of these. */
export function pathsOfModules(
  files: readonly SourceFile[],
  { sources, findBuild }: { readonly sources: SourceFiles; readonly findBuild: FindBuild },
): string[] {
  const ids = new Set(files.flatMap(({ path }) => findBuild(path).modules.map(({ id }) => id)));
  return sources
    .list(folderOf(files[0]))
    .filter((path) => findBuild(path).modules.some(({ id }) => ids.has(id)));
}
