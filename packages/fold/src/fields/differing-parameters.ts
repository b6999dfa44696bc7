import { type SkeletonNode, walkSkeleton } from "../anti-unify/skeleton.ts";
import type { LoadedFamily } from "../families/loaded-family.ts";
import type { HolePlace } from "../holes/hole-place.ts";
import { declaratorName } from "../syntax/bind-names.ts";

/** A parameter whose declaration differs between the members. */
export interface DifferingParameter {
  /** Its place among the parameters. */
  readonly index: number;
  readonly declaration: SkeletonNode;
  /** Its number in each member. */
  readonly ids: readonly (number | undefined)[];
}

/** The parameters of which a part is a hole. */
export function differingParameters({ unifier, members }: LoadedFamily): DifferingParameter[] {
  const list = childOf(functionDeclarator(unifier.root), "parameters");
  const declarations = (list?.children ?? []).filter(({ terms }) => terms[0]?.named);
  return declarations.flatMap((declaration, index) => {
    if (declaration.hole !== undefined || !hasHole(declaration)) return [];
    const ids = declaration.terms.map((term, i) =>
      members[i].names.at.get(declaratorName(term!)?.start ?? -1),
    );
    return [{ index, declaration, ids }];
  });
}

/** Where a parameter is named in what the members have in common; its declaration left out. */
export function usesOf(
  { declaration, ids }: DifferingParameter,
  { unifier, members }: LoadedFamily,
): HolePlace[] {
  const places: HolePlace[] = [];
  walkSkeleton(unifier.root, (node, ancestors) => {
    const [first] = node.terms;
    const isUse =
      node.hole === undefined &&
      first?.type === "identifier" &&
      ids[0] !== undefined &&
      members[0].names.at.get(first.start) === ids[0];
    if (isUse && !ancestors.includes(declaration)) places.push({ node, ancestors });
  });
  return places;
}

function functionDeclarator(root: SkeletonNode): SkeletonNode | undefined {
  let part = childOf(root, "declarator");
  while (part && part.type !== "function_declarator") part = childOf(part, "declarator");
  return part;
}

function childOf(node: SkeletonNode | undefined, field: string): SkeletonNode | undefined {
  return node?.children.find((child) => child.field === field);
}

function hasHole(node: SkeletonNode): boolean {
  return node.hole !== undefined || node.children.some(hasHole);
}
