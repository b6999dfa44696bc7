/*
 * Matches compiled patterns against syntax trees, modulo layout and comments: node types, tokens and spellings
 * must agree child by child; a gap takes whatever stands in its place, and a name used twice must take equal
 * source. Runs (`$...name`) are tried shortest first with backtracking, so a list with k runs over n children
 * costs O(n^k); patterns rarely have more than one run a list.
 *
 * Known misses, on purpose: no isomorphisms. `x == NULL` is not `!x`, and braces around one statement count.
 */
import type { ParsedC, SyntaxNode } from "@kindred/c-source";
import { canonicalText } from "./canonical-text.ts";
import { type Bindings, findBinding, type Metavariable, type PatternNode } from "./pattern.ts";
import { significantChildren, wordOf } from "./syntax.ts";

export type NodeBindings = Bindings<SyntaxNode> | undefined;

/** The place where an attempt failed, for `--why`. */
export interface Mismatch {
  /** Leaves that agreed before the first difference. */
  readonly agreed: number;
  readonly wanted: PatternNode;
  readonly found: SyntaxNode | undefined;
}

/** State of one attempt. Success is `{ bindings }`; a failure leaves its first difference in `mismatch`. */
export interface Attempt {
  readonly parsed: ParsedC;
  agreed: number;
  mismatch: Mismatch | undefined;
}

export function startAttempt(parsed: ParsedC): Attempt {
  return { parsed, agreed: 0, mismatch: undefined };
}

/** A match of a whole pattern in a list of nodes. */
export interface RunMatch {
  readonly bindings: NodeBindings;
  /** Index behind the last node that it took. */
  readonly end: number;
}

/** Matches the roots of a pattern against `nodes` from index `start` on. */
export function matchPattern(
  attempt: Attempt,
  roots: readonly PatternNode[],
  nodes: readonly SyntaxNode[],
  start: number,
): RunMatch | undefined {
  return matchRun(attempt, roots, nodes, undefined, 0, start, false);
}

function matchNode(
  attempt: Attempt,
  pattern: PatternNode,
  node: SyntaxNode,
  bindings: NodeBindings,
): { readonly bindings: NodeBindings } | undefined {
  if (pattern.hole) return bind(attempt, pattern, [node], bindings);
  if (pattern.type !== node.type) return fail(attempt, pattern, node);
  const children = significantChildren(node);
  if (pattern.children.length === 0) {
    if (children.length > 0 || pattern.text !== wordOf(attempt.parsed, node))
      return fail(attempt, pattern, node);
    attempt.agreed++;
    return { bindings };
  }
  return matchRun(attempt, pattern.children, children, bindings, 0, 0, true);
}

function matchRun(
  attempt: Attempt,
  patterns: readonly PatternNode[],
  nodes: readonly SyntaxNode[],
  bindings: NodeBindings,
  p: number,
  n: number,
  toEnd: boolean,
): RunMatch | undefined {
  if (p === patterns.length) {
    if (toEnd && n < nodes.length) return fail(attempt, patterns[p - 1], nodes[n]);
    return { bindings, end: n };
  }
  const pattern = patterns[p];
  if (pattern.hole?.rest) return matchRest(attempt, patterns, nodes, bindings, p, n, toEnd);
  if (n === nodes.length) return fail(attempt, pattern, undefined);
  const first = matchNode(attempt, pattern, nodes[n], bindings);
  return first && matchRun(attempt, patterns, nodes, first.bindings, p + 1, n + 1, toEnd);
}

function matchRest(
  attempt: Attempt,
  patterns: readonly PatternNode[],
  nodes: readonly SyntaxNode[],
  bindings: NodeBindings,
  p: number,
  n: number,
  toEnd: boolean,
): RunMatch | undefined {
  for (let end = n; end <= nodes.length; end++) {
    if (end > n && !nodes[end - 1].isNamed) return undefined;
    const bound = bind(attempt, patterns[p], nodes.slice(n, end), bindings);
    const after = bound && matchRun(attempt, patterns, nodes, bound.bindings, p + 1, end, toEnd);
    if (after) return after;
  }
  return undefined;
}

function bind(
  attempt: Attempt,
  pattern: PatternNode,
  nodes: readonly SyntaxNode[],
  bindings: NodeBindings,
): { readonly bindings: NodeBindings } | undefined {
  const { name, rest } = pattern.hole as Metavariable;
  if (!rest && !nodes[0].isNamed) return fail(attempt, pattern, nodes[0]);
  const before = findBinding(bindings, name);
  if (before && textOf(attempt.parsed, before) !== textOf(attempt.parsed, nodes)) {
    return fail(attempt, pattern, nodes[0]);
  }
  attempt.agreed++;
  return { bindings: before ? bindings : { name, nodes, next: bindings } };
}

function textOf(parsed: ParsedC, nodes: readonly SyntaxNode[]): string {
  return nodes.map((node) => canonicalText(parsed.sourceOf(node))).join(" , ");
}

function fail(attempt: Attempt, wanted: PatternNode, found: SyntaxNode | undefined): undefined {
  const { agreed } = attempt;
  if (!attempt.mismatch || attempt.mismatch.agreed < agreed) attempt.mismatch = { agreed, wanted, found };
  return undefined;
}
