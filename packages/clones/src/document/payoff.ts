import type { CloneType, Family, Hole, Scope, Strategy } from "../families.ts";

/*
 * What a fold of a family is worth, before anybody tried it.
 *
 * removableLines  the members' lines, less one copy that becomes the helper, less what each member keeps: nothing but
 *                 a changed call when members are the same, a wrapper of four lines when they hand in values, and
 *                 the statements that are their own.
 * payoff          these lines, discounted for what makes a fold hard to get accepted. Ranks only; never shown.
 */

/** Signature, brace, call, brace. */
const WRAPPER_LINES = 4;
const TABLE_ROW_LINES = 1;
/** Longest member of a family that a table can replace. */
const TABLE_MEMBER_LINES = 12;
const TABLE_MEMBERS = 4;

const SCOPE_DISCOUNT: Record<Scope, number> = { file: 1, directory: 0.9, class: 0.7, tree: 0.5 };
const TYPE_DISCOUNT: Record<CloneType, number> = { "type-1": 1, "type-2": 0.9, "type-3": 0.6 };

/** What a strategy depends on besides the holes. */
export interface FoldSite {
  readonly memberLines: readonly number[];
  readonly scope: Scope;
  /** The members' files are families of each other as wholes. */
  readonly areTwins: boolean;
}

/**
 * The cheapest strategy of design section 6 that could take these holes. Where whole drivers are alike, one driver
 * for both is what their maintainer would ask for, so that comes before all that leaves two.
 */
export function strategyFor(holes: readonly Hole[], { memberLines, scope, areTwins }: FoldSite): Strategy {
  const kinds = new Set(holes.map((hole) => hole.kind));
  if (kinds.size === 0) return "shared-function";
  if (areTwins) return "chip-info";
  if (kinds.has("member")) return "generator-macro";
  if (kinds.has("type")) return "field-pointer";
  if (kinds.has("call") || kinds.has("statement")) return "callback";
  const onlyConstants = [...kinds].every((kind) => kind === "literal" || kind === "string");
  const isSmall = Math.max(...memberLines) <= TABLE_MEMBER_LINES;
  const isMany = memberLines.length >= TABLE_MEMBERS && scope === "file";
  return onlyConstants && isSmall && isMany ? "table-driven" : "parameterised-function";
}

export function removableLines(
  family: Pick<Family, "type" | "similarity" | "strategy">,
  memberLines: readonly number[],
): number {
  const all = memberLines.reduce((sum, lines) => sum + lines, 0);
  const helper = Math.max(...memberLines);
  const own = family.type === "type-3" ? Math.round(all * (1 - family.similarity)) : 0;
  const kept = family.strategy === "table-driven" ? TABLE_ROW_LINES : WRAPPER_LINES;
  const calls = family.type === "type-1" ? 0 : kept * memberLines.length;
  return Math.max(0, all - helper - own - calls);
}

export function payoffOf(family: Family): number {
  const holes = 1 / (1 + family.holes.length / 10);
  return family.removableLines * SCOPE_DISCOUNT[family.scope] * TYPE_DISCOUNT[family.type] * holes;
}
