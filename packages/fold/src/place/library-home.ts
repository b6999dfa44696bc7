/*
 * A home for a helper that several modules of one folder use and that is too long for a header: a module of its own,
 * which the users' Kconfig entries select. It has a source, a header, a line in the Makefile and an entry without a
 * prompt in Kconfig; all of these depend on its path alone, so that folds which need the same library extend it in any
 * order. That is a lot for one function, so it must save many lines, and all that is uncertain about names, licences or
 * the build is a refusal.
 */
import type { LibraryBuild, PlacedLines, PlaceLibrary } from "../kbuild/place-library.ts";
import { ownIncludes } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { commonFolder } from "../naming/shared-stem.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { FoldDesign } from "./fold-design.ts";
import type { FileOperations } from "./fold-operation.ts";
import type { HelperHome } from "./helper-home.ts";
import { type LibraryFiles, planLibrary } from "./library-files.ts";
import { isGpl, licenceOf } from "./licence.ts";
import { neededIncludes } from "./needed-includes.ts";
import { mentionOf, neededNames } from "./needed-names.ts";
import { outerTypes } from "./place-prototype.ts";
import { refuseHeaderMeaning } from "./refuse-header-meaning.ts";
import { refuseLibraryLinks } from "./refuse-library-links.ts";
import { isGplModule, type Sight } from "./visible-helper.ts";

/** Lines that a module must save: it asks Kconfig, the Makefile and everybody who builds kernels for attention. */
const LEAST_FOR_LIBRARY = 20;

/** What a library module needs beside the helper. */
export interface Library {
  readonly source: FileOperations & { readonly base: string };
  readonly header: FileOperations & { readonly base: string };
  /** The Makefile and the Kconfig file. */
  readonly build: readonly FileOperations[];
  /** How the users include the header. */
  readonly include: string;
  readonly leastNet: number;
}

export interface LibrarySight extends Sight {
  /** No function is to be out of sight of the files that use it. */
  readonly isInHeader?: boolean;
  readonly placeLibrary: PlaceLibrary;
  /** Whether some Kconfig of the folders above, or some C file, knows a symbol. */
  readonly isSymbolTaken: (symbol: string, folder: string) => boolean;
}

/** The library module that a function's users would share; or why there is none. */
export function libraryHome(
  design: FoldDesign,
  files: readonly SourceFile[],
  sight: LibrarySight,
): HelperHome | Refusal {
  const paths = files.map(({ path }) => path);
  const folder = commonFolder(paths);
  if (paths.some((path) => path.lastIndexOf("/") !== folder.length))
    return refuse(
      "crosses-modules",
      "The members are linked into different modules of several folders, and the helper is too long for a header.",
    );
  const planned = planLibrary(folder, paths, {
    sources: sight.sources,
    isTaken: (symbol) => sight.isSymbolTaken(symbol, folder),
  });
  if (!planned) return refuse("crosses-modules", "Every name that suits a library module is taken.");
  const build = sight.placeLibrary(paths, planned.name);
  if (typeof build === "string") return refuse("crosses-modules", build);
  const refusal = refuseUsers(design, files, sight);
  if (refusal) return refusal;
  const needed = includesOf(design, files, planned, sight);
  if (isRefusal(needed)) return needed;
  return {
    file: sight.sources.imagine(planned.source, planned.sourceBase),
    header: sight.sources.imagine(planned.header, planned.headerBase),
    library: {
      source: { file: planned.source, base: planned.sourceBase, operations: includes(needed.source) },
      header: { file: planned.header, base: planned.headerBase, operations: includes(needed.header) },
      build: operationsOf(build),
      include: `"${planned.name.module}.h"`,
      leastNet: LEAST_FOR_LIBRARY,
    },
  };
}

function refuseUsers(design: FoldDesign, files: readonly SourceFile[], sight: Sight): Refusal | undefined {
  const { helper } = design;
  if (files.some(({ path }) => sight.findBuild(path).ownFlags !== ""))
    return refuse("configuration-differs", "A member's file is compiled with flags of its own.");
  if (
    helper.preamble !== undefined ||
    /\b__(?:init|exit|meminit|cpuinit)\w*\b/.test(helper.define("helper", ""))
  )
    return refuse("attributes-differ", "What is only there while the kernel starts is not for a library.");
  if (!files.every((file) => isGpl(licenceOf(file)) && isGplModule(file, sight)))
    return refuse("licences-differ", "A library exports to modules under the GPL only.");
  return (
    refuseHeaderMeaning(helper.freeNames, files, sight.sources) ??
    refuseLibraryLinks(helper.freeNames, files, sight)
  );
}

interface NeededIncludes {
  readonly source: readonly string[];
  readonly header: readonly string[];
}

function includesOf(
  design: FoldDesign,
  files: readonly SourceFile[],
  planned: LibraryFiles,
  sight: Sight,
): NeededIncludes | Refusal {
  const { sources } = sight;
  const offers = { sources, own: commonIncludes(files, sources) };
  const bare = (path: string): SourceFile => sources.imagine(path, "#include <linux/types.h>\n");
  const types = outerTypes(design.helper.define("helper", "")).map(mentionOf);
  const inHeader = neededIncludes(types, bare(planned.header), files, offers);
  if ("missing" in inHeader) return missing(inHeader.missing);
  const inSource = neededIncludes(neededNames(design, sight), bare(planned.source), files, offers);
  if ("missing" in inSource) return missing(inSource.missing);
  return { header: inHeader.includes, source: inSource.includes };
}

function missing(word: string): Refusal {
  return refuse("type-not-in-header", `No header that all members' files include declares ${word}.`);
}

/** Headers of the driver's own that all files include, whatever the configuration, with their quotes. */
function commonIncludes(files: readonly SourceFile[], sources: SourceFiles): ReadonlyMap<string, SourceFile> {
  const lists = files.map((file) =>
    ownIncludes(file, file, sources).flatMap(({ directive, header }) => {
      const name = /^"[^"]+"/.exec(directive.rest)?.[0];
      return name === undefined || file.conditions.at(directive.start) !== "" ? [] : [{ name, header }];
    }),
  );
  const isCommon = (header: SourceFile): boolean =>
    lists.every((list) => list.some((each) => each.header === header));
  return new Map(lists[0].filter(({ header }) => isCommon(header)).map(({ name, header }) => [name, header]));
}

function includes(names: readonly string[]): FileOperations["operations"] {
  return names.map((name) => ({ kind: "include", name }));
}

function operationsOf({ object, entry, selects }: LibraryBuild): FileOperations[] {
  const before = ({ anchor, text }: PlacedLines) => ({ kind: "lines-before", anchor, text }) as const;
  const behind = ({ anchor, text }: PlacedLines) => ({ kind: "line-behind", anchor, text }) as const;
  return [
    { file: object.file, isBuildFile: true, operations: [before(object)] },
    { file: entry.file, isBuildFile: true, operations: [before(entry), ...selects.map(behind)] },
  ];
}
