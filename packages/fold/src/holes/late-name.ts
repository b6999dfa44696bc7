import { mayDefine } from "../members/file-scope-names.ts";
import type { SourceFile } from "../members/source-file.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";

/**
 * A name in constant values that does not yet mean there, at an offset of the file, what it means further down: a
 * macro defined behind it, or twice, or a function, object or enumerator of the file that was not spoken of before.
 */
export function findLateName(
  file: SourceFile,
  offset: number,
  values: readonly string[],
): string | undefined {
  const words = new Set(
    values.flatMap((value) =>
      cTokens(value)
        .filter(isWord)
        .map(({ text }) => text),
    ),
  );
  const before = new Set<string>();
  for (const { text, start } of file.tokens) {
    if (start >= offset) break;
    if (words.has(text)) before.add(text);
  }
  return [...words].find((word) => isLate(word, file, offset, before));
}

function isLate(word: string, file: SourceFile, offset: number, before: ReadonlySet<string>): boolean {
  const directives = file.directives.filter(
    ({ keyword, rest }) => /^(?:define|undef)$/.test(keyword) && /^\w+/.exec(rest)?.[0] === word,
  );
  if (directives.length > 0)
    return directives.some(({ keyword, start }) => keyword === "undef" || start > offset);
  return mayDefine(file, word) && !before.has(word);
}
