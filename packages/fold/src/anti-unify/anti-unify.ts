/**
 * Anti-unification of N syntax trees: the most special skeleton that all of them are instances of, with a numbered
 * hole at every place where they differ (Plotkin 1970; for clones Bulychev & Minea 2008).
 *
 * Trees are walked in step. Leaves agree when they are spelled alike or are locals that pair one to one. Where an
 * operator, a keyword or the number of children differs, the smallest enclosing node that can be passed around or
 * replaced as a whole becomes the hole. Places with pairwise equal values share one hole, as Plotkin's rule says.
 * Statement lists of different length are aligned first (`align-statements.ts`), so an inserted statement is a hole
 * of its own and doesn't tear the rest.
 *
 * Linear in the size of the trees, quadratic in the length of statement lists that differ. The result is checked
 * against the tokens of the text (`check-skeleton.ts`), because the parser sees the text through the macro profile.
 * Known miss: reordered statements and swapped operands are differences.
 */
import type { BoundNames } from "../syntax/bind-names.ts";
import { leavesOf, type Term } from "../syntax/term.ts";
import { alignStatements } from "./align-statements.ts";
import { NamePairs } from "./name-pairs.ts";
import type { AntiUnifier, SkeletonNode, SyntaxHole } from "./skeleton.ts";

export interface AntiUnifyInput {
  readonly term: Term;
  readonly names: BoundNames;
}

/** Whether a node with a difference below it must become one hole as a whole, e.g. `BIT(3)` against `BIT(4)`. */
export type KeepWhole = (node: SkeletonNode) => boolean;

/** What an anti-unifier also knows: which leaf is whose local. */
export interface AntiUnification extends AntiUnifier {
  readonly pairs: NamePairs;
}

const STATEMENT_LISTS: ReadonlySet<string> = new Set(["compound_statement", "case_statement"]);

/** Nodes that mean nothing when replaced alone: a difference in them belongs to the node around. */
const NOT_A_HOLE: ReadonlySet<string> = new Set([
  "argument_list",
  "parameter_list",
  "storage_class_specifier",
  "type_qualifier",
  "init_declarator",
  "pointer_declarator",
  "array_declarator",
  "function_declarator",
  "parenthesized_declarator",
  "abstract_pointer_declarator",
  "else_clause",
  "ERROR",
]);

/** Anti-unifies N >= 1 function definitions. */
export function antiUnify(
  inputs: readonly AntiUnifyInput[],
  keepWhole: KeepWhole = () => false,
): AntiUnification {
  const pairs = new NamePairs(inputs.map((input) => input.names));
  const terms = inputs.map((input) => input.term);
  const root = unify(terms, { pairs, keepWhole });
  const holes: SkeletonNode[][] = [];
  const byKey = new Map<string, number>();
  const numbered = numberHoles(root ?? hole(terms), (node) => {
    const key = holeKey(node, pairs);
    const id = byKey.get(key) ?? byKey.set(key, holes.push([]) - 1).get(key)!;
    const numberedNode = { ...node, hole: id };
    holes[id].push(numberedNode);
    return numberedNode;
  });
  return { root: numbered, holes: holes.map((places, id): SyntaxHole => ({ id, places })), pairs };
}

interface Walk {
  readonly pairs: NamePairs;
  readonly keepWhole: KeepWhole;
}

/** A node that covers the same subtrees; `undefined` when the difference belongs to the node around. */
function unify(terms: readonly Term[], walk: Walk): SkeletonNode | undefined {
  const [first] = terms;
  if (!terms.every((term) => term.type === first.type && term.field === first.field)) return refuge(terms);
  if (terms.every((term) => term.children.length === 0)) {
    return walk.pairs.agree(terms)
      ? { type: first.type, field: first.field, terms, children: [], hole: undefined }
      : refuge(terms);
  }
  const mark = walk.pairs.mark();
  const children = unifyChildren(terms, walk);
  const node = children && { type: first.type, field: first.field, terms, children, hole: undefined };
  if (node && !(hasHole(node) && walk.keepWhole(node))) return node;
  walk.pairs.rollback(mark);
  return refuge(terms);
}

function unifyChildren(terms: readonly Term[], walk: Walk): SkeletonNode[] | undefined {
  const count = terms[0].children.length;
  const lists = terms.map((term) => term.children);
  if (lists.some((list) => list.length !== count)) {
    return STATEMENT_LISTS.has(terms[0].type) ? unifyAligned(lists, walk) : undefined;
  }
  const children: SkeletonNode[] = [];
  for (let i = 0; i < count; i++) {
    const child = unify(
      lists.map((list) => list[i]),
      walk,
    );
    if (!child) return undefined;
    children.push(child);
  }
  return children;
}

function unifyAligned(lists: readonly (readonly Term[])[], walk: Walk): SkeletonNode[] | undefined {
  const children: SkeletonNode[] = [];
  for (const column of alignStatements(lists, walk.pairs)) {
    const present = column.filter((term) => term !== undefined);
    const child = present.length === column.length ? unify(present, walk) : hole(column);
    if (!child) return undefined;
    children.push(child);
  }
  return children;
}

/** The hole at this place, when a node can be a hole here. */
function refuge(terms: readonly Term[]): SkeletonNode | undefined {
  const canBeHole = terms.every((term) => term.named && !NOT_A_HOLE.has(term.type));
  return canBeHole ? hole(terms) : undefined;
}

function hasHole(node: SkeletonNode): boolean {
  return node.hole !== undefined || node.children.some(hasHole);
}

/** `-1` marks a hole that has no number yet. */
function hole(terms: readonly (Term | undefined)[]): SkeletonNode {
  const some = terms.find((term) => term !== undefined)!;
  return { type: some.type, field: some.field, terms, children: [], hole: -1 };
}

function numberHoles(node: SkeletonNode, number: (node: SkeletonNode) => SkeletonNode): SkeletonNode {
  if (node.hole !== undefined) return number(node);
  return { ...node, children: node.children.map((child) => numberHoles(child, number)) };
}

/** Two places with the same key hold the same value in every member. */
function holeKey(node: SkeletonNode, pairs: NamePairs): string {
  return node.terms
    .map((term, member) =>
      term
        ? leavesOf(term)
            .map((leaf) => pairs.key(leaf, member))
            .join("\x01")
        : "\x02",
    )
    .join("\x03");
}
