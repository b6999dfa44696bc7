import { createHash } from "node:crypto";
import type { Skipped } from "@kindred/c-source";
import type { FamiliesDocument } from "@kindred/clones";
import type { LedgerDocument } from "@kindred/fold";
import type { VerdictsDocument } from "@kindred/proof";
import { cleanLine } from "../format/clean-text.ts";
import { formatCount } from "../format/format-number.ts";
import { buildPayload } from "./build-payload.ts";
import { CLIENT_SCRIPT, CLIENT_STYLE } from "./client-bundle.ts";
import { embedJson, escapeHtml } from "./escape-html.ts";
import type { ReportPayload } from "./payload.ts";
import { reuseSection } from "./reuse-section.ts";
import { skippedSection } from "./skipped-section.ts";
import { summarySection } from "./summary-section.ts";

export interface HtmlReport {
  readonly families: FamiliesDocument;
  /** Display text of members: `file:startLine` -> text. Members without text are listed all the same. */
  readonly memberTexts: ReadonlyMap<string, string>;
  readonly ledger?: LedgerDocument;
  readonly verdicts?: VerdictsDocument;
  readonly skipped: readonly Skipped[];
  readonly title: string;
  /** The command that gave the report, as typed. */
  readonly command: string;
  /** A line for the foot: version, kernel. No machine path, no time: same input, same bytes. */
  readonly generatedNote: string;
  /** Most characters of source text embedded, spent in payoff order. Default 4,000,000. */
  readonly textBudget?: number;
}

const TEXT_BUDGET = 4_000_000;

/**
 * The report as one HTML file that loads nothing: figures and charts are in the markup, families and patches in embedded
 * JSON that the page's own script shows, only the visible rows at a time. Its Content-Security-Policy names that script
 * and that style sheet by hash, so that nothing in a tree's text could run even if an escape were missed.
 */
export function renderHtml(report: HtmlReport): string {
  const payload = buildPayload({ ...report, textBudget: report.textBudget ?? TEXT_BUDGET });
  const title = escapeHtml(cleanLine(report.title));
  const skippedTotal = Math.max(report.families.summary.skipped, report.skipped.length);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hashOf(CLIENT_SCRIPT)}; style-src ${hashOf(CLIENT_STYLE)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${CLIENT_STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<code class="command">${escapeHtml(cleanLine(report.command))}</code>
<button type="button" id="theme">Theme: auto</button>
</header>
<main>
${summarySection(report.families, report.ledger, report.verdicts)}
${familiesSection(payload)}
${patchesSection(payload)}
${reuseSection(report.families)}
${skippedSection(report.skipped, skippedTotal)}
</main>
<footer>${escapeHtml(cleanLine(report.generatedNote))}</footer>
<noscript><p>The families and patches of this report are shown by its script, which is switched off.</p></noscript>
<script type="application/json" id="payload">${embedJson(payload)}</script>
<script>${CLIENT_SCRIPT}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

function familiesSection({ families }: ReportPayload): string {
  const withText = families.filter((family) => family.view !== undefined).length;
  const note =
    withText === families.length
      ? ""
      : `<p class="muted">Source text is embedded for ${formatCount(withText)} of ${formatCount(families.length)} families, best payoff first.</p>`;
  return `<section id="families" aria-labelledby="families-title">
<div class="bar-line"><h2 id="families-title">Families <span class="count" id="family-count"></span></h2>
<form id="family-filter" role="search">
<input type="search" name="text" placeholder="Function, file or id" aria-label="Search families" autocomplete="off" spellcheck="false">
<select name="type" aria-label="Type"></select>
<select name="strategy" aria-label="Strategy"></select>
<select name="scope" aria-label="Scope"></select>
</form></div>
<div class="list" id="family-list"></div>
${note}
<div class="detail" id="family-detail" tabindex="-1"></div>
</section>`;
}

function patchesSection({ patches }: ReportPayload): string {
  if (patches.length === 0) return "";
  return `<section id="patches" aria-labelledby="patches-title">
<div class="bar-line"><h2 id="patches-title">Patches <span class="count">${formatCount(patches.length)}</span></h2></div>
<div class="list" id="patch-list"></div>
<div class="detail" id="patch-detail" tabindex="-1"></div>
</section>`;
}
