import type { CText, Edit } from "@kindred/c-source";
import { findComments } from "../members/comments.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { applyAligned } from "../print/align-text.ts";
import { columnOf } from "../print/columns.ts";
import { wrapList } from "../print/wrap-list.ts";
import type { MacroPlan } from "./plan-macro.ts";

/** The macro's definition: one member's text with arguments where the members differ, every line but the last continued. */
export function macroText(
  body: FoldMember,
  { holes, parameters }: MacroPlan,
  comments: readonly Edit[],
  name: string,
): CText {
  const edits = holes.flatMap(({ hole, textAt }) =>
    hole.ranges.map(({ start, end }): Edit => ({ start, end, text: textAt(start, end) })),
  );
  const text = blockComments(applyAligned(body.text, [...edits, ...comments]));
  const head = wrapList(
    `#define ${name}(`,
    parameters.map((parameter) => parameter.name),
    ")",
  );
  return continueLines(`${head}\n${text}`);
}

/** A line comment would swallow the rest of a macro. */
function blockComments(text: CText): CText {
  let result = text;
  for (const { start, end } of findComments(text).reverse()) {
    const comment = text.slice(start, end);
    if (!comment.startsWith("//")) continue;
    result = `${result.slice(0, start)}/*${comment.slice(2).trimEnd()} */${result.slice(end)}`;
  }
  return result;
}

const TAB = 8;
/** Backslashes stand in one column, but not to the right of this one. */
const LAST_COLUMN = 96;

function continueLines(text: CText): CText {
  const lines = text.split("\n").map((line) => line.trimEnd());
  const widths = lines.slice(0, -1).map((line) => columnOf(line, line.length));
  const column = Math.min(LAST_COLUMN, (Math.floor(Math.max(...widths) / TAB) + 1) * TAB);
  return lines
    .map((line, i) => {
      if (i === lines.length - 1) return line;
      const tabs = Math.ceil((column - widths[i]) / TAB);
      return `${line}${tabs > 0 ? "\t".repeat(tabs) : " "}\\`;
    })
    .join("\n");
}
