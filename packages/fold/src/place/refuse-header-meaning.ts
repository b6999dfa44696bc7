import { mayDefine } from "../members/file-scope-names.ts";
import { ownMacros } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { type Refusal, refuse } from "../refusal.ts";

/**
 * Names that headers of single drivers define for themselves: files of different modules may each have their own
 * `REG_CTRL`, which no header that they share knows.
 */
export function refuseHeaderMeaning(
  names: ReadonlySet<string>,
  files: readonly SourceFile[],
  sources: SourceFiles,
): Refusal | undefined {
  const shared = sharedHeadersOf(files, sources);
  const alone = new Set(
    files.flatMap((file) => ownMacros(file, sources).files.slice(1)).filter((each) => !shared.includes(each)),
  );
  for (const word of names) {
    if (shared.some((header) => header.words.has(word))) continue;
    const owner = [...alone].find((header) => header.words.has(word) && mayDefine(header, word));
    if (owner)
      return refuse(
        "uses-file-scope-names",
        `${word} is defined in ${owner.path}, which not all members' files include.`,
      );
  }
  return undefined;
}

/** The driver's own headers that all files include, in whatever way. */
function sharedHeadersOf(files: readonly SourceFile[], sources: SourceFiles): readonly SourceFile[] {
  return files
    .map((file) => ownMacros(file, sources).files.slice(1))
    .reduce((a, b) => a.filter((each) => b.includes(each)));
}
