import { blankComments } from "../members/comments.ts";
import { ownMacros } from "../members/macro-table.ts";
import type { SourceFile, SourceFiles } from "../members/source-file.ts";
import { definitionOf, isInSight } from "./needed-names.ts";

const known = new WeakMap<SourceFile, boolean>();

/**
 * Whether a header of the kernel can be included by itself, as far as its structures tell: what they hold whole must be
 * defined in it or in what it includes, as some count on their users to include more; and it must bear to be included
 * again by these.
 */
export function isSelfContained(header: SourceFile, sources: SourceFiles): boolean {
  const before = known.get(header);
  if (before !== undefined) return before;
  const text = blankComments(header.text);
  const held = new Set(
    [
      ...text.matchAll(
        /(?<!\bextern\s+(?:const\s+)?)\b(struct|union)\s+(\w+)\s+\w+\s*(?:\[[^\]\n]*\]\s*)?[;:,]/g,
      ),
    ].map((match) => `${match[1]} ${match[2]}`),
  );
  const table = ownMacros(header, sources);
  const is =
    mayComeTwice(header) && [...held].map(definitionOf).every((each) => isInSight(each, table, sources));
  known.set(header, is);
  return is;
}

/** Whether a header may be included twice: it has a guard, or defines nothing that C lets be defined only once. */
function mayComeTwice({ text, directives: [first, second] }: SourceFile): boolean {
  const isGuarded = /^(?:ifndef|if)$/.test(first?.keyword ?? "") && second?.keyword === "define";
  return (
    isGuarded || /^[ \t]*#[ \t]*pragma[ \t]+once\b/m.test(text) || !/^[^#]*\{/m.test(blankComments(text))
  );
}
