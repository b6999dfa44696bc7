import type { TextRange } from "./line-range.ts";
import type { TextLines } from "./text-lines.ts";

/** The comment that ends on the line right above `start` and has its lines for itself: what documents the code there. */
export function attachedComment(lines: TextLines, start: number): TextRange | undefined {
  const { text } = lines;
  const line = lines.startOf(start);
  if (line === 0) return undefined;
  const above = lines.startOf(line - 1);
  const last = text.slice(above, line).trim();
  if (last.startsWith("//")) return { start: firstOfLineComments(lines, above), end: line };
  if (!last.endsWith("*/")) return undefined;
  const open = text.lastIndexOf("/*", line - 1);
  const opensItsLine = open >= 0 && text.slice(lines.startOf(open), open).trim() === "";
  const closesAtEnd = text.indexOf("*/", open + 2) + 2 === above + text.slice(above, line).trimEnd().length;
  return opensItsLine && closesAtEnd ? { start: lines.startOf(open), end: line } : undefined;
}

function firstOfLineComments(lines: TextLines, last: number): number {
  let at = last;
  while (at > 0) {
    const above = lines.startOf(at - 1);
    if (!lines.text.slice(above, lines.endOf(above)).trim().startsWith("//")) break;
    at = above;
  }
  return at;
}
