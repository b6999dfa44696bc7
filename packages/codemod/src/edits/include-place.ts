/*
 * Where one more `#include` belongs. Includes at the head of a file (outside every `#if`, before the first function)
 * come in blocks without a blank line between. A header of the kernel goes to the block that has most of its folder's
 * (`<linux/…>`), one of the driver's own to the last block of those. There it stands in its place when the block is
 * sorted, else behind the block's last one. Linear in the head of the file.
 */
import type { CText } from "@kindred/c-source";
import { includeEnd } from "./include-end.ts";

/** A line to put at an offset. */
export interface IncludePlace {
  readonly at: number;
  readonly text: CText;
}

interface IncludeLine {
  readonly start: number;
  readonly end: number;
  /** With its brackets or quotes. */
  readonly name: string;
}

/** The place of `#include name` (name with its brackets or quotes); undefined when the file has that line already. */
export function placeInclude(text: CText, name: string, limit: number): IncludePlace | undefined {
  const lines = headIncludes(text, limit);
  if (lines.some((line) => line.name === name)) return undefined;
  const line = `#include ${name}\n`;
  const alike = name.startsWith("<")
    ? mostLines(
        blocksOf(
          text,
          lines.filter((each) => each.name.startsWith(folderOf(name))),
        ),
      )
    : blocksOf(
        text,
        lines.filter((each) => each.name.startsWith('"')),
      ).at(-1);
  if (alike) return { at: placeIn(alike, name), text: line };
  const isFirst = name.startsWith("<") && lines.length > 0;
  if (isFirst) return { at: lines[0].start, text: line };
  const guard = GUARD.exec(text);
  if (lines.length === 0 && guard) return { at: guard.index + guard[0].length, text: `\n${line}` };
  if (guard && lines.length > 0) return { at: lines.at(-1)!.end, text: `\n${line}` };
  return { at: includeEnd(text, limit), text: lines.length > 0 ? `\n${line}` : `${line}\n` };
}

/** The two lines that open an include guard. */
const GUARD = /^[ \t]*#[ \t]*ifndef[ \t]+(\w+)[ \t]*\n[ \t]*#[ \t]*define[ \t]+\1\b.*\n/m;

/** The includes outside of every `#if` but the include guard's, before `limit`. */
function headIncludes(text: CText, limit: number): IncludeLine[] {
  const directive = /^[ \t]*#[ \t]*(\w+)[ \t]*(<[^>\n]*>|"[^"\n]*")?.*(?:\n|$)/gm;
  const guard = GUARD.exec(text);
  const found: IncludeLine[] = [];
  let depth = 0;
  for (let match = directive.exec(text); match && match.index < limit; match = directive.exec(text)) {
    const [, word, name] = match;
    if (word.startsWith("if")) depth += match.index === guard?.index ? 0 : 1;
    else if (word === "endif") depth = Math.max(0, depth - 1);
    else if (word === "include" && depth === 0 && name)
      found.push({ start: match.index, end: directive.lastIndex, name });
    if (match[0] === "") break;
  }
  return found;
}

/** `<linux/` of `<linux/io.h>`. */
function folderOf(name: string): string {
  return name.slice(0, name.indexOf("/") + 1) || "<";
}

/** Lines that stand right behind each other. */
function blocksOf(text: CText, lines: readonly IncludeLine[]): IncludeLine[][] {
  const blocks: IncludeLine[][] = [];
  for (const line of lines) {
    const last = blocks.at(-1)?.at(-1);
    if (last && text.slice(last.end, line.start) === "") blocks.at(-1)!.push(line);
    else blocks.push([line]);
  }
  return blocks;
}

function mostLines(blocks: readonly IncludeLine[][]): IncludeLine[] | undefined {
  return blocks.reduce<IncludeLine[] | undefined>(
    (best, block) => (best && best.length >= block.length ? best : block),
    undefined,
  );
}

function placeIn(block: readonly IncludeLine[], name: string): number {
  const isSorted = block.every((line, i) => i === 0 || block[i - 1].name < line.name);
  const behind = isSorted ? block.find((line) => line.name > name) : undefined;
  return behind ? behind.start : block.at(-1)!.end;
}
