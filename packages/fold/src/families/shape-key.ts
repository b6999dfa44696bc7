import { CONSTANT_MACROS } from "../holes/pure-macros.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { childIn, type Term } from "../syntax/term.ts";

/**
 * What must be equal in two functions for a fold over values: the tree with its own names numbered and everything
 * that may be a constant blanked. Members of a family with equal keys differ in values only, so a family that cannot
 * be folded as a whole is split by this. Equal keys are a hint: the fold itself checks all again.
 */
export function shapeKey(member: FoldMember): string {
  const parts: string[] = [];
  write(member, member.term, parts);
  return parts.join(" ");
}

const BLANK = "$";
const CONSTANT_LEAVES: ReadonlySet<string> = new Set([
  "number_literal",
  "char_literal",
  "string_literal",
  "true",
  "false",
]);
const CONSTANT_NODES: ReadonlySet<string> = new Set([
  "unary_expression",
  "binary_expression",
  "parenthesized_expression",
  "concatenated_string",
]);

function write(member: FoldMember, term: Term, parts: string[]): void {
  if (isConstant(member, term)) parts.push(BLANK);
  else if (term.children.length === 0) {
    const local = member.names.at.get(term.start);
    parts.push(local === undefined ? term.text : `#${local}`);
  } else {
    parts.push(`(${term.type}`);
    for (const child of term.children) write(member, child, parts);
    parts.push(")");
  }
}

function isConstant(member: FoldMember, term: Term): boolean {
  if (CONSTANT_LEAVES.has(term.type) || term.type === "sizeof_expression") return true;
  if (term.type === "identifier")
    return !member.names.at.has(term.start) && term.field !== "function" && term.field !== "declarator";
  if (CONSTANT_NODES.has(term.type))
    return term.children.every((child) => !child.named || isConstant(member, child));
  const callee = term.type === "call_expression" ? childIn(term, "function") : undefined;
  return callee !== undefined && CONSTANT_MACROS.has(callee.text);
}
