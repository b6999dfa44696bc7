import type { Term } from "../syntax/term.ts";

/** A node of the anti-unifier: the same in all members, or a hole. */
export interface SkeletonNode {
  readonly type: string;
  readonly field: string;
  /** The subtree of each member; undefined where a member has nothing here (an inserted statement elsewhere). */
  readonly terms: readonly (Term | undefined)[];
  readonly children: readonly SkeletonNode[];
  /** Index into {@link AntiUnifier.holes}; undefined for a node that all members share. */
  readonly hole: number | undefined;
}

/** A variable of the skeleton. Places whose members' values are pairwise the same share one hole. */
export interface SyntaxHole {
  readonly id: number;
  /** Every place where it stands, in the order of the first member's text. */
  readonly places: readonly SkeletonNode[];
}

/** One skeleton of N syntax trees and its numbered holes. */
export interface AntiUnifier {
  readonly root: SkeletonNode;
  readonly holes: readonly SyntaxHole[];
}

/** Calls `visit` with every node and its ancestors, outermost first; holes are not entered. */
export function walkSkeleton(
  node: SkeletonNode,
  visit: (node: SkeletonNode, ancestors: readonly SkeletonNode[]) => void,
  ancestors: readonly SkeletonNode[] = [],
): void {
  visit(node, ancestors);
  if (node.hole !== undefined) return;
  const inner = [...ancestors, node];
  for (const child of node.children) walkSkeleton(child, visit, inner);
}
