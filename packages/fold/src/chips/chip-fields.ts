import type { TreeReader } from "@kindred/c-source";
import type { LoadedFamily } from "../families/loaded-family.ts";
import { constantType } from "../holes/constant-type.ts";
import { type HoleParameter, planHole, takenNames } from "../holes/hole-parameters.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import { nameField } from "../naming/name-field.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { Term } from "../syntax/term.ts";

/** A member of the structure: a value for each chip, wherever a function of a chip has it. */
export interface ChipField {
  /** What makes values one field: see `fieldKey`. */
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
}

/** What differs in one family and is no call of another one. */
export interface FamilyValues {
  readonly loaded: LoadedFamily;
  readonly values: readonly HoleParameter[];
}

/** The values that differ in a family, each as a parameter could take it; or why one cannot be constant data. */
export function planValues(
  loaded: LoadedFamily,
  linked: ReadonlySet<unknown>,
  tree: TreeReader,
): HoleParameter[] | Refusal {
  const taken = takenNames(loaded.members);
  const values: HoleParameter[] = [];
  for (const [hole, places] of loaded.places.entries()) {
    const open = places.filter(({ node }) => !linked.has(node));
    if (open.length === 0) continue;
    if (open.length < places.length)
      return refuse("needs-callback", "A function that differs is called, and used in another way too.");
    const value = planHole(hole, places, { loaded, taken, tree, kinds: { callbacks: true } });
    if (isRefusal(value)) return value;
    values.push(value);
  }
  return values;
}

/**
 * The fields of the structure for the values of all families: equal values are one field. Undefined when a value has
 * no name that would say what it is.
 */
export function planFields(
  families: readonly FamilyValues[],
  words: ReadonlySet<string>,
): { readonly fields: ChipField[]; readonly unnamed: LoadedFamily | undefined } {
  const fields = new Map<string, ChipField>();
  const taken = new Set<string>();
  for (const { loaded, values } of families) {
    for (const value of values) {
      const key = fieldKey(value, loaded);
      const before = fields.get(key);
      if (before) {
        const type = sharedType(before.type, value, loaded);
        if (type === undefined) return { fields: [], unnamed: loaded };
        fields.set(key, { ...before, type });
        continue;
      }
      const name = nameField(value, loaded, words, taken);
      if (name === undefined) return { fields: [], unnamed: loaded };
      taken.add(name);
      fields.set(key, { key, name, type: value.type, values: value.values });
    }
  }
  return { fields: [...fields.values()], unnamed: undefined };
}

/** What makes two values one field. Bare numbers that happen to be equal in two families mean different things. */
export function fieldKey({ hole, values }: HoleParameter, { family }: LoadedFamily): string {
  const isNamed = values.every((value) => /[A-Za-z_]\w*[A-Za-z_]/.test(value.replace(/\b0[xX]\w+/g, "")));
  return [...(isNamed ? [] : [family.id, hole]), ...values].join("\n");
}

/** The type of one field in several places: where they want different ones, the type that the constant has by itself. */
function sharedType(
  type: string,
  { hole, type: other }: HoleParameter,
  loaded: LoadedFamily,
): string | undefined {
  if (type === other) return type;
  const terms = (loaded.places[hole!][0] as HolePlace).node.terms as readonly Term[];
  const own = new Set(terms.map((term, i) => constantType(term, loaded.scopes[i])));
  return own.size === 1 ? [...own][0] : undefined;
}
