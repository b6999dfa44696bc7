import { KindredError } from "@kindred/c-source";
import { findNearestName } from "./arguments/nearest-name.ts";
import { COMMON_OPTIONS, type ParsedArguments } from "./arguments/option-table.ts";
import { parseArguments } from "./arguments/parse-arguments.ts";
import { hasFlag, readText } from "./arguments/read-options.ts";
import { loadConfig } from "./config/load-config.ts";
import { ExitCode } from "./exit-codes.ts";
import { renderHelp, renderVerbHelp } from "./help.ts";
import { useOwnTemporaryFolder } from "./output/temporary-folder.ts";
import { renderError } from "./terminal/render-error.ts";
import { createTerminal, type Terminal } from "./terminal/terminal.ts";
import type { VerbSpec } from "./verb.ts";
import { VERBS } from "./verb-list.ts";
import { KINDRED_VERSION } from "./version.ts";

/** From the words after `kindred` to an exit code. Never throws: every error has become a message by then. */
export async function runCli(argv: readonly string[], cwd: string): Promise<ExitCode> {
  try {
    return await dispatch(argv, cwd);
  } catch (error) {
    const { text, exitCode } = renderError(error, argv.includes("--debug"));
    createTerminal({ quiet: false, colour: false }).error(text);
    return exitCode;
  }
}

async function dispatch(argv: readonly string[], cwd: string): Promise<ExitCode> {
  const [first, ...rest] = argv;
  const terminal = createTerminal({ quiet: false, colour: undefined });
  if (first === undefined)
    throw new KindredError(
      "E_USAGE",
      "There is no verb.",
      `write \`kindred VERB\`, one of ${VERBS.map((verb) => verb.name).join(", ")}; \`kindred help\` tells more`,
    );
  if (first === "--version") return print(terminal, `${KINDRED_VERSION}\n`);
  if (first === "--help" || first === "-h" || first === "help")
    return showHelp(terminal, first === "help" ? rest : []);
  return runVerb(getVerb(first), rest, cwd);
}

async function runVerb(verb: VerbSpec, argv: readonly string[], cwd: string): Promise<ExitCode> {
  const typed = parseArguments(argv, { ...COMMON_OPTIONS, ...verb.options }, verb.name);
  if (hasFlag(typed, "help"))
    return print(createTerminal({ quiet: false, colour: undefined }), renderVerbHelp(verb));
  requireWords(verb, typed);
  const config = loadConfig(cwd, readText(typed, "config"));
  const args = config.completeArguments(typed, verb);
  const terminal = createTerminal({ quiet: hasFlag(args, "quiet"), colour: readColour(args) });
  useOwnTemporaryFolder();
  const { run } = await verb.load();
  return run({ args, cwd, terminal, config });
}

function requireWords(verb: VerbSpec, { words }: ParsedArguments): void {
  const usage = `usage: kindred ${verb.name} ${verb.usage}`;
  if (words.length < verb.words.min)
    throw new KindredError("E_USAGE", `\`kindred ${verb.name}\` needs more arguments.`, verb.words.missing);
  if (words.length > verb.words.max)
    throw new KindredError(
      "E_USAGE",
      `\`kindred ${verb.name}\` does not know what to do with \`${words[verb.words.max]}\`.`,
      usage,
    );
}

function readColour(args: ParsedArguments): boolean | undefined {
  if (hasFlag(args, "no-colour")) return false;
  return hasFlag(args, "colour") ? true : undefined;
}

function showHelp(terminal: Terminal, words: readonly string[]): ExitCode {
  const [name] = words;
  return print(terminal, name === undefined ? renderHelp(VERBS) : renderVerbHelp(getVerb(name)));
}

function getVerb(name: string): VerbSpec {
  const verb = VERBS.find((candidate) => candidate.name === name);
  if (verb) return verb;
  const nearest = findNearestName(
    name,
    VERBS.map((candidate) => candidate.name),
  );
  throw new KindredError(
    "E_USAGE",
    `There is no verb \`${name}\`.`,
    nearest ? `did you mean \`kindred ${nearest}\`?` : "`kindred help` lists the verbs",
  );
}

function print(terminal: Terminal, text: string): ExitCode {
  terminal.out(text);
  return ExitCode.Clean;
}
