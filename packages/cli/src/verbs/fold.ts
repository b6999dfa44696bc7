import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Skipped } from "@kindred/c-source";
import type { FamiliesDocument } from "@kindred/clones";
import type { LedgerDocument } from "@kindred/fold";
import { renderFamiliesJson, renderLedgerText, renderSkippedText } from "@kindred/report";
import { getText, hasFlag } from "../arguments/read-options.ts";
import { ExitCode } from "../exit-codes.ts";
import { readWorkers } from "../find/collect-sources.ts";
import { readFamilies } from "../find/read-families.ts";
import { selectFamilies } from "../find/select-families.ts";
import { planFold } from "../fold/plan-fold.ts";
import { stackPlans } from "../fold/stack-plans.ts";
import { writeCodemods } from "../fold/write-codemods.ts";
import { writeOutputFolder } from "../output/output-folder.ts";
import { type Author, readAuthor } from "../series/read-author.ts";
import { wrapParagraph } from "../series/wrap-paragraph.ts";
import { writeSeries } from "../series/write-series.ts";
import { createProgressLine } from "../terminal/progress-line.ts";
import { findKernelRoot, prefixFromKernelRoot } from "../tree/kernel-root.ts";
import type { VerbContext } from "../verb.ts";

/** Families, from paths or a file, to a series, codemods, the ledger and a reason for all that was left. */
export async function run(context: VerbContext): Promise<ExitCode> {
  const { args, cwd } = context;
  const output = getText(args, "output", "name the folder to write, as `--output out`");
  const author = readAuthor(args);
  const folded = await writeOutputFolder(output, cwd, (folder) => fold(context, folder, author));
  reportFold(context, folded, output);
  return folded.isIncomplete ? ExitCode.Incomplete : ExitCode.Clean;
}

interface Folded {
  readonly ledger: LedgerDocument;
  readonly skipped: readonly Skipped[];
  readonly isIncomplete: boolean;
  /** The scanned folder. */
  readonly root: string;
}

async function fold(context: VerbContext, folder: string, author: Author): Promise<Folded> {
  const { args, terminal } = context;
  const source = await readFamilies(context, args.words);
  const document = selectFamilies(source.document, args);
  const planned = await planFold({
    root: document.root,
    families: document.families,
    profile: context.config.macroProfile,
    terminal,
    workers: readWorkers(args),
  });
  const showProgress = createProgressLine(terminal, "fold: patches");
  const stacked = await stackPlans(planned, (done, total) => showProgress({ done, total }));
  const skipped = [...source.skipped, ...planned.skipped, ...stacked.skipped];
  writeCodemods(folder, stacked.taken);
  writeFileSync(join(folder, "families.json"), renderFamiliesJson(document));
  const ledger = writeSeries(folder, {
    patches: stacked.patches,
    skipped,
    author,
    ...coverOf(document),
  });
  return { ledger, skipped, isIncomplete: source.isIncomplete, root: document.root };
}

function coverOf({ root }: FamiliesDocument): { subject: string; body: string } {
  const where = prefixFromKernelRoot(root).replace(/\/$/, "");
  const subject =
    where === "" ? "Share code that drivers repeat" : `${where}: share code that drivers repeat`;
  return {
    subject,
    body: wrapParagraph(
      "Functions that were copied from driver to driver become calls to one helper each. Every patch stands alone and leaves the tree building.",
    ),
  };
}

function reportFold({ args, cwd, terminal, isGuided }: VerbContext, folded: Folded, output: string): void {
  const { ledger, skipped, root } = folded;
  const kernel = relative(cwd, findKernelRoot(root)?.path ?? root) || ".";
  terminal.out(renderLedgerText(ledger, { colour: terminal.colour, width: terminal.columns }));
  if (hasFlag(args, "list-skipped")) {
    terminal.error(renderSkippedText(skipped, { colour: false, width: terminal.columns }).trimEnd());
  }
  terminal.note(`wrote ${output}; ${skipped.length} left out, reasons in ${join(output, "skipped.json")}`);
  if (!isGuided) terminal.note(`next: kindred prove ${output} --kernel ${kernel}`);
}
