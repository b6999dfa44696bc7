import { type CText, isIntegerName, isSameInteger, type TreeReader } from "@kindred/c-source";
import { type AntiUnifier, type SkeletonNode, walkSkeleton } from "../anti-unify/skeleton.ts";
import { isCallee, planCallback } from "../callbacks/plan-callback.ts";
import type { LoadedFamily } from "../families/loaded-family.ts";
import type { FieldUse } from "../fields/field-use.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { remember } from "../memo/remember.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { leavesOf, type Term } from "../syntax/term.ts";
import { type CalleeParameter, calleeParameters } from "./callee-parameters.ts";
import { type ConstantScope, constantType } from "./constant-type.ts";
import { entryValueType } from "./entry-value.ts";
import { refuseKind } from "./hole-kind.ts";
import { calleeName, type HolePlace, refusePlace } from "./hole-place.ts";
import { listValues } from "./list-values.ts";
import { nameParameter } from "./name-parameter.ts";
import { objectType } from "./object-type.ts";
import { stringType } from "./string-type.ts";
import { targetTypes } from "./target-type.ts";

/** A hole that becomes a parameter of the helper. */
export interface HoleParameter {
  /** The hole it stands for; none for a flag and for a field. */
  readonly hole: number | undefined;
  readonly name: string;
  /** C type as it is written before the name. */
  readonly type: string;
  /** The argument that each member passes. */
  readonly values: readonly CText[];
  /** Whether the values name the members' parameters: nobody else can pass them. */
  readonly isEntryValue?: boolean;
  /** Where it stands for a field, and how that is passed. */
  readonly field?: FieldUse;
}

/** The places that a parameter stands for. */
export function placesOf(
  { hole, field }: HoleParameter,
  places: readonly (readonly HolePlace[])[],
): readonly HolePlace[] {
  return field?.places ?? (hole === undefined ? [] : places[hole]);
}

/** More parameters than this make a helper that nobody wants to call. */
const MOST_HOLES = 4;

/** A parameter for every hole that stands somewhere, in the order of the text, or why some hole cannot be one. */
export function planParameters(
  loaded: LoadedFamily,
  tree: TreeReader,
  kinds: ParameterKinds = {},
  most = MOST_HOLES,
): HoleParameter[] | Refusal {
  const { places, members, unifier } = loaded;
  const open = places.filter((list) => list.length > 0);
  for (const list of open) {
    if (kinds.callbacks && isCallee(list)) continue;
    for (const place of list) {
      const refusal = refuseKind(place, members, unifier.pairs);
      const isTried = kinds.entryValues && refusal?.reason === "local-value-hole";
      if (refusal && !isTried) return refusal;
    }
  }
  if (open.length > most) {
    return refuse(
      "too-many-parameters",
      `${open.length} values differ; a helper with more than ${most} of them reads worse than the copies.`,
    );
  }
  const taken = takenNames(members);
  const parameters: HoleParameter[] = [];
  for (const [hole, list] of places.entries()) {
    if (list.length === 0) continue;
    const parameter = planHole(hole, list, { loaded, taken, tree, kinds });
    if (isRefusal(parameter)) return parameter;
    taken.add(parameter.name);
    parameters.push(parameter);
  }
  return parameters;
}

/** Names that a parameter of the helper cannot have. */
export function takenNames(members: readonly FoldMember[]): Set<string> {
  return new Set(members.flatMap((member) => [...ordinaryNames(member.term)]));
}

const ordinaryNames = remember(
  (term: Term): ReadonlySet<string> =>
    new Set(
      leavesOf(term)
        .filter(isOrdinaryName)
        .map((leaf) => leaf.text),
    ),
);

/** A struct member's name doesn't clash with a parameter's: `chip->mode = mode`. */
function isOrdinaryName(leaf: Term): boolean {
  return leaf.type !== "field_identifier";
}

/** Every hole's places. */
export function holePlaces(unifier: AntiUnifier): HolePlace[][] {
  const places: HolePlace[][] = unifier.holes.map(() => []);
  walkSkeleton(unifier.root, (node: SkeletonNode, ancestors) => {
    if (node.hole !== undefined) places[node.hole].push({ node, ancestors });
  });
  return places;
}

/** What parameters of a helper may be beside values. */
export interface ParameterKinds {
  /** Pointers to the functions that differ. */
  readonly callbacks?: boolean;
  /** Expressions over the members' parameters. */
  readonly entryValues?: boolean;
  /** Flags for statements that differ; yes unless told otherwise. */
  readonly flags?: boolean;
}

interface ParameterContext {
  readonly loaded: LoadedFamily;
  readonly taken: ReadonlySet<string>;
  readonly tree: TreeReader;
  readonly kinds: ParameterKinds;
}

