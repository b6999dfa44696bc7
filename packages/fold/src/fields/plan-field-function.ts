import type { TreeReader } from "@kindred/c-source";
import type { LoadedFamily } from "../families/loaded-family.ts";
import type { FunctionPlan } from "../function/plan-function.ts";
import { type HoleParameter, planParameters, takenNames } from "../holes/hole-parameters.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { parametersOf } from "../syntax/bind-names.ts";
import { nameField } from "./name-field.ts";
import { planFields } from "./plan-fields.ts";

/** More fields and values than this, or more parameters in all, make a helper that nobody wants to call. */
const MOST_ADDED = 6;
const MOST_PARAMETERS = 7;

function callsItself({ names }: FoldMember): boolean {
  return [...names.at.values()].filter((id) => id === names.self).length > 1;
}

const NONE: ReadonlySet<number> = new Set();

/**
 * A function that takes fields, and values for all other differences; undefined when no field differs. Of the
 * parameters at the indexes `barred` nothing is passed.
 */
export function planFieldFunction(
  loaded: LoadedFamily,
  tree: TreeReader,
  barred: ReadonlySet<number> = NONE,
): FunctionPlan | Refusal | undefined {
  const found = planFields(loaded, tree, barred);
  if (isRefusal(found)) return found;
  const { passed, covered, dropped } = found;
  if (passed.length === 0) return undefined;
  const recursive = loaded.members.find(callsItself);
  if (recursive)
    return refuse(
      "recursive-function",
      `${recursive.member.function}() calls itself, for other fields than its own.`,
    );
  const places = loaded.places.map((list, hole) => (covered.has(hole) ? [] : list));
  const values = planParameters({ ...loaded, places }, tree);
  if (isRefusal(values)) return values;
  const taken = takenNames(loaded.members);
  for (const { name } of values) taken.add(name);
  const fields = passed.map((field): HoleParameter => {
    const name = nameField(field.names, taken);
    taken.add(name);
    return { hole: undefined, name, type: field.type, values: field.values, field: field.use };
  });
  const parameters = [...fields, ...values];
  const plan = { loaded, parameters, flagged: undefined, dropped };
  return refuseMany(plan) ?? plan;
}

function refuseMany({ loaded, parameters, dropped }: FunctionPlan): Refusal | undefined {
  const own = parametersOf(loaded.members[0].term).length - (dropped?.size ?? 0);
  if (parameters.length > MOST_ADDED || own + parameters.length > MOST_PARAMETERS)
    return refuse("too-many-parameters", `A helper would take ${own + parameters.length} parameters.`);
  const unnamed = parameters.filter(({ name, field }) => field && /^(?:field|\w*[a-z]\d)$/.test(name));
  return unnamed.length > 1
    ? refuse("too-many-parameters", "Fields differ that have nothing in common to name them after.")
    : undefined;
}
