import type { LoadedFamily } from "../families/loaded-family.ts";
import { type HoleParameter, planParameters } from "../holes/hole-parameters.ts";
import { driverName, suggestNames } from "../naming/helper-name.ts";
import { declareField, describeEntry } from "../print/table-text.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import { leavesOf } from "../syntax/term.ts";
import { designFunction, type HelperData } from "./design-function.ts";
import type { FoldStrategy } from "./fold-strategy.ts";
import { refuseMembers } from "./refuse-members.ts";

/** Fewer values than this are parameters. */
const FEWEST_VALUES = 5;
const MOST_VALUES = 16;

/**
 * Members that differ in more constants than a call should pass: the constants of each become an entry of constant
 * data, and the helper is given the entry.
 */
export const tableDriven: FoldStrategy = {
  id: "table-driven",
  price: 1,
  design(loaded, context) {
    const unsafe = refuseMembers(loaded);
    if (unsafe) return unsafe;
    if (loaded.places.length < FEWEST_VALUES) return [];
    const fields = planParameters(loaded, context.tree, {}, MOST_VALUES);
    if (isRefusal(fields)) return fields;
    if (numbered(fields) > MOST_NUMBERED)
      return refuse(
        "too-many-parameters",
        "Most of the values that differ have no name that would say what they are.",
      );
    const table = planTable(loaded, fields);
    const plan = { loaded, parameters: fields, flagged: undefined };
    return isRefusal(table) ? table : designFunction(tableDriven.id, plan, table);
  },
};

/** A table of `val`, `val2`, `val3` … says less than the copies do. */
const MOST_NUMBERED = 2;

/** Fields that could only be told apart by a number. */
function numbered(fields: readonly HoleParameter[]): number {
  const stems = fields.map(({ name }) => name.replace(/\d+$/, ""));
  return stems.length - new Set(stems).size;
}

function planTable({ members }: LoadedFamily, fields: readonly HoleParameter[]): HelperData | Refusal {
  const [{ file }] = members;
  if (members.some((member) => member.file !== file))
    return refuse("crosses-modules", "Entries of constant data are only made within one file.");
  const late = lateName(members, fields);
  if (late !== undefined)
    return refuse("uses-file-scope-names", `${late} is defined behind the place of the table.`);
  const names = members.map(({ span }) => span.name);
  const stem = suggestNames(names, driverName(file.path))[0].replace(/_common$/, "");
  const type = `${stem}_desc`;
  const entries = names.map((name) => `${name}_desc`);
  const isTaken = [type, ...entries].some((name) => file.words.has(name));
  if (isTaken || new Set([type, ...entries]).size <= names.length)
    return refuse("no-free-name", `A name for the table of ${stem}() is taken.`);
  const name = freeName(members.flatMap(({ term }) => leavesOf(term).map((leaf) => leaf.text)));
  const data = names.map((_, i) => describeEntry(type, entries[i], fields, i));
  return {
    parameter: {
      hole: undefined,
      name,
      type: `const struct ${type} *`,
      values: entries.map((entry) => `&${entry}`),
    },
    entries: fields.map((field) => ({ ...field, name: `${name}->${field.name}` })),
    preamble: `struct ${type} {\n${fields.map(declareField).join("")}};\n\n${data.join("\n")}\n`,
  };
}

function freeName(taken: readonly string[]): string {
  return ["desc", "info", "entry"].find((name) => !taken.includes(name)) ?? "table_entry";
}

/** A name in the values that the file defines behind its first member, where the table stands. */
function lateName(members: LoadedFamily["members"], fields: readonly HoleParameter[]): string | undefined {
  const [{ file }] = members;
  const start = Math.min(...members.map(({ span }) => span.start));
  const words = new Set(
    fields.flatMap(({ values }) =>
      values.flatMap((value) =>
        cTokens(value)
          .filter(isWord)
          .map(({ text }) => text),
      ),
    ),
  );
  const late = file.directives.filter(({ keyword, start: at }) => keyword === "define" && at > start);
  const objects = file.tokens.filter(
    ({ text, start: at }, i) => words.has(text) && at < start && file.tokens[i - 1]?.text !== "&",
  );
  const early = new Set(objects.map(({ text }) => text));
  const behind = [...words].find((word) => late.some(({ rest }) => rest.match(/^\w+/)?.[0] === word));
  if (behind !== undefined) return behind;
  const addressed = fields.flatMap(({ type, values }) => (type.endsWith("*") ? values : []));
  return addressed
    .map((value) => value.replace(/^&/, ""))
    .find((value) => /^[A-Za-z_]\w*$/.test(value) && !early.has(value));
}
