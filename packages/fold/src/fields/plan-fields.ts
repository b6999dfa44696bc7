/**
 * Which differences of a family a helper can take as fields: `x->rx_lock` against `x->tx_lock`, or all that is done with a
 * parameter whose structure differs between the members.
 *
 * Every such place is widened to the smallest object of one type (`widen-chain.ts`); places that name the same object
 * in every member share a parameter. An address `&x->f` is a constant away from `x`, so it is the same on entry as
 * anywhere else as long as `x` is, whatever is stored there in between. A parameter whose type differs goes when
 * everything done with it is done with its fields. O(places × depth) look-ups of types.
 */
import type { TreeReader } from "@kindred/c-source";
import type { SkeletonNode } from "../anti-unify/skeleton.ts";
import type { LoadedFamily } from "../families/loaded-family.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { openTypes } from "../members/member-types.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { declaratorName, parametersOf } from "../syntax/bind-names.ts";
import { type DifferingParameter, differingParameters, usesOf } from "./differing-parameters.ts";
import { groupFields, type PassedField } from "./pass-fields.ts";
import { type StableParameters, stableParameters } from "./stable-parameters.ts";
import { chainAround, type FieldContext, type FieldPlace, widenChain } from "./widen-chain.ts";

export interface FieldPlan {
  readonly passed: readonly PassedField[];
  /** Holes that need nothing else. */
  readonly covered: ReadonlySet<number>;
  /** Indexes of the parameters that the helper does not have. */
  readonly dropped: ReadonlySet<number>;
}

/** What of a family's differences is passed as fields; the others are left to others. */
export function planFields(
  loaded: LoadedFamily,
  tree: TreeReader,
  barred: ReadonlySet<number>,
): FieldPlan | Refusal {
  const { members, scopes } = loaded;
  const types = members.map((member, i) => openTypes(member, scopes[i].parser, tree));
  try {
    const stable = members.map((member, i) => without(barred, stableParameters(member, scopes[i]), member));
    return planWith({ loaded, types, stable });
  } finally {
    for (const each of types) each.free();
  }
}

/** Parameters without those at some indexes. */
function without(
  barred: ReadonlySet<number>,
  stable: StableParameters,
  { term, names }: FoldMember,
): StableParameters {
  const leaves = parametersOf(term).map(declaratorName);
  const gone = new Set([...barred].map((index) => names.at.get(leaves[index]?.start ?? -1)));
  return { ...stable, ids: new Set([...stable.ids].filter((id) => !gone.has(id))) };
}

function planWith(context: FieldContext): FieldPlan | Refusal {
  const { loaded } = context;
  const found: FieldPlace[] = [];
  const covered = new Set<number>();
  for (const [hole, list] of loaded.places.entries()) {
    const fields = widenAll(list.map(chainAround), context);
    if (fields === undefined) continue;
    if (isRefusal(fields)) return fields;
    found.push(...fields);
    covered.add(hole);
  }
  const gone = differingParameters(loaded);
  for (const parameter of gone) {
    const fields = fieldsOf(parameter, context);
    if (isRefusal(fields)) return fields;
    found.push(...fields);
    for (const [hole, list] of loaded.places.entries())
      if (list.every(({ ancestors }) => ancestors.includes(parameter.declaration))) covered.add(hole);
  }
  found.sort((a, b) => startOf(a) - startOf(b));
  const passed = groupFields(outermost(found), gone, context);
  return isRefusal(passed) ? passed : { passed, covered, dropped: new Set(gone.map(({ index }) => index)) };
}

function startOf({ place }: FieldPlace): number {
  return place.node.terms[0]!.start;
}

/** Undefined for places that are no fields. */
function widenAll(
  places: readonly (HolePlace | undefined)[],
  context: FieldContext,
): FieldPlace[] | Refusal | undefined {
  const found: FieldPlace[] = [];
  for (const place of places) {
    if (!place) return undefined;
    const wide = widenChain(place, context);
    if (isRefusal(wide)) return wide;
    found.push(wide);
  }
  return found.length === 0 ? undefined : found;
}

/** All that is done with a parameter, as fields of it. */
function fieldsOf(parameter: DifferingParameter, context: FieldContext): FieldPlace[] | Refusal {
  const { loaded, stable } = context;
  const name = parameter.declaration.terms.map((_, i) => loaded.members[i].member.function)[0];
  const whole = refuse(
    "needs-generator-macro",
    `Types of a parameter differ, and ${name}() uses more of it than its fields.`,
  );
  if (parameter.ids.some((id, i) => id === undefined || stable[i].hidden.has(id))) return whole;
  const places = usesOf(parameter, loaded).map(({ node, ancestors }) => {
    const outer = ancestors.at(-1);
    return outer?.type === "field_expression" && node.field === "argument"
      ? { node: outer, ancestors: ancestors.slice(0, -1) }
      : undefined;
  });
  return places.length === 0 ? [] : (widenAll(places, context) ?? whole);
}

/** Places that are not part of another one. */
function outermost(found: readonly FieldPlace[]): FieldPlace[] {
  const nodes = new Set(found.map(({ place }) => place.node));
  const seen = new Set<SkeletonNode>();
  return found.filter(({ place: { node, ancestors } }) => {
    const isNew = !seen.has(node) && !ancestors.some((each) => nodes.has(each));
    seen.add(node);
    return isNew;
  });
}
