import type { CText } from "@kindred/c-source";
import { folderOf } from "../members/folder-of.ts";
import { ownIncludes } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { commonFolder, sharedStem } from "../naming/shared-stem.ts";
import { emptyHeader } from "./empty-header.ts";

/** A header that the tree does not have: later folds of a run that need one for the same files find the same. */
export interface NewHeader {
  readonly path: string;
  /** The licence, the include guard and the first include: a function of the path alone. */
  readonly base: CText;
  /** How each file names it in an `#include`. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * A header beside the files, named by what their names begin with alike (`adt7411.c`, `adt7462.c`: `adt-common.h`), or
 * by the folder. Files of several folders get one in a folder above if each of them includes something from there
 * already; undefined when they do not, or when every name is taken.
 */
export function planNewHeader(files: readonly SourceFile[], sources: SourceFiles): NewHeader | undefined {
  const paths = files.map(({ path }) => path);
  const folder = commonFolder(paths);
  const stem = sharedStem(paths);
  const separator = paths.some((path) => path.replace(/.*\//, "").includes("_")) ? "_" : "-";
  const names = new Map<string, string>();
  const prefixes = files.map((file) => wayTo(folder, file, sources));
  for (const ending of ["common", "helpers"]) {
    const name = `${stem}${separator}${ending}.h`;
    const path = `${folder}/${name}`;
    if (sources.open(path)) continue;
    for (const [i, prefix] of prefixes.entries()) {
      if (prefix === undefined) return undefined;
      names.set(files[i].path, `"${prefix}${name}"`);
    }
    return { path, base: baseOf(path), names };
  }
  return undefined;
}

/** What stands before a header's name where a file includes one of a folder: nothing, `../`; undefined if it never does. */
function wayTo(folder: string, file: SourceFile, sources: SourceFiles): string | undefined {
  if (folderOf(file) === folder) return "";
  const inFolder = ownIncludes(file, file, sources).find(({ header }) => folderOf(header) === folder);
  const spelled = /^"([^"]*)"/.exec(inFolder?.directive.rest ?? "")?.[1];
  return spelled?.slice(0, spelled.lastIndexOf("/") + 1);
}

function baseOf(path: string): CText {
  return emptyHeader(path.replace(/\.h$/, "").split("/").slice(-2).join("_"));
}
