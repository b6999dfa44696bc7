/*
 * What stands around a node. A tree-sitter node knows only what is below it: its parent is searched from the root, which
 * costs the node's depth, and climbing that way the square of it. One walk over the tree notes every parent instead.
 */
import type { SyntaxNode } from "@kindred/c-source";
import { significantChildren } from "../pattern/syntax.ts";

/** A node among its named siblings, comments left out. */
export interface SiblingPlace {
  readonly siblings: readonly SyntaxNode[];
  readonly position: number;
}

export interface TreeIndex {
  parentOf(node: SyntaxNode): SyntaxNode | undefined;
  /** The nearest node of a kind around this one (itself left out). All questions together cost O(nodes) for each kind. */
  closest(node: SyntaxNode, kind: string): SyntaxNode | undefined;
  placeOf(node: SyntaxNode): SiblingPlace;
  /** True when the parser had trouble with this node or with what it stands in. */
  isInError(node: SyntaxNode): boolean;
}

export function indexTree(root: SyntaxNode): TreeIndex {
  const parents = listParents(root);
  const known = new Map<string, Map<number, SyntaxNode | undefined>>();
  const closest: TreeIndex["closest"] = (node, kind) => {
    const answers = known.get(kind) ?? new Map<number, SyntaxNode | undefined>();
    known.set(kind, answers);
    const passed: number[] = [];
    let at: SyntaxNode | undefined = node;
    let found: SyntaxNode | undefined;
    for (; at && !found; at = parents.get(at.id)) {
      if (passed.length > 0 && at.type === kind) found = at;
      else if (answers.has(at.id)) break;
      else passed.push(at.id);
    }
    found ??= at && answers.get(at.id);
    for (const id of passed) answers.set(id, found);
    return found;
  };
  const places = new Map<number, SiblingPlace>();
  const placeOf: TreeIndex["placeOf"] = (node) => {
    const parent = parents.get(node.id);
    if (parent && !places.has(node.id)) {
      const siblings = significantChildren(parent).filter((child) => child.isNamed);
      for (const [position, child] of siblings.entries()) places.set(child.id, { siblings, position });
    }
    return places.get(node.id) ?? { siblings: [node], position: 0 };
  };
  return {
    parentOf: (node) => parents.get(node.id),
    placeOf,
    closest,
    isInError: (node) => node.hasError || closest(node, "ERROR") !== undefined,
  };
}

function listParents(root: SyntaxNode): ReadonlyMap<number, SyntaxNode> {
  const parents = new Map<number, SyntaxNode>();
  const above: SyntaxNode[] = [];
  const cursor = root.walk();
  try {
    for (;;) {
      const parent = above.at(-1);
      if (parent) parents.set(cursor.nodeId, parent);
      const node = cursor.currentNode;
      if (cursor.gotoFirstChild()) {
        above.push(node);
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return parents;
        above.pop();
      }
    }
  } finally {
    cursor.delete();
  }
}
