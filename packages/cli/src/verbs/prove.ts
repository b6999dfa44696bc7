import { join, resolve } from "node:path";
import { KindredError } from "@kindred/c-source";
import { LEVELS, type Level, type ProveRequest, proveSeries, type VerdictsDocument } from "@kindred/proof";
import { renderHtml, renderVerdictsJson, renderVerdictsText } from "@kindred/report";
import { readFormats } from "../arguments/read-formats.ts";
import { getText, hasFlag, readText } from "../arguments/read-options.ts";
import { ExitCode } from "../exit-codes.ts";
import { loadFamilies } from "../find/load-families.ts";
import { readMemberTexts } from "../find/member-texts.ts";
import { requireWritableFile } from "../output/require-writable-file.ts";
import { tellWhenInterrupted } from "../output/unfinished-files.ts";
import { writeFileWhole } from "../output/write-file-whole.ts";
import { annotateMails } from "../prove/annotate-mails.ts";
import { loadLedger, loadSkipped, patchFacts } from "../prove/load-ledger.ts";
import { readProofOptions } from "../prove/read-proof-options.ts";
import { requireSeries } from "../prove/require-series.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { requireKernel } from "../tree/require-kernel.ts";
import type { VerbContext } from "../verb.ts";
import { PROVE_FORMATS, type ProveFormat } from "../verb-specs/prove-spec.ts";
import { KINDRED_VERSION } from "../version.ts";

/** Proves a series, writes `OUT/verdicts.json` and shows the verdicts. */
export async function run(context: VerbContext): Promise<ExitCode> {
  const { args, cwd, terminal } = context;
  const targets = readFormats(args, PROVE_FORMATS);
  const failOn = (readText(args, "fail-on") ?? "fails") as Level;
  const output = resolve(cwd, args.words[0]!);
  requireSeries(output);
  const verdictsFile = join(output, "verdicts.json");
  for (const { file } of targets) if (file !== undefined) requireWritableFile(resolve(cwd, file));
  requireWritableFile(verdictsFile);
  const folded = targets.some(({ format }) => format === "html") ? readFolded(output) : undefined;
  const verdicts = await prove(context, output);
  writeFileWhole(verdictsFile, renderVerdictsJson(verdicts));
  tellWhenInterrupted(`all is proved: the verdicts are in ${verdictsFile}.`);
  if (hasFlag(args, "annotate")) annotateMails(join(output, "series"), verdicts);
  for (const { format, file } of targets) {
    const text = renderVerdicts(format, verdicts, folded, terminal);
    if (file === undefined) terminal.out(text);
    else writeFileWhole(resolve(cwd, file), text);
  }
  const isFailing = verdicts.patches.some((patch) => LEVELS.indexOf(patch.level) >= LEVELS.indexOf(failOn));
  const isBlind = verdicts.patches.some(({ mutants }) => mutants !== undefined && mutants.blind.length > 0);
  return isFailing || isBlind ? ExitCode.Findings : ExitCode.Clean;
}

async function prove(context: VerbContext, output: string): Promise<VerdictsDocument> {
  const { args, cwd } = context;
  const mutants = readMutants(context);
  const kernel = requireKernel(getText(args, "kernel", "name the kernel tree, as `--kernel .`"), cwd);
  return proveSeries({
    ...readProofOptions(context, kernel),
    seriesDirectory: join(output, "series"),
    facts: patchFacts(loadLedger(output)),
    run: hasFlag(args, "run"),
    ...(mutants === undefined ? {} : { mutants }),
  });
}

/** @throws KindredError E_USAGE */
function readMutants({ args }: VerbContext): ProveRequest["mutants"] {
  const seed = readText(args, "seed");
  if (hasFlag(args, "mutants")) return { seed: seed ?? "1" };
  if (seed === undefined) return undefined;
  const hint = "add --mutants, or leave it out";
  throw new KindredError("E_USAGE", "Option `--seed` is about mutants, and none were asked for.", hint);
}

type Folded = Pick<Parameters<typeof renderHtml>[0], "families" | "memberTexts" | "ledger" | "skipped">;

/** What the report shows beside the verdicts. Read before the proof, so that damage in it costs no time. */
function readFolded(output: string): Folded {
  const families = loadFamilies(join(output, "families.json"));
  const ledger = loadLedger(output);
  const memberTexts = readMemberTexts(families.root, families.families);
  return { families, memberTexts, ...(ledger === undefined ? {} : { ledger }), skipped: loadSkipped(output) };
}

function renderVerdicts(
  format: ProveFormat,
  verdicts: VerdictsDocument,
  folded: Folded | undefined,
  terminal: Terminal,
): string {
  if (format === "json") return renderVerdictsJson(verdicts);
  if (format === "text" || folded === undefined)
    return renderVerdictsText(verdicts, { colour: terminal.colour, width: terminal.columns });
  return renderHtml({
    ...folded,
    verdicts,
    title: "Folds and their verdicts",
    command: "kindred prove",
    generatedNote: `kindred ${KINDRED_VERSION}`,
  });
}
