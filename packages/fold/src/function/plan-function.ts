import type { TreeReader } from "@kindred/c-source";
import type { LoadedFamily } from "../families/loaded-family.ts";
import type { Flag } from "../flags/flag-edits.ts";
import { holdStatements } from "../flags/hold-statements.ts";
import { nameFlag } from "../flags/name-flag.ts";
import { type FlagPlan, planFlags } from "../flags/plan-flags.ts";
import {
  type HoleParameter,
  holePlaces,
  type ParameterKinds,
  planHole,
  planParameters,
  takenNames,
} from "../holes/hole-parameters.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { isRefusal, type Refusal, type RefusalReason } from "../refusal.ts";

/** What a helper that is a function takes: a value for each difference, flags for statements that differ. */
export interface FunctionPlan {
  /** The family with every flagged statement held as one hole. */
  readonly loaded: LoadedFamily;
  readonly parameters: readonly HoleParameter[];
  /** Indexes of the members' own parameters that the helper is given fields of instead. */
  readonly dropped?: ReadonlySet<number> | undefined;
  readonly flagged: { readonly plan: FlagPlan; readonly flags: readonly Flag[] } | undefined;
}

/** Parameters for all differences; statements go under flags where values do not suffice. */
export function planFunction(
  loaded: LoadedFamily,
  tree: TreeReader,
  kinds: ParameterKinds = {},
): FunctionPlan | Refusal {
  const parameters = planParameters(loaded, tree, kinds);
  if (!isRefusal(parameters)) return { loaded, parameters, flagged: undefined };
  return (kinds.flags === false ? undefined : planFlagged(loaded, tree, kinds)) ?? parameters;
}

/** Differences that are clearest as two statements. For others an `if` would only hide what is wanted: a parameter. */
const FLAGGED: ReadonlySet<RefusalReason> = new Set<RefusalReason>([
  "needs-statement-hole",
  "needs-callback",
  "needs-field-pointer",
  "local-value-hole",
  "side-effect-in-hole",
]);

function planFlagged(
  loaded: LoadedFamily,
  tree: TreeReader,
  kinds: ParameterKinds,
): FunctionPlan | undefined {
  const taken = takenNames(loaded.members);
  const refused: HolePlace[] = [];
  for (const places of loaded.places) {
    const value = planHole(0, places, { loaded, taken, tree, kinds });
    if (!isRefusal(value)) continue;
    if (!FLAGGED.has(value.reason)) return undefined;
    refused.push(...places);
  }
  if (refused.length === 0) return undefined;
  const plan = planFlags(refused, loaded);
  if (isRefusal(plan)) return undefined;
  const held = holdAll(plan, loaded);
  const isValue = (hole: number): boolean => hole < loaded.places.length;
  const places = held.places.map((list, hole) => (isValue(hole) ? list : []));
  const values = planParameters({ ...held, places }, tree, kinds);
  if (isRefusal(values)) return undefined;
  const named = nameFlags(plan, loaded.members, values, taken);
  return named && { loaded: held, parameters: named.parameters, flagged: { plan, flags: named.flags } };
}

/** The family with the statements as holes: differences inside them are theirs now. */
function holdAll(plan: FlagPlan, loaded: LoadedFamily): LoadedFamily {
  const nodes = new Set(plan.runs.flatMap(({ sites }) => sites.map(({ node }) => node)));
  const unifier = holdStatements(loaded.unifier, nodes);
  const { family, members, scopes } = loaded;
  return { family, members, scopes, unifier, places: holePlaces(unifier) };
}

/** A flag for each way in which statements divide the members; a `bool` that is passed anyway may do. */
function nameFlags(
  { runs, divisions }: FlagPlan,
  members: readonly FoldMember[],
  values: readonly HoleParameter[],
  taken: ReadonlySet<string>,
): { flags: Flag[]; parameters: HoleParameter[] } | undefined {
  const flags: Flag[] = [];
  const parameters = [...values];
  for (const [i, division] of divisions.entries()) {
    const known = values.find((value) => saysTheSame(value, division));
    const sites = runs.filter((run) => run.division === i).flatMap((run) => run.sites);
    const isPresent = (member: number): boolean =>
      sites.every(({ node }) => node.terms[member] !== undefined);
    const names = new Set([...taken, ...parameters.map(({ name }) => name)]);
    const named = known
      ? { name: known.name, isTrue: known.values.map((value) => value === "true") }
      : nameFlag(members, division, isPresent, names);
    if (!named) return undefined;
    flags.push({ name: named.name, isFirst: named.isTrue[0] });
    if (!known)
      parameters.push({ hole: undefined, name: named.name, type: "bool", values: named.isTrue.map(String) });
  }
  return { flags, parameters };
}

/** Whether a parameter is `true` for one side of a division and `false` for the other. */
function saysTheSame({ values }: HoleParameter, division: readonly boolean[]): boolean {
  const isLiteral = values.every((value) => value === "true" || value === "false");
  return isLiteral && values.every((value, i) => (value === values[0]) === division[i]);
}
