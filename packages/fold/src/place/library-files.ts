import type { CText } from "@kindred/c-source";
import { type LibraryName, symbolOf } from "../kbuild/place-library.ts";
import type { SourceFiles } from "../members/source-file.ts";
import { sharedStem } from "../naming/shared-stem.ts";
import { emptyHeader } from "./empty-header.ts";

/** A library module that the tree does not have: later folds of a run that need one for the same files find the same. */
export interface LibraryFiles {
  readonly name: LibraryName;
  readonly source: string;
  readonly header: string;
  /** What stands in both before any fold: functions of the path alone. */
  readonly sourceBase: CText;
  readonly headerBase: CText;
}

/** Where helpers go in a library's source: ahead of this. */
export const LIBRARY_END = "MODULE_DESCRIPTION(";

/**
 * A source and a header beside the files. Modules and Kconfig symbols have one name in the whole kernel, so the folder
 * is part of it (`hwmon-adt-lib`), and the one above where the folder says nothing more. Undefined when all is taken.
 */
export function planLibrary(
  folder: string,
  paths: readonly string[],
  { sources, isTaken }: { readonly sources: SourceFiles; readonly isTaken: (symbol: string) => boolean },
): LibraryFiles | undefined {
  const stem = sharedStem(paths);
  for (const ending of ["lib", "helpers"]) {
    const module = `${moduleStem(folder, stem)}-${ending}`;
    const [source, header] = [`${folder}/${module}.c`, `${folder}/${module}.h`];
    const name = { folder, module, stem };
    if (sources.open(source) || sources.open(header) || isTaken(symbolOf(name))) continue;
    return { name, source, header, sourceBase: sourceOf(folder, module), headerBase: emptyHeader(module) };
  }
  return undefined;
}

function moduleStem(path: string, stem: string): string {
  const [above, folder] = path.split("/").slice(-2);
  const isClass = path.split("/").length < 3;
  if (stem.startsWith(folder)) return isClass ? stem : `${above}-${stem}`;
  return folder.startsWith(stem) ? folder : `${folder}-${stem}`;
}

function sourceOf(folder: string, module: string): CText {
  return [
    "// SPDX-License-Identifier: GPL-2.0-only",
    "#include <linux/export.h>",
    "#include <linux/module.h>",
    "",
    `#include "${module}.h"`,
    "",
    `${LIBRARY_END}"Code that drivers in ${folder} share");`,
    'MODULE_LICENSE("GPL");',
    "",
  ].join("\n");
}
