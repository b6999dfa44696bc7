import type { Skipped } from "@kindred/c-source";
import { cleanLine } from "../format/clean-text.ts";
import { countOf, formatCount } from "../format/format-number.ts";
import { countReasons } from "../skipped/count-reasons.ts";
import { escapeHtml } from "./escape-html.ts";

/** Records listed for each reason; the page must stay small however much was skipped. */
const LISTED = 100;

/** What was not analysed, folded or proved: a fold-out for each reason. */
export function skippedSection(skipped: readonly Skipped[], total: number): string {
  const reasons = countReasons(skipped).map(({ reason, count }) => reasonBlock(reason, count, skipped));
  const body =
    reasons.length === 0
      ? `<p class="muted">${total === 0 ? "Nothing was skipped." : "See kindred find --list-skipped."}</p>`
      : reasons.join("");
  return (
    `<section id="skipped" aria-labelledby="skipped-title"><h2 id="skipped-title">Skipped ` +
    `<span class="count">${formatCount(total)}</span></h2>${body}</section>`
  );
}

function reasonBlock(reason: string, count: number, skipped: readonly Skipped[]): string {
  const listed = skipped.filter((each) => each.reason === reason).slice(0, LISTED);
  const rows = listed.map(
    ({ subject, detail }) =>
      `<tr><th scope="row">${escapeHtml(cleanLine(subject))}</th><td>${escapeHtml(cleanLine(detail))}</td></tr>`,
  );
  const rest =
    count > listed.length
      ? `<p class="muted">… and ${countOf(count - listed.length, "more", "more")} (--list-skipped).</p>`
      : "";
  return (
    `<details class="reason"><summary><span class="num">${formatCount(count)}</span> ${escapeHtml(cleanLine(reason))}</summary>` +
    `<table class="plain"><tbody>${rows.join("")}</tbody></table>${rest}</details>`
  );
}
