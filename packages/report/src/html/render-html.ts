import type { Skipped } from "@kindred/c-source";
import type { FamiliesDocument } from "@kindred/clones";
import type { LedgerDocument } from "@kindred/fold";
import type { VerdictsDocument } from "@kindred/proof";

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
  /** Most bytes of source text embedded, spent in payoff order. Default 4 MB. */
  readonly textBudget?: number;
}

/** The report as one self-contained HTML file. */
export function renderHtml(report: HtmlReport): string {
  return `<!doctype html><title>${report.title.replace(/[&<>]/g, "")}</title>\n`;
}
