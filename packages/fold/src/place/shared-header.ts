/*
 * Homes for a helper whose users are linked into different modules: a header that all of them include, where the
 * helper stands whole, `static inline`, or as a macro. Each module then has its own copy of the code, as before, so
 * neither exports nor Kconfig are needed, and the helper means in each file what it means there. A header that they
 * share already is taken first; else one is made beside them. The code must find its names in the header itself,
 * since others include it too. A function that is too long for that goes to a library module.
 */
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { findCommonHeaders } from "./common-headers.ts";
import type { FoldDesign } from "./fold-design.ts";
import type { HelperHome } from "./helper-home.ts";
import { type LibrarySight, libraryHome } from "./library-home.ts";
import { licenceOf, mayHold } from "./licence.ts";
import { neededIncludes } from "./needed-includes.ts";
import { type NeededName, neededNames } from "./needed-names.ts";
import { planNewHeader } from "./new-header.ts";
import { refuseHeaderMeaning } from "./refuse-header-meaning.ts";

/** A function of more lines fills more than the screen that the kernel's coding style gives it: it is no inline function. */
const MOST_LINES = 24;
/** A new header for less is not worth a file. */
const LEAST_FOR_NEW_HEADER = 4;
/** Headers that all files include and that are looked at. */
const MOST_HEADERS = 4;

/** Places for the whole helper in a header; or why there is none. */
export function sharedHeaders(
  design: FoldDesign,
  files: readonly SourceFile[],
  sight: LibrarySight,
): readonly HelperHome[] | Refusal {
  const { sources } = sight;
  const isMacro = design.helper.kind === "macro";
  if (!isMacro && isTooLong(design)) {
    if (sight.isInHeader) return refuse("no-common-header", "The helper is too long for a header.");
    const home = libraryHome(design, files, sight);
    return isRefusal(home) ? home : [home];
  }
  const words = isMacro ? [] : neededNames(design, sight);
  const other = words.length > 0 ? refuseHeaderMeaning(design.helper.freeNames, files, sources) : undefined;
  if (other) return other;
  const common = findCommonHeaders(files, files[0], sources)
    .filter((header) => mayHold(licenceOf(header), files))
    .slice(0, MOST_HEADERS);
  const homes = common.flatMap((header): HelperHome[] => {
    const needed = neededIncludes(words, header, files, { sources });
    if ("missing" in needed) return [];
    return [{ file: files[0], header, shared: { includes: new Map([[header.path, needed.includes]]) } }];
  });
  const made = homeInNewHeader(words, files, sources);
  if (!("reason" in made)) return [...homes, made];
  return homes.length > 0 ? homes : made;
}

function isTooLong({ helper }: FoldDesign): boolean {
  return helper.define("helper", "static inline").trimEnd().split("\n").length > MOST_LINES;
}

function homeInNewHeader(
  words: readonly NeededName[],
  files: readonly SourceFile[],
  sources: SourceFiles,
): HelperHome | Refusal {
  const made = planNewHeader(files, sources);
  if (!made)
    return refuse("crosses-modules", "The members are linked into different modules that share no folder.");
  const header = sources.imagine(made.path, made.base);
  if (!mayHold(licenceOf(header), files))
    return refuse("licences-differ", "Not all members' files are under version 2 of the GPL.");
  const needed = neededIncludes(words, header, files, { sources });
  if ("missing" in needed)
    return refuse(
      "type-not-in-header",
      `No header of the kernel that the members' files include declares ${needed.missing}.`,
    );
  const includes = new Map<string, readonly string[]>([[header.path, needed.includes]]);
  for (const [path, name] of made.names) includes.set(path, [name]);
  return {
    file: files[0],
    header,
    shared: { base: made.base, includes, leastNet: LEAST_FOR_NEW_HEADER },
  };
}
