import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Skipped } from "@kindred/c-source";
import type { FamiliesDocument } from "@kindred/clones";
import type { LedgerDocument } from "@kindred/fold";
import type { VerdictsDocument } from "@kindred/proof";
import {
  countOf,
  renderFamiliesJson,
  renderLedgerText,
  renderRefusalsText,
  renderSkippedText,
  renderVerdictsJson,
  renderVerdictsText,
} from "@kindred/report";
import { getText, hasFlag } from "../arguments/read-options.ts";
import { ExitCode } from "../exit-codes.ts";
import { readFamilies } from "../find/read-families.ts";
import { selectFamilies } from "../find/select-families.ts";
import { makePatches, requireProveForItsOptions } from "../fold/make-patches.ts";
import { readStrategies } from "../fold/read-strategies.ts";
import { writeCodemods } from "../fold/write-codemods.ts";
import { writeOutputFolder } from "../output/output-folder.ts";
import { type Author, readAuthor } from "../series/read-author.ts";
import { wrapParagraph } from "../series/wrap-paragraph.ts";
import { writeSeries } from "../series/write-series.ts";
import { findKernelRoot, prefixFromKernelRoot } from "../tree/kernel-root.ts";
import type { VerbContext } from "../verb.ts";

/** Families, from paths or a file, to a series, codemods, the ledger and a reason for all that was left. */
export async function run(context: VerbContext): Promise<ExitCode> {
  const { args, cwd } = context;
  const output = getText(args, "output", "name the folder to write, as `--output out`");
  const author = readAuthor(args);
  readStrategies(args);
  requireProveForItsOptions(context);
  const folded = await writeOutputFolder(output, cwd, (folder) => fold(context, folder, author));
  reportFold(context, folded, output);
  return folded.isIncomplete ? ExitCode.Incomplete : ExitCode.Clean;
}

interface Folded {
  readonly ledger: LedgerDocument;
  readonly skipped: readonly Skipped[];
  readonly isIncomplete: boolean;
  readonly document: FamiliesDocument;
  /** With `--prove`. */
  readonly verdicts?: VerdictsDocument;
  readonly reshaped: number;
}

async function fold(context: VerbContext, folder: string, author: Author): Promise<Folded> {
  const source = await readFamilies(context, context.args.words);
  const document = selectFamilies(source.document, context.args);
  const made = await makePatches(context, document);
  const skipped = [...source.skipped, ...made.skipped];
  const { patches, verdicts, reshaped } = made;
  writeCodemods(folder, made.taken);
  writeFileSync(join(folder, "families.json"), renderFamiliesJson(document));
  if (verdicts !== undefined) writeFileSync(join(folder, "verdicts.json"), renderVerdictsJson(verdicts));
  const ledger = writeSeries(folder, { patches, skipped, author, ...coverOf(document) });
  const { isIncomplete } = source;
  return { ledger, skipped, document, isIncomplete, reshaped, ...(verdicts && { verdicts }) };
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
  const { ledger, skipped, document, verdicts, reshaped } = folded;
  const kernel = relative(cwd, findKernelRoot(document.root)?.path ?? document.root) || ".";
  const options = { colour: terminal.colour, width: terminal.columns };
  terminal.out(renderLedgerText(ledger, options));
  const refusals = renderRefusalsText(skipped, document.families, options);
  if (refusals !== "") terminal.out(`\n${refusals}`);
  if (verdicts !== undefined) terminal.out(`\n${renderVerdictsText(verdicts, options)}`);
  if (hasFlag(args, "list-skipped")) {
    terminal.error(renderSkippedText(skipped, { ...options, colour: false }).trimEnd());
  }
  if (reshaped > 0)
    terminal.note(`${countOf(reshaped, "fold")} proved in another shape than planned at first`);
  terminal.note(`wrote ${output}; ${skipped.length} left out, reasons in ${join(output, "skipped.json")}`);
  if (!isGuided && verdicts === undefined) terminal.note(`next: kindred prove ${output} --kernel ${kernel}`);
}
