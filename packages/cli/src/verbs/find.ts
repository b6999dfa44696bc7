import { resolve } from "node:path";
import { KindredError } from "@kindred/c-source";
import type { FamiliesDocument, Family } from "@kindred/clones";
import { countOf, renderSkippedText } from "@kindred/report";
import { readFormats } from "../arguments/read-formats.ts";
import { hasFlag, readText } from "../arguments/read-options.ts";
import { ExitCode } from "../exit-codes.ts";
import { type Baseline, findNewFamilies, readBaseline, writeBaseline } from "../find/baseline.ts";
import { type ChangedSince, readChangedSince, touchingChanges } from "../find/changed-since.ts";
import { resolveOption } from "../find/collect-sources.ts";
import { renderFind } from "../find/render-find.ts";
import { type FoundFamilies, runFind } from "../find/run-find.ts";
import { selectFamilies } from "../find/select-families.ts";
import { requireWritableFile } from "../output/require-writable-file.ts";
import { writeFileWhole } from "../output/write-file-whole.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { VerbContext } from "../verb.ts";
import { FIND_FORMATS } from "../verb-specs/find-spec.ts";

/** Finds, renders in every format asked for, and compares with the baseline. */
export async function run(context: VerbContext): Promise<ExitCode> {
  const { args, cwd, terminal } = context;
  const targets = readFormats(args, FIND_FORMATS);
  const gate = readGate(context);
  for (const { file } of targets) if (file !== undefined) requireWritableFile(resolve(cwd, file));
  if (gate.updates !== undefined) requireWritableFile(gate.updates);
  const changed = await readChangedSince(context);
  const found = await runFind(context, args.words);
  const touched = changed === undefined ? found.document : touchingChanges(found.document, changed);
  const document = selectFamilies(touched, args);
  const command = ["kindred", "find", ...args.words].join(" ");
  for (const { format, file } of targets) {
    const text = renderFind(format, {
      found,
      document,
      baseline: gate.baseline,
      terminal,
      command,
      isTopGiven: args.options.has("top"),
    });
    if (file === undefined) for (const part of typeof text === "string" ? [text] : text) terminal.out(part);
    else writeFileWhole(resolve(cwd, file), text);
  }
  reportRun(context, found);
  if (changed !== undefined) terminal.note(describeChanges(changed, touched, found));
  if (gate.updates !== undefined) writeBaseline(gate.updates, found.document.families);
  const isFailing = gate.isFailing(document.families);
  if (found.isIncomplete) return ExitCode.Incomplete;
  return isFailing ? ExitCode.Findings : ExitCode.Clean;
}

interface Gate {
  readonly baseline: Baseline | undefined;
  /** The baseline file to write, if any. */
  readonly updates: string | undefined;
  isFailing(families: readonly Family[]): boolean;
}

/** Reads `--baseline`, `--update-baseline` and `--fail-on` before the search, so that a mistake in them costs no time. */
function readGate({ args, cwd, terminal }: VerbContext): Gate {
  const file = resolveOption(args, "baseline", cwd);
  const failOn = readText(args, "fail-on");
  const updates = hasFlag(args, "update-baseline") ? file : undefined;
  if (file === undefined && (hasFlag(args, "update-baseline") || failOn === "new")) {
    throw new KindredError(
      "E_USAGE",
      "There is no baseline to compare with or to write.",
      "name it with --baseline FILE",
    );
  }
  const baseline = file === undefined || updates !== undefined ? undefined : readBaseline(file);
  const isFailing = (families: readonly Family[]): boolean => {
    if (failOn === "any") return families.length > 0;
    if (failOn !== "new" || baseline === undefined) return false;
    const fresh = findNewFamilies(families, baseline);
    if (fresh.length > 0)
      terminal.note(`new since the baseline: ${fresh.map((family) => family.id).join(", ")}`);
    return fresh.length > 0;
  };
  return { baseline, updates, isFailing };
}

function describeChanges({ revision, files }: ChangedSince, touched: FamiliesDocument, found: FoundFamilies) {
  const all = found.document.families.length;
  return `changed since ${revision}: ${countOf(files.size, "file")}; ${touched.families.length} of ${all} families touch them`;
}

function reportRun({ args, terminal }: VerbContext, found: FoundFamilies): void {
  if (hasFlag(args, "list-skipped"))
    terminal.error(renderSkippedText(found.skipped, { colour: false, width: terminal.columns }).trimEnd());
  if (hasFlag(args, "timings")) {
    for (const [stage, milliseconds] of Object.entries(found.timings))
      terminal.note(`${stage.padEnd(12)} ${milliseconds.toFixed(0).padStart(8)} ms`);
  }
  tellUnreadable(terminal, found);
}

/** Characters of a name that a message shows; a path may have thousands. */
const LONGEST_NAME = 200;

function tellUnreadable(terminal: Terminal, found: FoundFamilies): void {
  const unreadable = found.skipped.filter((entry) => entry.reason === "unreadable");
  if (unreadable.length === 0) return;
  const { subject } = unreadable[0]!;
  const named = subject.length > LONGEST_NAME ? `…${subject.slice(-LONGEST_NAME)}` : subject;
  terminal.note(
    `kindred: ${unreadable.length} could not be read, first \`${named}\`: the result is incomplete.\n  fix: give yourself permission to read them, or leave them out with --exclude`,
  );
}
