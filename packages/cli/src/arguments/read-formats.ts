import { KindredError } from "@kindred/c-source";
import { findNearestName } from "./nearest-name.ts";
import type { ParsedArguments } from "./option-table.ts";
import { readList } from "./read-options.ts";

/** Where one rendering goes: a file, or stdout. */
export interface FormatTarget<Format extends string> {
  readonly format: Format;
  readonly file: string | undefined;
}

/**
 * Reads `--format FMT[=FILE]`. Without any format that takes stdout, `text` does, so a run that only writes
 * files still shows its table; two formats on stdout are refused, since nothing could read the mixture.
 * @throws KindredError E_USAGE
 */
export function readFormats<Format extends string>(
  args: ParsedArguments,
  known: readonly Format[],
): readonly FormatTarget<Format>[] {
  const targets = readList(args, "format").map((text) => parseFormat(text, known));
  const onStdout = targets.filter((target) => target.file === undefined);
  if (onStdout.length > 1) {
    const names = onStdout.map((target) => target.format).join(" and ");
    throw new KindredError(
      "E_USAGE",
      `Formats ${names} would both go to stdout.`,
      `send all but one to a file: \`--format ${onStdout[0]!.format}=FILE\``,
    );
  }
  return onStdout.length === 1 ? targets : [{ format: known[0]!, file: undefined }, ...targets];
}

function parseFormat<Format extends string>(text: string, known: readonly Format[]): FormatTarget<Format> {
  const equals = text.indexOf("=");
  const name = equals < 0 ? text : text.slice(0, equals);
  const format = known.find((candidate) => candidate === name);
  if (format === undefined) throw unknownFormat(name, known);
  if (equals < 0) return { format, file: undefined };
  const file = text.slice(equals + 1);
  if (file === "")
    throw new KindredError(
      "E_USAGE",
      `\`--format ${text}\` names no file.`,
      `write \`--format ${name}=FILE\`, or \`--format ${name}\` for stdout`,
    );
  return { format, file: file === "-" ? undefined : file };
}

function unknownFormat(name: string, known: readonly string[]): KindredError {
  const nearest = findNearestName(name, known);
  const list = `It is one of ${known.join(", ")}`;
  return new KindredError(
    "E_USAGE",
    `There is no format \`${name}\`.`,
    nearest ? `did you mean \`${nearest}\`? ${list}` : list,
  );
}
