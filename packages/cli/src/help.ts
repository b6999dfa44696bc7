import { COMMON_OPTIONS, type OptionTable } from "./arguments/option-table.ts";
import type { VerbSpec } from "./verb.ts";

const PROGRAM_SUMMARY =
  "Finds similar driver code in Linux trees, folds it into helpers and proves the rewrite.";

export function renderHelp(verbs: readonly VerbSpec[]): string {
  const rows = verbs.map((verb): [string, string] => [verb.name, verb.summary]);
  return [
    `kindred - ${PROGRAM_SUMMARY}`,
    "",
    "Usage: kindred VERB [ARGUMENTS]",
    "",
    ...table([...rows, ["help", "this text, or `kindred help VERB`"]]),
    "",
    "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage or configuration, 3 incomplete",
    "",
  ].join("\n");
}

export function renderVerbHelp(verb: VerbSpec): string {
  return [
    `kindred ${verb.name} - ${verb.summary}`,
    "",
    `Usage: kindred ${verb.name} ${verb.usage}`,
    "",
    "Options:",
    ...table(optionRows(verb.options)),
    "",
    "Options of every verb:",
    ...table(optionRows(COMMON_OPTIONS)),
    "",
    "Examples:",
    ...verb.examples.map((example) => `  ${example}`),
    "",
  ].join("\n");
}

function optionRows(options: OptionTable): [string, string][] {
  return Object.entries(options).map(([name, spec]) => {
    const choices =
      spec.choices && !spec.help.includes(spec.choices[0]!) ? ` (${spec.choices.join(", ")})` : "";
    return [spec.type === "string" ? `--${name} ${spec.value ?? "VALUE"}` : `--${name}`, spec.help + choices];
  });
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
