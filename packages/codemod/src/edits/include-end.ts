import type { CText } from "@kindred/c-source";

/**
 * Offset behind the last `#include` at the head of a file, where one more belongs: only those that stand outside
 * every `#if` count, and the search ends at `limit` (the first function). Without includes: behind the comments and
 * blank lines at the head.
 */
export function includeEnd(text: CText, limit: number): number {
  const directive = /^[ \t]*#[ \t]*(\w+).*(?:\n|$)/gm;
  let depth = 0;
  let end: number | undefined;
  for (let match = directive.exec(text); match && match.index < limit; match = directive.exec(text)) {
    const word = match[1];
    if (word.startsWith("if")) depth++;
    else if (word === "endif") depth = Math.max(0, depth - 1);
    else if (word === "include" && depth === 0) end = directive.lastIndex;
    if (match[0] === "") break;
  }
  return end ?? headEnd(text);
}

function headEnd(text: CText): number {
  const head = /(?:\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*/y;
  const blank = head.exec(text)![0];
  return blank.lastIndexOf("\n") + 1;
}
