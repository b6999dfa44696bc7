import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { extendMacroProfile, KindredError, kernelMacroProfile, type MacroProfile } from "@kindred/c-source";
import { findNearestName } from "../arguments/nearest-name.ts";
import type { OptionSpec, OptionTable, ParsedArguments } from "../arguments/option-table.ts";
import { parseArguments } from "../arguments/parse-arguments.ts";
import { readJson } from "../json/read-json.ts";
import type { VerbSpec } from "../verb.ts";
import { VERBS } from "../verb-list.ts";

const FILE_NAME = "kindred.config.json";

/**
 * Options a config file may set. Not among them: whatever writes, since the file may have come with a stranger's tree.
 */
const CONFIGURABLE = new Set(
  "min-tokens similarity include-boilerplate class no-cache scope min-members top headers include exclude workers list-skipped cc time-limit includers fail-on".split(
    " ",
  ),
);

export interface Config {
  /** The file in force, if any. */
  readonly path: string | undefined;
  /** What the file sets, as `find.min-tokens=60`. */
  readonly settings: readonly string[];
  /** The kernel macro profile with what the file adds. */
  readonly macroProfile: MacroProfile;
  /** The arguments with what the file says for this verb; what was typed wins. */
  completeArguments(typed: ParsedArguments, verb: VerbSpec): ParsedArguments;
}

type Json = Readonly<Record<string, unknown>>;

/** @throws KindredError E_USAGE for a file that is missing, malformed or has unknown keys */
export function loadConfig(cwd: string, given: string | undefined): Config {
  const path = resolve(cwd, given ?? FILE_NAME);
  if (given === undefined && !existsSync(path))
    return {
      path: undefined,
      settings: [],
      macroProfile: kernelMacroProfile,
      completeArguments: (typed) => typed,
    };
  const json = readConfig(path);
  const verbs = VERBS.map((verb) => verb.name);
  requireKnownKeys(path, json, [...verbs, "macroProfile"], "");
  return {
    path,
    settings: listSettings(path, json),
    macroProfile: extendMacroProfile(kernelMacroProfile, json.macroProfile ?? {}),
    completeArguments: (typed, verb) => complete(typed, verb, json, path),
  };
}

function listSettings(path: string, json: Json): string[] {
  return Object.entries(json).flatMap(([section, values]) =>
    Object.entries(asObject(path, values, `\`${section}\``)).map(
      ([name, value]) => `${section}.${name}=${JSON.stringify(value)}`,
    ),
  );
}

function readConfig(path: string): Json {
  const read = readJson(path);
  if ("value" in read) return asObject(path, read.value, "The configuration");
  const message = read.missing
    ? `There is no configuration \`${path}\`.`
    : `\`${path}\` cannot be read: ${read.cause}.`;
  throw new KindredError("E_USAGE", message, "correct the file, or name another with --config FILE");
}

function asObject(path: string, value: unknown, what: string): Json {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  throw new KindredError(
    "E_USAGE",
    `\`${path}\`: ${what} is not an object.`,
    'write it like { "find": { "min-tokens": 60 } }',
  );
}

/** `fold` and `explain` find first: what the file says for `find` holds for them, unless it says otherwise for them. */
function complete(typed: ParsedArguments, verb: VerbSpec, json: Json, path: string): ParsedArguments {
  const sections = ["fold", "explain"].includes(verb.name) ? ["find", verb.name] : [verb.name];
  const options = new Map(typed.options);
  for (const [name, value] of sections.flatMap((section) => readSection(json, section, verb, path))) {
    if (!typed.options.has(name)) options.set(name, value);
  }
  return { options, words: typed.words };
}

function readSection(
  json: Json,
  section: string,
  verb: VerbSpec,
  path: string,
): [string, readonly string[] | true][] {
  if (json[section] === undefined) return [];
  const values = asObject(path, json[section], `\`${section}\``);
  const table = VERBS.find((candidate) => candidate.name === section)!.options;
  requireKnownKeys(path, values, configurableNames(table), `${section}.`);
  return Object.entries(values)
    .filter(([name]) => Object.hasOwn(verb.options, name))
    .flatMap(([name, value]) => [...readValue(name, value, table[name]!, path).options]);
}

function configurableNames(table: OptionTable): string[] {
  return Object.keys(table).filter((name) => CONFIGURABLE.has(name));
}

/** A value of the file, put through the checks of the command line. */
function readValue(name: string, value: unknown, spec: OptionSpec, path: string): ParsedArguments {
  if (spec.type === "boolean" && value === false) return { options: new Map(), words: [] };
  const isFlag = spec.type === "boolean" && value === true;
  const words = (Array.isArray(value) ? value : [value]).map((item) =>
    isFlag ? `--${name}` : `--${name}=${String(item)}`,
  );
  const isScalar = (item: unknown): boolean =>
    typeof item === "string" || typeof item === "number" || typeof item === "boolean";
  const isSound = Array.isArray(value) ? spec.multiple === true && value.every(isScalar) : isScalar(value);
  if (!isSound)
    throw new KindredError(
      "E_USAGE",
      `\`${path}\`: \`${name}\` has a value of the wrong kind.`,
      `give ${spec.multiple ? "a list of texts" : "one value"}`,
    );
  try {
    return parseArguments(words, { [name]: spec }, "find");
  } catch (error) {
    throw error instanceof KindredError
      ? new KindredError(error.code, `\`${path}\`: ${error.message}`, error.hint)
      : error;
  }
}

function requireKnownKeys(path: string, json: Json, known: readonly string[], prefix: string): void {
  for (const key of Object.keys(json)) {
    if (known.includes(key)) continue;
    const nearest = findNearestName(key, known);
    const list = known.length === 0 ? "This verb takes no configuration" : `Known keys: ${known.join(", ")}`;
    throw new KindredError(
      "E_USAGE",
      `\`${path}\` has an unknown key \`${prefix}${key}\`.`,
      nearest ? `did you mean \`${prefix}${nearest}\`? ${list}` : list,
    );
  }
}
