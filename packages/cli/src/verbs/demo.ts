import { join, resolve } from "node:path";
import { COMMON_OPTIONS } from "../arguments/option-table.ts";
import { parseArguments } from "../arguments/parse-arguments.ts";
import { readText } from "../arguments/read-options.ts";
import { ExitCode } from "../exit-codes.ts";
import { shippedPath } from "../shipped-files.ts";
import type { VerbContext } from "../verb.ts";
import { VERBS } from "../verb-list.ts";

const DEFAULT_OUTPUT = ".kindred/mini";

/** The main work on the driver tree that comes along, verb by verb, as a user would type it. */
export async function run(context: VerbContext): Promise<ExitCode> {
  const { args, cwd, terminal } = context;
  const tree = shippedPath("corpus", "mini");
  const output = readText(args, "output") ?? DEFAULT_OUTPUT;
  const report = join(output, "report.html");
  const steps = [
    ["find", tree],
    ["fold", tree, "--output", output],
    ["prove", output, "--kernel", tree, "--format", "text", "--format", `html=${report}`],
  ];
  for (const [verb, ...words] of steps as [string, ...string[]][]) {
    const shown = words.map((word) => (word === tree ? "corpus/mini" : word)).join(" ");
    terminal.out(`\n$ kindred ${verb} ${shown}\n\n`);
    const exitCode = await runStep(context, verb, words);
    if (exitCode !== ExitCode.Clean) return exitCode;
  }
  terminal.out(
    `\nPatches  ${resolve(cwd, output, "series")}\nLedger   ${resolve(cwd, output, "ledger.json")}\nReport   ${resolve(cwd, report)}\n`,
  );
  terminal.out(
    `\nThe same on a real kernel:\n\n  npx kindred find drivers/leds --kernel "$(npx kindred corpus fetch linux-6.12)"\n`,
  );
  return ExitCode.Clean;
}

async function runStep(context: VerbContext, name: string, words: readonly string[]): Promise<ExitCode> {
  const verb = VERBS.find((candidate) => candidate.name === name)!;
  const { run: runVerb } = await verb.load();
  const args = parseArguments(words, { ...COMMON_OPTIONS, ...verb.options }, name);
  return runVerb({ ...context, args, isGuided: true });
}
