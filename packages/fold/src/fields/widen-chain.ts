import type { DeclaredType } from "@kindred/c-source";
import type { SkeletonNode } from "../anti-unify/skeleton.ts";
import type { LoadedFamily } from "../families/loaded-family.ts";
import { type HolePlace, refusePlace } from "../holes/hole-place.ts";
import { listValues } from "../holes/list-values.ts";
import type { MemberTypes } from "../members/member-types.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { childIn, type Term } from "../syntax/term.ts";
import { type FieldChain, readChain } from "./field-chain.ts";
import { refuseField } from "./refuse-field.ts";
import type { StableParameters } from "./stable-parameters.ts";

/** What is known of a family's parameters and their fields. */
export interface FieldContext {
  readonly loaded: LoadedFamily;
  readonly types: readonly MemberTypes[];
  readonly stable: readonly StableParameters[];
}

/** A place where every member names a field of one type. */
export interface FieldPlace {
  readonly place: HolePlace;
  readonly type: DeclaredType;
}

/**
 * The smallest object around a place that is a field of one and the same type in all members, so that a pointer to
 * it can be passed: for `x->rx.count` and `x->tx.count` that is `x->rx` where both rings are of one type, and the count
 * where they are not.
 */
export function widenChain(from: HolePlace, context: FieldContext): FieldPlace | Refusal {
  let place: HolePlace | undefined = from;
  let refusal: Refusal | undefined;
  while (place) {
    const found = fieldAt(place, context);
    if (!isRefusal(found)) return found;
    refusal ??= found;
    place = aroundField(place);
  }
  return refusal!;
}

/** `x->a.b` around `x->a`. */
function aroundField({ node, ancestors }: HolePlace): HolePlace | undefined {
  const outer = ancestors.at(-1);
  const isPart =
    outer?.type === "field_expression" &&
    node.field === "argument" &&
    outer.children.some(({ field, terms }) => field === "operator" && terms[0]?.text === ".");
  return isPart ? { node: outer, ancestors: ancestors.slice(0, -1) } : undefined;
}

function fieldAt(place: HolePlace, context: FieldContext): FieldPlace | Refusal {
  const { loaded, types, stable } = context;
  const { members, scopes } = loaded;
  const terms = place.node.terms as readonly Term[];
  const shown = listValues(terms.map((term, i) => members[i].text.slice(term.start, term.end)));
  const chains = terms.map(readChain);
  const isStable = chains.every((chain, i) => chain && stable[i].ids.has(idOf(chain, context, i) ?? -1));
  if (!isStable)
    return refuse(
      "needs-field-pointer",
      `Not all of ${shown} are fields of a parameter that keeps its value.`,
    );
  const found = terms.map((term, i) => types[i].typeOfObject(term));
  const unknown = found.indexOf(undefined);
  if (unknown >= 0) return refuse("unknown-type", `The type of a field is not known (${shown}).`);
  const [type] = found as DeclaredType[];
  if (found.some((each) => each!.text !== type.text || each!.isArray !== type.isArray))
    return refuse(
      "types-differ",
      `The fields differ in type (${shown}: ${listValues(found.map((each) => each!.text))}).`,
    );
  for (const [i, chain] of chains.entries()) {
    const fault = faultOf(chain!, types[i], scopes[i]);
    if (fault !== undefined) return refuse("needs-field-pointer", `No field to pass: ${fault}.`);
  }
  for (const scope of scopes) {
    const refusal = refusePlace(place, scope);
    if (refusal) return refusal;
  }
  return { place, type };
}

function idOf({ root }: FieldChain, { loaded }: FieldContext, index: number): number | undefined {
  return loaded.members[index].names.at.get(root.start);
}

function faultOf(
  { root, steps }: FieldChain,
  types: MemberTypes,
  scope: LoadedFamily["scopes"][number],
): string | undefined {
  let owner: Term = root;
  for (const step of steps) {
    const record = types.typeOfObject(owner)?.base.replace(/\b(?:const|volatile) /g, "") ?? "";
    const type = types.typeOfObject(step);
    const field = childIn(step, "field")?.text ?? "";
    if (!type) return `the type of ${field} is not known`;
    const fault = refuseField({ record, field, type }, step === steps.at(-1), scope);
    if (fault !== undefined) return fault;
    owner = step;
  }
  return undefined;
}

/** The place of the chain that a hole is part of: `x->a` for a hole at `a`. */
export function chainAround({ node, ancestors }: HolePlace): HolePlace | undefined {
  const isChain = (each: SkeletonNode): boolean =>
    each.terms.every((term) => term?.type === "field_expression");
  if (isChain(node)) return { node, ancestors };
  const outer = ancestors.at(-1);
  const isName = node.field === "field" && outer !== undefined && isChain(outer);
  return isName ? { node: outer, ancestors: ancestors.slice(0, -1) } : undefined;
}
