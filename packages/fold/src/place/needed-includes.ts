/*
 * Which headers a header must include, so that code put into it finds every name: a word is found where the header's
 * own includes, and what these include, spell it (comments aside). One that is not found is looked for in what the
 * files that the code comes from include: first in those headers themselves, then in what they include in turn.
 * Errs towards yes where a header mentions a word and does not declare it; then the header's users include the rest,
 * as the files that the code comes from do.
 */
import { kernelHeaders } from "../members/kernel-headers.ts";
import { headerMacros, type MacroTable, ownMacros } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { isSelfContained } from "./self-contained.ts";

/** More lines than this for one helper: it needs too much of its file. */
const MOST_INCLUDES = 6;

/** Names of kernel headers, in brackets, for a header that is to hold these words; or a word that none of them has. */
export function neededIncludes(
  words: readonly string[],
  header: SourceFile,
  files: readonly SourceFile[],
  sources: SourceFiles,
): { readonly includes: readonly string[] } | { readonly missing: string } {
  const [unit] = files;
  const tables = [headerMacros(header, unit, sources)];
  const includes: string[] = [];
  const offers = offersOf(files, sources);
  for (const word of words) {
    if (tables.some((table) => isInSight(word, table, sources))) continue;
    const mayCome = ({ file }: Offer): boolean => isSelfContained(file, sources);
    const offer =
      offers.find((each) => each.file.words.has(word) && mayCome(each)) ??
      offers.find((each) => isInSight(word, each.table(), sources) && mayCome(each));
    if (!offer || includes.length === MOST_INCLUDES) return { missing: word };
    includes.push(offer.name);
    tables.push(offer.table());
  }
  return { includes: includes.sort() };
}

function isInSight(word: string, table: MacroTable, sources: SourceFiles): boolean {
  return (
    table.files.some((file) => file.words.has(word)) ||
    kernelHeaders(table, sources).some((file) => file.words.has(word))
  );
}

/** A kernel header that a file includes. */
interface Offer {
  readonly name: string;
  readonly file: SourceFile;
  table(): MacroTable;
}

/** What the files include of the kernel: what all of them do comes first. */
function offersOf(files: readonly SourceFile[], sources: SourceFiles): Offer[] {
  const counts = new Map<string, number>();
  for (const file of files)
    for (const name of new Set(kernelIncludes(file))) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
  return names.flatMap((name) => {
    const file = sources.open(`include/${name.slice(1, -1)}`);
    return file ? [{ name, file, table: () => ownMacros(file, sources) }] : [];
  });
}

function kernelIncludes({ directives, conditions }: SourceFile): string[] {
  return directives.flatMap(({ keyword, rest, start }) => {
    const name = keyword === "include" ? /^<(?!asm\/)[\w./+-]+>/.exec(rest)?.[0] : undefined;
    return name === undefined || name.includes("..") || conditions.at(start) !== "" ? [] : [name];
  });
}
