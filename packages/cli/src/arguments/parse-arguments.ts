import { parseArgs } from "node:util";
import { KindredError } from "@kindred/c-source";
import { findNearestName } from "./nearest-name.ts";
import type { OptionSpec, OptionTable, ParsedArguments } from "./option-table.ts";

type Token = NonNullable<ReturnType<typeof tokenise>>[number];

/**
 * Parses the words after a verb. `node:util` splits them; the checks are made here, on its tokens, so that
 * every complaint names the option as it was typed and the nearest one there is.
 * @throws KindredError E_USAGE
 */
export function parseArguments(argv: readonly string[], table: OptionTable, verb: string): ParsedArguments {
  const options = new Map<string, string[] | true>();
  const words: string[] = [];
  for (const token of tokenise(argv, table)) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind === "option") addOption(options, token, table, verb);
  }
  return { options, words };
}

function tokenise(argv: readonly string[], table: OptionTable) {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, spec]) => [
      name,
      { type: spec.type, multiple: true, ...(name === "help" ? { short: "h" } : {}) },
    ]),
  );
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function addOption(
  options: Map<string, string[] | true>,
  token: Token & { kind: "option" },
  table: OptionTable,
  verb: string,
): void {
  const spec = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
  if (spec === undefined) throw unknownOption(token.rawName, table, verb);
  if (spec.type === "boolean") {
    if (token.value !== undefined)
      throw new KindredError(
        "E_USAGE",
        `Option \`${token.rawName}\` takes no value.`,
        `write \`${token.rawName}\` alone`,
      );
    options.set(token.name, true);
    return;
  }
  const value = readValue(token, spec);
  const before = options.get(token.name);
  options.set(token.name, spec.multiple && Array.isArray(before) ? [...before, value] : [value]);
}

function readValue(token: Token & { kind: "option" }, spec: OptionSpec): string {
  // No option begins with a digit: `-3` is a value, and whoever reads it tells the range.
  const isOption = /^-(?!$|\.?\d)/.test(token.value ?? "");
  const looksForgotten = token.value === undefined || (!token.inlineValue && isOption);
  if (looksForgotten || token.value === "") {
    throw new KindredError(
      "E_USAGE",
      `Option \`${token.rawName}\` needs a value.`,
      `write \`${token.rawName} ${spec.value ?? "VALUE"}\``,
    );
  }
  const value = token.value as string;
  if (spec.choices && !spec.choices.includes(value)) throw unknownChoice(token.rawName, value, spec.choices);
  return value;
}

function unknownOption(rawName: string, table: OptionTable, verb: string): KindredError {
  const nearest = findNearestName(rawName.replace(/^-+/, ""), Object.keys(table));
  const hint = nearest ? `did you mean \`--${nearest}\`?` : `\`kindred help ${verb}\` lists the options`;
  return new KindredError("E_USAGE", `\`kindred ${verb}\` has no option \`${rawName}\`.`, hint);
}

function unknownChoice(rawName: string, value: string, choices: readonly string[]): KindredError {
  const nearest = findNearestName(value, choices);
  const list = `It is one of ${choices.join(", ")}`;
  return new KindredError(
    "E_USAGE",
    `Option \`${rawName}\` does not know \`${value}\`.`,
    nearest ? `did you mean \`${nearest}\`? ${list}` : list,
  );
}
