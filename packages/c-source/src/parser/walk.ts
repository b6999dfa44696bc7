import type { SyntaxNode } from "./parsed-c.ts";

/**
 * Calls `visit` for `node` and everything below it, parents first, in the order of the text; not below a node for
 * which it returns false. Iterative: deep nesting cannot exhaust the stack.
 */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => unknown): void {
  const cursor = node.walk();
  try {
    let descend = visit(cursor.currentNode) !== false;
    for (;;) {
      if (descend && cursor.gotoFirstChild()) {
        descend = visit(cursor.currentNode) !== false;
        continue;
      }
      while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return;
      descend = visit(cursor.currentNode) !== false;
    }
  } finally {
    cursor.delete();
  }
}

/** All nodes of these types in `node` (itself included), in the order of the text. */
export function findAll(node: SyntaxNode, types: string | readonly string[]): SyntaxNode[] {
  const found = node.descendantsOfType(typeof types === "string" ? types : [...types]);
  return found.filter((each) => each !== null);
}
