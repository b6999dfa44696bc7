import type { LoadedFamily } from "../families/loaded-family.ts";
import { type HoleParameter, planParameters } from "../holes/hole-parameters.ts";
import { findLateName } from "../holes/late-name.ts";
import { driverName, suggestNames } from "../naming/helper-name.ts";
import { nameField } from "../naming/name-field.ts";
import { declareField, describeEntry } from "../print/table-text.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { leavesOf } from "../syntax/term.ts";
import { designFunction, type HelperData } from "./design-function.ts";
import type { FoldStrategy } from "./fold-strategy.ts";
import { refuseMembers } from "./refuse-members.ts";

/** Fewer values than this are parameters; of many functions fewer make a table. */
const FEWEST_VALUES = 5;
const FEWEST_OF_MANY = 3;
const MANY = 4;
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
    const fewest = loaded.members.length < MANY ? FEWEST_VALUES : FEWEST_OF_MANY;
    if (loaded.places.length < fewest) return [];
    const fields = planParameters(loaded, context.tree, {}, MOST_VALUES);
    if (isRefusal(fields)) return fields;
    const named = nameFields(fields, loaded);
    if (!named) return refuse("too-many-parameters", UNNAMED);
    const table = planTable(loaded, named);
    const plan = { loaded, parameters: named, flagged: undefined };
    return isRefusal(table) ? table : designFunction(tableDriven.id, plan, table);
  },
};

const UNNAMED = "Not all of the values that differ have a name that would say what they are.";

/** The fields under names that say what they are; undefined when one would be `val`, `val2`, `val3` …: the copies say more. */
function nameFields(
  fields: readonly HoleParameter[],
  loaded: LoadedFamily,
): readonly HoleParameter[] | undefined {
  const words = loaded.members.map(({ span }) => span.name.toLowerCase().split("_"));
  // What tells the functions apart tells nothing of their values.
  const own = new Set(words.flat().filter((word) => !words.every((list) => list.includes(word))));
  own.add(words[0][0]);
  const taken = new Set<string>();
  const named = fields.flatMap((field) => {
    const name = nameField(field, loaded, own, taken);
    if (name !== undefined) taken.add(name);
    return name === undefined ? [] : [{ ...field, name }];
  });
  return named.length === fields.length ? named : undefined;
}

function planTable({ members }: LoadedFamily, fields: readonly HoleParameter[]): HelperData | Refusal {
  const [{ file }] = members;
  if (members.some((member) => member.file !== file))
    return refuse("crosses-modules", "Entries of constant data are only made within one file.");
  const start = Math.min(...members.map(({ span }) => span.start));
  const late = findLateName(
    file,
    start,
    fields.flatMap(({ values }) => values),
  );
  if (late !== undefined)
    return refuse("uses-file-scope-names", `${late} is defined behind the place of the table.`);
  const names = members.map(({ span }) => span.name);
  const stem = suggestNames(names, driverName(file.path))[0].replace(/_common$/, "");
  // A function may be called `acme_rx_desc` already.
  const suffix = [stem, ...names].some((name) => name.endsWith("_desc")) ? "data" : "desc";
  const type = `${stem}_${suffix}`;
  const entries = names.map((name) => `${name}_${suffix}`);
  const isTaken = [type, ...entries].some((name) => file.words.has(name));
  if (isTaken || new Set([type, ...entries]).size <= names.length)
    return refuse("no-free-name", `A name for the table of ${stem}() is taken.`);
  const name = freeName(
    suffix,
    members.flatMap(({ term }) => leavesOf(term).map((leaf) => leaf.text)),
  );
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

function freeName(suffix: string, taken: readonly string[]): string {
  return [suffix, "info", "entry"].find((name) => !taken.includes(name)) ?? "table_entry";
}
