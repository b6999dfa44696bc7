import type { CText, ParsedC, SyntaxNode } from "@kindred/c-source";

/**
 * A syntax tree as plain data, detached from the parser's memory. Leaves hold the ORIGINAL text of the file, not
 * what the macro profile made of it; comments are left out.
 */
export interface Term {
  /** tree-sitter-c's node type. */
  readonly type: string;
  readonly named: boolean;
  /** The field of the parent that this node fills, or the empty string. */
  readonly field: string;
  readonly start: number;
  readonly end: number;
  /** Text of a leaf; empty for an inner node. */
  readonly text: CText;
  readonly children: readonly Term[];
}

/** Nodes whose parts mean nothing by themselves. */
const ATOMS: ReadonlySet<string> = new Set(["string_literal", "char_literal", "system_lib_string"]);

/** Deeper trees are not copied: recursion over terms must be safe on hostile files. Drivers stay below 200. */
const MOST_DEPTH = 800;

const NO_NODES: SyntaxNode["children"] = [];

/** Copies a parsed function into a term; undefined when it nests too deep. Linear in the number of nodes. */
export function buildTerm(parsed: ParsedC, node: SyntaxNode, field = "", depth = 0): Term | undefined {
  if (depth > MOST_DEPTH) return undefined;
  // Every question to a node is a call into the parser's memory: none is asked twice, and all children come at once.
  const { startIndex: start, endIndex: end, type, isNamed: named } = node;
  const parts = named && !ATOMS.has(type) ? node.children : NO_NODES;
  if (parts.length === 0) {
    return { type, named, field, start, end, text: parsed.text.slice(start, end), children: [] };
  }
  const children: Term[] = [];
  for (const [i, child] of parts.entries()) {
    if (!child || child.type === "comment") continue;
    const copy = buildTerm(parsed, child, node.fieldNameForChild(i) ?? "", depth + 1);
    if (!copy) return undefined;
    children.push(copy);
  }
  return { type, named, field, start, end, text: "", children };
}

/** The first child in a field. */
export function childIn(term: Term, field: string): Term | undefined {
  return term.children.find((child) => child.field === field);
}

/** Calls `visit` for a term and everything below it, parents first. */
export function walkTerm(term: Term, visit: (term: Term) => void): void {
  visit(term);
  for (const child of term.children) walkTerm(child, visit);
}

/** The leaves of a term from left to right. */
export function leavesOf(term: Term): Term[] {
  const leaves: Term[] = [];
  walkTerm(term, (part) => {
    if (part.children.length === 0) leaves.push(part);
  });
  return leaves;
}
