import type { CText } from "@kindred/c-source";
import type { FileBuild, FindBuild } from "../kbuild/build-finder.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { findCommonHeaders } from "./common-headers.ts";
import type { FoldDesign } from "./fold-design.ts";
import type { Library, LibrarySight } from "./library-home.ts";
import { refuseLocalMeaning } from "./refuse-local-meaning.ts";
import { sharedHeaders } from "./shared-header.ts";
import { homeOfExisting } from "./visible-helper.ts";

/** Where a helper goes: a static function of one file, or a function of a module with its prototype in a header. */
export interface HelperHome {
  readonly file: SourceFile;
  readonly header: SourceFile | undefined;
  /** Several modules use it: all of it stands in the header. */
  readonly shared?: SharedHeader;
  /** Several modules select a module of its own: its source and header are those that are made for it. */
  readonly library?: Library;
}

/** What a header needs that files of several modules share. */
export interface SharedHeader {
  /** Its text before any fold, when the tree does not have it. */
  readonly base?: CText;
  /** Headers to include (with brackets or quotes), by the path of the file that is to. */
  readonly includes: ReadonlyMap<string, readonly string[]>;
  /** A fold that saves less is not worth it. */
  readonly leastNet?: number;
}

/** Laying a fold out takes time: more homes than this are not tried. */
const MOST_HOMES = 6;

/** The homes that a helper may have, best first; or why its members cannot share one. */
export function chooseHomes(design: FoldDesign, sight: LibrarySight): readonly HelperHome[] | Refusal {
  const { sources, findBuild } = sight;
  const members = design.sites.map(({ member }) => member);
  const files = [...new Set(members.map(({ file }) => file))];
  if (design.helper.existing) return homeOfExisting(design.helper.existing, members, sight);
  if (files.length > 1 && design.helper.kind === "macro") return homesOfMacro(design, files, sight);
  const conditions = new Set(members.map(({ file: { conditions }, span }) => conditions.at(span.start)));
  if (conditions.size > 1)
    return refuse("configuration-differs", "The members stand under different #if conditions.");
  if (files.length === 1) return [{ file: files[0], header: undefined }];
  if (!conditions.has(""))
    return refuse("configuration-differs", "The members stand under #if conditions in several files.");
  const local = refuseLocalMeaning(design.helper.freeNames, files, sources);
  if (local) return local;
  if (sight.isInHeader) return sharedHeaders(design, files, sight);
  const homes = homesInModule(files, sources, findBuild);
  if (!isRefusal(homes)) return homes;
  const shared = sharedHeaders(design, files, sight);
  return isRefusal(shared) && homes.reason !== "crosses-modules" ? homes : shared;
}

/** Homes of a function in the module that all files are part of. */
function homesInModule(
  files: readonly SourceFile[],
  sources: SourceFiles,
  findBuild: FindBuild,
): readonly HelperHome[] | Refusal {
  const candidates = chooseFiles(files, findBuild);
  if (isRefusal(candidates)) return candidates;
  const homes = candidates.flatMap((file) =>
    findCommonHeaders(files, file, sources).map((header) => ({ file, header })),
  );
  return homes.length > 0
    ? [...homes.filter(isOwnHeader), ...homes.filter((home) => !isOwnHeader(home))].slice(0, MOST_HOMES)
    : refuse("no-common-header", "No header of the module is included by all members' files.");
}

/** A macro is put in place where it is used, so it needs no file of the module that is always there, only a header. */
function homesOfMacro(
  design: FoldDesign,
  files: readonly SourceFile[],
  sight: LibrarySight,
): readonly HelperHome[] | Refusal {
  const { sources, findBuild } = sight;
  const modules = new Set(files.map(({ path }) => idsOf(findBuild(path))));
  const headers = modules.size > 1 || modules.has("") ? [] : findCommonHeaders(files, files[0], sources);
  const homes = headers.flatMap((header) => files.map((file): HelperHome => ({ file, header })));
  const own = new Set(homes.filter(isOwnHeader).map(({ header }) => header));
  const sorted = [
    ...headers.filter((header) => own.has(header)),
    ...headers.filter((header) => !own.has(header)),
  ];
  return sorted.length > 0
    ? sorted.slice(0, MOST_HOMES).map((header) => ({ file: files[0], header }))
    : sharedHeaders(design, files, sight);
}

/** Whether the header declares what the file defines. */
function isOwnHeader({ file, header }: HelperHome): boolean {
  return file.functions.some(
    ({ name, start, nameStart }) =>
      header?.words.has(name) && !/\bstatic\b/.test(file.text.slice(start, nameStart)),
  );
}

/** The files that are part of every module of the members' files, whenever one of them is. */
function chooseFiles(files: readonly SourceFile[], findBuild: FindBuild): readonly SourceFile[] | Refusal {
  const builds = files.map(({ path }) => findBuild(path));
  const differs = (mark: (build: FileBuild) => string): boolean =>
    builds.some((build) => mark(build) !== mark(builds[0]));
  const conditionsOf = ({ modules }: FileBuild): string => sorted(modules.map(({ condition }) => condition));
  if (builds[0].modules.length === 0 || differs(idsOf)) {
    return refuse(
      "crosses-modules",
      "The members are linked into different modules; a library module could hold the helper.",
    );
  }
  if (differs(({ ownFlags }) => ownFlags))
    return refuse("configuration-differs", "The members' files are compiled with different flags.");
  const always = files.filter((_, i) => conditionsOf(builds[i]) === "");
  if (always.length > 0) return always;
  return differs(conditionsOf)
    ? refuse("conditional-object", "Each member's file is part of the module under another condition.")
    : files;
}

function idsOf({ modules }: FileBuild): string {
  return sorted(modules.map(({ id }) => id));
}

function sorted(words: readonly string[]): string {
  return [...words].sort().join(" ").trim();
}
