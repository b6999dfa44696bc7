import type { KeepWhole } from "../anti-unify/anti-unify.ts";
import type { SkeletonNode } from "../anti-unify/skeleton.ts";
import { type ConstantScope, constantType } from "../holes/constant-type.ts";

const WHOLE_NODES: ReadonlySet<string> = new Set([
  "call_expression",
  "sizeof_expression",
  "concatenated_string",
]);

/** A constant like `BIT(3)`, `-1` or `sizeof(x)` is passed as a whole, and so is one with two differences in it. */
export function keepConstantsWhole(scopes: readonly ConstantScope[]): KeepWhole {
  return (node: SkeletonNode) =>
    isAddress(node) ||
    (isConstantShape(node) &&
      node.terms.every((term, i) => term && constantType(term, scopes[i]) !== undefined));
}

/** `&first_ops` against `&second_ops`. */
function isAddress({ type, children }: SkeletonNode): boolean {
  return (
    type === "pointer_expression" && children[0]?.terms[0]?.text === "&" && children[1]?.type === "identifier"
  );
}

function isConstantShape(node: SkeletonNode): boolean {
  if (WHOLE_NODES.has(node.type)) return true;
  if (node.type === "unary_expression") return node.children[0]?.terms[0]?.text === "-";
  return node.type === "binary_expression" && countHoles(node) > 1;
}

function countHoles(node: SkeletonNode): number {
  return node.hole !== undefined ? 1 : node.children.reduce((sum, child) => sum + countHoles(child), 0);
}
