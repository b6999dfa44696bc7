import type { CText, ParsedC, SyntaxNode } from "@kindred/c-source";
import { canonicalText } from "./canonical-text.ts";

/** Children that carry meaning: no comments, and no commas, since the parent's type already says that it is a list. */
export function significantChildren(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter(
    (child): child is SyntaxNode => child !== null && child.type !== "comment" && child.type !== ",",
  );
}

/** Spelling of a leaf in the file. One that the macro profile made of several tokens (`struct x *` as an argument) has one blank between them. */
export function wordOf(parsed: ParsedC, node: SyntaxNode): CText {
  const source = parsed.sourceOf(node);
  return /\s/.test(source) ? canonicalText(source) : source;
}

/** True when `text` holds every word as a whole word, be it in a comment: cheap enough to ask before parsing. */
export function hasWords(text: CText, words: readonly string[]): boolean {
  return words.every((word) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!/\w/.test(text[at - 1] ?? "") && !/\w/.test(text[at + word.length] ?? "")) return true;
    }
    return false;
  });
}
