/*
 * Which headers a header must include, so that code put into it finds every name: a word is found where the header's
 * own includes, and what these include, spell it (comments aside). One that is not found is looked for in what the
 * files that the code comes from include: first in those headers themselves, then in what they include in turn.
 * Errs towards yes where a header mentions a word and does not declare it; then the header's users include the rest,
 * as the files that the code comes from do.
 */
import type { Including } from "../members/kernel-headers.ts";
import { ownMacros } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { headersAhead } from "./headers-ahead.ts";
import { isInSight, type NeededName } from "./needed-names.ts";
import { isSelfContained } from "./self-contained.ts";

/** More lines than this for one helper: it needs too much of its file. */
const MOST_INCLUDES = 6;

export interface IncludeOffers {
  readonly sources: SourceFiles;
  /** Headers of the driver's own that may be included too, where the kernel's do not have a name; with their quotes. */
  readonly own?: ReadonlyMap<string, SourceFile>;
}

/** Names of headers, in brackets or quotes, for a file that is to hold code with these needs; or a need that none of them meets. */
export function neededIncludes(
  needed: readonly NeededName[],
  header: SourceFile,
  files: readonly SourceFile[],
  { sources, own }: IncludeOffers,
): { readonly includes: readonly string[] } | { readonly missing: string } {
  const [unit] = files;
  const tables: Including[] = [headersAhead(header, unit, sources)];
  const includes: string[] = [];
  const offers = [...offersOf(files, sources), ...ownOffers(own, sources)];
  for (const each of needed) {
    if (tables.some((table) => isInSight(each, table, sources))) continue;
    const mayCome = ({ file }: Offer): boolean => isSelfContained(file, sources);
    const offer =
      offers.find((one) => each.isIn(one.file) && mayCome(one)) ??
      offers.find((one) => isInSight(each, one.table(), sources) && mayCome(one));
    if (!offer || includes.length === MOST_INCLUDES) return { missing: each.name };
    includes.push(offer.name);
    tables.push(offer.table());
  }
  return { includes: includes.sort() };
}

/** A header that a file includes. */
interface Offer {
  readonly name: string;
  readonly file: SourceFile;
  table(): Including;
}

function ownOffers(own: IncludeOffers["own"], sources: SourceFiles): Offer[] {
  return [...(own ?? [])].map(([name, file]) => ({ name, file, table: () => ownMacros(file, sources) }));
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
