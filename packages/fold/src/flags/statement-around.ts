import type { SkeletonNode } from "../anti-unify/skeleton.ts";
import type { HolePlace } from "../holes/hole-place.ts";

/** Nodes whose children are statements that can be put under an `if`. */
const LISTS: ReadonlySet<string> = new Set(["compound_statement", "case_statement"]);

/** What may stand around such a list: anything but an expression, whose value a statement could be. */
const OUTSIDE = /_statement$|^function_definition$|^else_clause$/;

/** The whole statement around a place, with its own place; undefined when it stands in no list of statements. */
export function statementAround({ node, ancestors }: HolePlace): HolePlace | undefined {
  for (let i = ancestors.length; i > 0; i--) {
    const inner = i === ancestors.length ? node : ancestors[i];
    if (!isListItem(inner, ancestors[i - 1])) continue;
    const outer = ancestors.slice(0, i);
    return outer.every(({ type }) => OUTSIDE.test(type)) ? { node: inner, ancestors: outer } : undefined;
  }
  return undefined;
}

function isListItem(node: SkeletonNode, list: SkeletonNode): boolean {
  return LISTS.has(list.type) && node.field !== "value" && node.terms.some((term) => term?.named);
}
