import type { CText } from "@kindred/c-source";
import { lineEnd, lineStart, type TextRange } from "./line-range.ts";

/** The comment that ends on the line right above `start` and has its lines for itself: what documents the code there. */
export function attachedComment(text: CText, start: number): TextRange | undefined {
  const line = lineStart(text, start);
  if (line === 0) return undefined;
  const above = lineStart(text, line - 1);
  const last = text.slice(above, line).trim();
  if (last.startsWith("//")) return { start: firstOfLineComments(text, above), end: line };
  if (!last.endsWith("*/")) return undefined;
  const open = text.lastIndexOf("/*", line - 1);
  const opensItsLine = open >= 0 && text.slice(lineStart(text, open), open).trim() === "";
  const closesAtEnd = text.indexOf("*/", open + 2) + 2 === above + text.slice(above, line).trimEnd().length;
  return opensItsLine && closesAtEnd ? { start: lineStart(text, open), end: line } : undefined;
}

function firstOfLineComments(text: CText, last: number): number {
  let at = last;
  while (at > 0) {
    const above = lineStart(text, at - 1);
    if (!text.slice(above, lineEnd(text, above)).trim().startsWith("//")) break;
    at = above;
  }
  return at;
}
