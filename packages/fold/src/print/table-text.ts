import type { CText } from "@kindred/c-source";
import type { HoleParameter } from "../holes/hole-parameters.ts";
import { columnOf, LINE_WIDTH } from "./columns.ts";
import { declareParameter } from "./helper-text.ts";

/** A member of a structure, and its value in each entry. */
export type DataField = Pick<HoleParameter, "name" | "type" | "values">;

/** A line of a structure: `\tu32 mask;`. */
export function declareField(field: DataField): CText {
  return `\t${declareParameter(field)};\n`;
}

/** An entry of constant data: its members in as few lines as they fill. */
export function describeEntry(
  type: string,
  name: string,
  fields: readonly DataField[],
  index: number,
): CText {
  const lines: string[] = [];
  for (const { name: field, values } of fields) {
    const item = `.${field} = ${values[index]},`;
    const joined = lines.length === 0 ? undefined : `${lines.at(-1)} ${item}`;
    if (joined !== undefined && columnOf(joined, joined.length) <= LINE_WIDTH)
      lines[lines.length - 1] = joined;
    else lines.push(`\t${item}`);
  }
  return `static const struct ${type} ${name} = {\n${lines.join("\n")}\n};\n`;
}
