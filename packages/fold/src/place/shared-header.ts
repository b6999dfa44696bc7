/*
 * Homes for a helper whose users are linked into different modules: a header that all of them include, where the
 * helper stands whole, `static inline`, or as a macro. Each module then has its own copy of the code, as before, so
 * neither exports nor Kconfig are needed, and the helper means in each file what it means there. A header that they
 * share already is taken first; else one is made beside them. The code must find its names in the header itself,
 * since others include it too.
 */
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import { findCommonHeaders } from "./common-headers.ts";
import type { FoldDesign } from "./fold-design.ts";
import type { HelperHome } from "./helper-home.ts";
import { licenceOf, mayHold } from "./licence.ts";
import { neededIncludes } from "./needed-includes.ts";
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
  sources: SourceFiles,
): readonly HelperHome[] | Refusal {
  const words = design.helper.kind === "macro" ? [] : wordsOf(design);
  if (words === undefined)
    return refuse(
      "crosses-modules",
      `The members are linked into different modules, and a helper of more than ${MOST_LINES} lines is none for a header: it would need a module of its own.`,
    );
  const other = words.length > 0 ? refuseHeaderMeaning(design.helper.freeNames, files, sources) : undefined;
  if (other) return other;
  const common = findCommonHeaders(files, files[0], sources)
    .filter((header) => mayHold(licenceOf(header), files))
    .slice(0, MOST_HEADERS);
  const homes = common.flatMap((header): HelperHome[] => {
    const needed = neededIncludes(words, header, files, sources);
    if ("missing" in needed) return [];
    return [{ file: files[0], header, shared: { includes: new Map([[header.path, needed.includes]]) } }];
  });
  const made = homeInNewHeader(words, files, sources);
  if (!("reason" in made)) return [...homes, made];
  return homes.length > 0 ? homes : made;
}

/** Names that the helper's text takes from outside: those that its design tells, and members of structures. */
function wordsOf({ helper }: FoldDesign): string[] | undefined {
  const text = helper.define("helper", "static inline");
  if (text.trimEnd().split("\n").length > MOST_LINES) return undefined;
  const tokens = cTokens(text);
  const members = tokens.filter((token, i) => isWord(token) && /^(?:\.|->)$/.test(tokens[i - 1]?.text ?? ""));
  const called = new Set(tokens.filter((_, i) => tokens[i + 1]?.text === "(").map(({ text: word }) => word));
  const names = [...helper.freeNames].filter((name) => !BUILT_IN.has(name)).sort();
  const inOrder = [
    ...names.filter((name) => called.has(name)),
    ...names.filter((name) => !called.has(name)),
    ...members.map(({ text: word }) => word).sort(),
  ];
  return [...new Set(inOrder)];
}

/** Names that no header has to declare: Kbuild gives them to the compiler, or they are of C. */
const BUILT_IN: ReadonlySet<string> = new Set(["KBUILD_MODNAME", "KBUILD_BASENAME", "va_list", "__func__"]);

function homeInNewHeader(
  words: readonly string[],
  files: readonly SourceFile[],
  sources: SourceFiles,
): HelperHome | Refusal {
  const made = planNewHeader(files, sources);
  if (!made)
    return refuse("crosses-modules", "The members are linked into different modules that share no folder.");
  const header = sources.imagine(made.path, made.base);
  if (!mayHold(licenceOf(header), files))
    return refuse("licences-differ", "Not all members' files are under version 2 of the GPL.");
  const needed = neededIncludes(words, header, files, sources);
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
