import { type SkeletonNode, walkSkeleton } from "../anti-unify/skeleton.ts";
import type { LoadedFamily } from "../families/loaded-family.ts";

/** A call in which each chip's function calls its own member of another family: it becomes a call of that helper. */
export interface ChipLink {
  /** The family called, by its place in the group. */
  readonly target: number;
  readonly callee: SkeletonNode;
  /** The call's arguments. */
  readonly list: SkeletonNode;
}

/** The calls between families of a group, of one of them. `isHere` tells which families still take part. */
export function findLinks(
  caller: LoadedFamily,
  families: readonly LoadedFamily[],
  isHere: (family: LoadedFamily) => boolean,
): ChipLink[] {
  const links: ChipLink[] = [];
  walkSkeleton(caller.unifier.root, (call) => {
    const callee = call.children.find(({ field }) => field === "function");
    const list = call.children.find(({ field }) => field === "arguments");
    if (call.type !== "call_expression" || !callee || list?.hole !== undefined || !list) return;
    const target = families.findIndex(
      (family) => family !== caller && isHere(family) && isCallOf(callee, caller, family),
    );
    if (target >= 0) links.push({ target, callee, list });
  });
  return links;
}

/** Whether every member calls the family's member of its own chip. */
function isCallOf({ terms }: SkeletonNode, caller: LoadedFamily, family: LoadedFamily): boolean {
  return terms.every((term, chip) => {
    const isName = term?.type === "identifier" && term.text === family.members[chip].span.name;
    return isName && !caller.members[chip].names.at.has(term.start);
  });
}
