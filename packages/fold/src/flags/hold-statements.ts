import type { AntiUnification } from "../anti-unify/anti-unify.ts";
import type { SkeletonNode, SyntaxHole } from "../anti-unify/skeleton.ts";

/** The anti-unifier with more holes: these nodes, each as a whole; holes inside them are gone. */
export function holdStatements(
  { root, holes, pairs }: AntiUnification,
  nodes: ReadonlySet<SkeletonNode>,
): AntiUnification {
  const all: SkeletonNode[][] = holes.map(() => []);
  const rebuild = (node: SkeletonNode): SkeletonNode => {
    const isHeld = nodes.has(node);
    const id = isHeld ? all.push([]) - 1 : node.hole;
    const copy: SkeletonNode = {
      ...node,
      hole: id,
      children: id === undefined ? node.children.map(rebuild) : [],
    };
    if (id !== undefined) all[id].push(copy);
    return copy;
  };
  return { root: rebuild(root), holes: all.map((places, id): SyntaxHole => ({ id, places })), pairs };
}
