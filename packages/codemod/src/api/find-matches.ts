import type { SyntaxNode } from "@kindred/c-source";
import { matchPattern, startAttempt } from "../pattern/match-node.ts";
import type { CPattern } from "../pattern/pattern.ts";
import { hasWords } from "../pattern/syntax.ts";
import type { CodeUnit } from "../units/code-unit.ts";
import type { CFile } from "./c-file.ts";
import { CNode } from "./c-node.ts";

/** Matches of `what` (a pattern or a node kind) in a whole unit, in the order of the text. */
export function findInUnit(file: CFile, unit: CodeUnit, what: CPattern | string): CNode[] {
  if (typeof what !== "string" && !hasWords(unit.text, what.words)) return [];
  const { root } = unit.parse();
  return findUnder(file, unit, [root], what);
}

/** Matches of `what` inside a node. */
export function findInNode(node: CNode, what: CPattern | string): CNode[] {
  return findUnder(node.file, node.unit, node.syntax, what).filter((found) => found.isWithin(node));
}

/** The match that begins with this very node. */
export function matchNodeItself(node: CNode, pattern: CPattern): CNode | undefined {
  return matchAt(node.file, node.unit, node.syntax[0], pattern)[0];
}

function findUnder(
  file: CFile,
  unit: CodeUnit,
  nodes: readonly SyntaxNode[],
  what: CPattern | string,
): CNode[] {
  const found: CNode[] = [];
  const isClean = unit.parse().clean;
  for (const start of candidates(nodes, typeof what === "string" ? what : rootType(what))) {
    if (!isClean && unit.index().isInError(start)) continue;
    if (typeof what === "string") found.push(new CNode(file, unit, [start]));
    else found.push(...matchAt(file, unit, start, what));
  }
  return found;
}

function candidates(nodes: readonly SyntaxNode[], type: string): SyntaxNode[] {
  return nodes.flatMap((node) =>
    node.descendantsOfType(type).filter((found): found is SyntaxNode => found !== null),
  );
}

function matchAt(file: CFile, unit: CodeUnit, start: SyntaxNode, pattern: CPattern): CNode[] {
  const attempt = startAttempt(unit.parse());
  const { siblings, position } =
    pattern.roots.length === 1 ? { siblings: [start], position: 0 } : unit.index().placeOf(start);
  const matched = matchPattern(attempt, pattern.roots, siblings, position);
  file.recordAttempt(unit, pattern, start, matched ? undefined : attempt.mismatch);
  return matched ? [new CNode(file, unit, siblings.slice(position, matched.end), matched.bindings)] : [];
}

/** No pattern starts with a gap: its first root says what kind of node to look for. */
function rootType(pattern: CPattern): string {
  return pattern.roots[0].type;
}
