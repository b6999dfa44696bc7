import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { KindredError } from "@kindred/c-source";
import { LEVELS, type Level, proveSeries, type VerdictsDocument } from "@kindred/proof";
import { renderHtml, renderVerdictsJson, renderVerdictsText } from "@kindred/report";
import { readFormats } from "../arguments/read-formats.ts";
import { getText, hasFlag, readNumber, readText } from "../arguments/read-options.ts";
import { cacheFolder } from "../corpus/cache-folder.ts";
import { ExitCode } from "../exit-codes.ts";
import { readWorkers, resolveOption } from "../find/collect-sources.ts";
import { loadFamilies } from "../find/load-families.ts";
import { readMemberTexts } from "../find/member-texts.ts";
import { writeFileWhole } from "../output/write-file-whole.ts";
import { loadLedger, loadSkipped, patchFacts } from "../prove/load-ledger.ts";
import { createProgressLine } from "../terminal/progress-line.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { VerbContext } from "../verb.ts";
import { PROVE_FORMATS, type ProveFormat } from "../verb-list.ts";
import { KINDRED_VERSION } from "../version.ts";

/** Proves a series, writes `OUT/verdicts.json` and shows the verdicts. */
export async function run(context: VerbContext): Promise<ExitCode> {
  const { args, cwd, terminal } = context;
  const targets = readFormats(args, PROVE_FORMATS);
  const failOn = (readText(args, "fail-on") ?? "fails") as Level;
  const output = resolve(cwd, args.words[0]!);
  const verdicts = await prove(context, output);
  writeFileWhole(join(output, "verdicts.json"), renderVerdictsJson(verdicts));
  for (const { format, file } of targets) {
    const text = renderVerdicts(format, verdicts, output, terminal);
    if (file === undefined) terminal.out(text);
    else writeFileWhole(resolve(cwd, file), text);
  }
  const isFailing = verdicts.patches.some((patch) => LEVELS.indexOf(patch.level) >= LEVELS.indexOf(failOn));
  return isFailing ? ExitCode.Findings : ExitCode.Clean;
}

async function prove({ args, cwd, terminal }: VerbContext, output: string): Promise<VerdictsDocument> {
  const seriesDirectory = join(output, "series");
  if (!existsSync(seriesDirectory))
    throw new KindredError(
      "E_PATH",
      `\`${output}\` holds no series.`,
      "name the folder that `kindred fold … --output OUT` wrote",
    );
  const kernel = resolve(cwd, getText(args, "kernel", "name the kernel tree, as `--kernel .`"));
  if (!existsSync(kernel))
    throw new KindredError("E_KERNEL", `There is no kernel tree \`${kernel}\`.`, "check --kernel TREE");
  const build = resolveOption(args, "build", cwd);
  const showProgress = createProgressLine(terminal, "prove");
  return proveSeries({
    seriesDirectory,
    facts: patchFacts(loadLedger(output)),
    kernel,
    ...(build === undefined ? {} : { build }),
    cc: readText(args, "cc") === "clang" ? "clang" : "gcc",
    configure: hasFlag(args, "configure"),
    cacheDirectory: resolveOption(args, "cache-dir", cwd) ?? join(cacheFolder(), "prove"),
    workers: readWorkers(args),
    timeLimitSeconds: readNumber(args, "time-limit", { min: 1, max: 86_400 }) ?? 120,
    onProgress: (stage, done, total) => showProgress({ done, total, stage }),
  });
}

function renderVerdicts(
  format: ProveFormat,
  verdicts: VerdictsDocument,
  output: string,
  terminal: Terminal,
): string {
  if (format === "json") return renderVerdictsJson(verdicts);
  if (format === "text")
    return renderVerdictsText(verdicts, { colour: terminal.colour, width: terminal.columns });
  const families = loadFamilies(join(output, "families.json"));
  const ledger = loadLedger(output);
  return renderHtml({
    families,
    memberTexts: readMemberTexts(families.root, families.families),
    ...(ledger === undefined ? {} : { ledger }),
    verdicts,
    skipped: loadSkipped(output),
    title: "Folds and their verdicts",
    command: "kindred prove",
    generatedNote: `kindred ${KINDRED_VERSION}`,
  });
}
