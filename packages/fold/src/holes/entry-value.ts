/**
 * Values that a member can work out before anything else it does: expressions over its parameters, of which nothing is
 * assigned to or has its address taken, and constants. They are the same wherever in the function they are evaluated, so the
 * member may hand them to the helper. Whatever looks through a pointer, calls, divides or shifts by what may not be a
 * plain number is left where it is: it may change, or must not be evaluated when its place is not reached.
 */
import type { TreeReader } from "@kindred/c-source";
import { stableParameters } from "../fields/stable-parameters.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { openTypes } from "../members/member-types.ts";
import { declaratorName, parametersOf } from "../syntax/bind-names.ts";
import { leavesOf, type Term } from "../syntax/term.ts";
import type { ConstantScope } from "./constant-type.ts";
import type { HolePlace } from "./hole-place.ts";

/** The type of such a value; undefined for all others. */
export function entryValueType(
  term: Term,
  member: FoldMember,
  scope: ConstantScope,
  tree: TreeReader,
): string | undefined {
  // A call of itself would be given the values of the outer one.
  const isRecursive = [...member.names.at.values()].filter((id) => id === member.names.self).length > 1;
  if (isRecursive) return undefined;
  const { kept } = stableParameters(member, scope);
  const types = openTypes(member, scope.parser, tree);
  const examined = types.examine(term);
  types.free();
  if (!examined) return undefined;
  const { type, uses } = examined;
  const isPlain = !uses.reads && !uses.calls && !uses.assigns && !uses.mayTrap;
  const isKept =
    [...uses.names].every((name) => isKeptParameter(name, member, kept)) && hasOnly(term, member, kept);
  const isValue = type.bits === undefined && !type.isArray;
  return isPlain && isKept && isValue ? type.text.replace(/^const (?=[^*]*$)/, "") : undefined;
}

/** Places among the parameters of those that nothing but such values is made of: the helper does not need them. */
export function spentParameters(
  members: readonly FoldMember[],
  values: readonly HolePlace[],
): ReadonlySet<number> {
  const spent = members.map((member, i) =>
    spentIn(
      member,
      values.map(({ node }) => node.terms[i]!),
    ),
  );
  return new Set([...spent[0]].filter((index) => spent.every((each) => each.has(index))));
}

function spentIn({ term, names }: FoldMember, values: readonly Term[]): Set<number> {
  const isIn = (at: number): boolean => values.some(({ start, end }) => start <= at && at < end);
  const spent = parametersOf(term).flatMap((parameter, index) => {
    const leaf = declaratorName(parameter);
    const id = leaf && names.at.get(leaf.start);
    const uses = [...names.at].filter(([at, each]) => each === id && at !== leaf?.start);
    return id !== undefined && uses.length > 0 && uses.every(([at]) => isIn(at)) ? [index] : [];
  });
  return new Set(spent);
}

/** Whether no other local stands in a value, not even in a `sizeof`. */
function hasOnly(term: Term, { names }: FoldMember, kept: ReadonlySet<number>): boolean {
  const locals = leavesOf(term).flatMap((leaf) => names.at.get(leaf.start) ?? []);
  return locals.every((id) => kept.has(id));
}

/** Whether a name means such a parameter everywhere in a member: no inner block declares it anew. */
function isKeptParameter(name: string, { names }: FoldMember, kept: ReadonlySet<number>): boolean {
  const id = names.names.indexOf(name);
  return id >= 0 && names.names.lastIndexOf(name) === id && kept.has(id);
}
