import type { FamiliesDocument } from "@kindred/clones";
import { sameAs } from "../families/same-as.ts";
import { cleanLine } from "../format/clean-text.ts";
import { countOf, formatCount } from "../format/format-number.ts";
import { escapeHtml } from "./escape-html.ts";

/** Functions listed; the document has them all. */
const LISTED = 200;

/** Functions that re-implement what the tree has: a fold-out, absent when there are none. */
export function reuseSection({ reimplemented }: FamiliesDocument): string {
  if (reimplemented === undefined || reimplemented.length === 0) return "";
  const listed = reimplemented.slice(0, LISTED);
  const rows = listed.map(({ function: name, file, startLine, helper, helperFile }) => {
    const cells = [`${file}:${startLine}`, sameAs({ function: helper, file: helperFile })];
    return `<tr><th scope="row">${escapeHtml(cleanLine(name))}()</th>${cells.map((cell) => `<td>${escapeHtml(cleanLine(cell))}</td>`).join("")}</tr>`;
  });
  const hidden = reimplemented.length - listed.length;
  const rest =
    hidden > 0
      ? `<p class="muted">… and ${countOf(hidden, "more", "more")} (kindred find --format json).</p>`
      : "";
  return (
    `<section id="reuse" aria-labelledby="reuse-title"><h2 id="reuse-title">What the tree has already ` +
    `<span class="count">${formatCount(reimplemented.length)}</span></h2>` +
    `<table class="plain"><tbody>${rows.join("")}</tbody></table>${rest}</section>`
  );
}