/** The parameter for a hole with these places, or why it can be none. */
export function planHole(
  hole: number,
  places: readonly HolePlace[],
  { loaded, taken, tree, kinds }: ParameterContext,
): HoleParameter | Refusal {
  if (kinds.callbacks && isCallee(places)) return planCallback(hole, places, loaded, taken);
  const { members, scopes, unifier } = loaded;
  let late: Refusal | undefined;
  for (const place of places) {
    const kind = refuseKind(place, members, unifier.pairs);
    if (kind && !(kinds.entryValues && kind.reason === "local-value-hole")) return kind;
    late ??= kind;
    for (const scope of scopes) {
      const refusal = refusePlace(place, scope);
      if (refusal) return refusal;
    }
  }
  const terms = places[0].node.terms as readonly Term[];
  const values = terms.map((term, i) => valueText(members[i], term));
  const types = terms.map(
    (term, i) => constantType(term, scopes[i]) ?? objectType(term, members[i], scopes[i].parser, tree),
  );
  if (late) return planEntryValue({ hole, places, terms, values, late }, loaded, { taken, tree });
  const wanted = wantedParameter(places, types, loaded, tree);
  const name = nameParameter(places, terms, taken, wanted?.name);
  if (wanted?.type !== undefined && types.every(isInteger)) {
    return { hole, name, type: wanted.type, values };
  }
  const unknown = types.indexOf(undefined);
  if (unknown >= 0) {
    return refuse(
      "unknown-type",
      `The type of \`${values[unknown]}\` in ${members[unknown].member.function}() is not known.`,
    );
  }
  if (types.some((type) => !isSameInteger(type!, types[0]!))) {
    const list = [...new Set(types)].join(", ");
    return refuse("types-differ", `The values differ in type (${listValues(values)}: ${list}).`);
  }
  const type = types[0] === "const char *" ? stringType(places, loaded, tree) : types[0]!;
  return { hole, name, type, values };
}

interface EntryHole {
  readonly hole: number;
  readonly places: readonly HolePlace[];
  readonly terms: readonly Term[];
  readonly values: readonly CText[];
  /** Why the hole is no constant. */
  readonly late: Refusal;
}

/** A parameter for expressions that every member can work out from its own parameters before it calls the helper. */
function planEntryValue(
  { hole, places, terms, values, late }: EntryHole,
  { members, scopes }: LoadedFamily,
  { taken, tree }: Pick<ParameterContext, "taken" | "tree">,
): HoleParameter | Refusal {
  const types = terms.map((term, i) => entryValueType(term, members[i], scopes[i], tree));
  const [first] = types;
  if (first === undefined || types.some((type) => type === undefined || !isSameInteger(type, first)))
    return late;
  return { hole, name: nameParameter(places, terms, taken), type: first, values, isEntryValue: true };
}

function isInteger(type: string | undefined): type is string {
  return type !== undefined && isIntegerName(type);
}

/**
 * The type that every place of a hole converts the value to, with the name it has there: the called function's
 * parameter that it fills, or the variable that it is assigned to or worked into. The helper's parameter can have
 * that type from the start.
 */
function wantedParameter(
  places: readonly HolePlace[],
  types: readonly (string | undefined)[],
  { scopes, members }: LoadedFamily,
  tree: TreeReader,
): CalleeParameter | undefined {
  let first: CalleeParameter | undefined;
  for (const [index, scope] of scopes.entries()) {
    const filled = places.map((place) => filledParameter(place, scope, index));
    const type = types[index];
    const isOpen = isInteger(type) && filled.includes(undefined);
    const targets = isOpen ? targetTypes(places, { index, scope, member: members[index], tree, type }) : [];
    for (const [i, parameter] of filled.entries()) {
      const wanted = parameter ?? { type: targets[i], name: "" };
      first ??= wanted;
      if (wanted.type === undefined || wanted.type !== first.type) return undefined;
    }
  }
  return first?.type !== undefined && isScalar(first.type) ? first : undefined;
}

function filledParameter(
  { node, ancestors }: HolePlace,
  { declarations }: ConstantScope,
  member: number,
): CalleeParameter | undefined {
  const [call, list] = ancestors.slice(-2);
  const callee =
    call?.type === "call_expression" && list.type === "argument_list" ? calleeName(call, member) : undefined;
  const index = list.children.filter((child) => child.terms[0]?.named).indexOf(node);
  return callee === undefined ? undefined : calleeParameters(declarations, callee)?.[index];
}

function isScalar(type: string): boolean {
  return isIntegerName(type) || /^enum \w+$/.test(type);
}

/** A hole's text as an argument: on one line, without parentheses around. */
function valueText(member: FoldMember, term: Term): CText {
  const inner = term.type === "parenthesized_expression" ? term.children[1] : term;
  return member.text.slice(inner.start, inner.end).replace(/\s+/g, " ");
}
