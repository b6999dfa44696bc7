import type { Hole, HoleKind } from "../families.ts";
import { isRenamable, Role, roleOf } from "../scan/token-roles.ts";
import type { Alignment } from "../verify/alignment.ts";
import type { MemberText } from "./member-text.ts";

/*
 * The places where the members of a family differ.
 *
 * Every member is aligned with the centre. Where a member has no counterpart for a run of the centre's tokens, or has
 * tokens of its own, there is a gap; gaps of different members that touch become one hole, with each member's text.
 * Elsewhere a hole is a token that is not spelled alike in all members. Places with the same values are one hole: a
 * renamed function that is called five times is one parameter of a fold, not five. The function's own name and names of locals
 * are no holes, because a helper is free to choose them.
 */

/** Longer values are cut: they are to be read, the sources hold the whole. */
const LONGEST_VALUE = 240;

/** One member's counterpart for each of the centre's symbols, -1 for none. */
export type Counterparts = Int32Array;

export function counterpartsOf(alignment: Alignment, length: number): Counterparts {
  const counterparts = new Int32Array(length).fill(-1);
  for (let k = 0; k < alignment.count; k++) counterparts[alignment.left[k]] = alignment.right[k];
  return counterparts;
}

export function findHoles(
  centre: MemberText,
  members: readonly MemberText[],
  counterparts: readonly Counterparts[],
): Hole[] {
  const length = centre.symbols.length;
  const marks = markDifferences(centre.symbols, members, counterparts);
  const holes = new HoleSet();
  for (let at = 0; at <= length; at++) {
    if (marks[at] === 0) continue;
    if ((marks[at] & GAP) !== 0) {
      const from = at;
      while ((marks[at] & MISSING) !== 0) at++;
      holes.add(gapHole(from, at, length, members, counterparts));
    }
    if ((marks[at] & OTHER) !== 0) addTokenHole(holes, at, centre, members, counterparts);
  }
  return holes.list;
}

/** What some member has at a symbol of the centre: nothing, tokens of its own in front, another symbol. */
const MISSING = 1;
const INSERTED = 2;
const OTHER = 4;
const GAP = MISSING | INSERTED;

/** The marks of all members; index `length` is the end. */
function markDifferences(
  centre: Int32Array,
  members: readonly MemberText[],
  counterparts: readonly Counterparts[],
): Uint8Array {
  const { length } = centre;
  const marks = new Uint8Array(length + 1);
  for (let m = 0; m < members.length; m++) {
    const at = counterparts[m];
    const { symbols } = members[m];
    let expected = 0;
    for (let p = 0; p < length; p++) {
      const here = at[p];
      if (here < 0) {
        marks[p] |= MISSING;
        continue;
      }
      if (here !== expected) marks[p] |= INSERTED;
      if (symbols[here] !== centre[p]) marks[p] |= OTHER;
      expected = here + 1;
    }
    if (expected !== symbols.length) marks[length] |= INSERTED;
  }
  return marks;
}

/** The hole of the centre's symbols `from` to `to`; all members have counterparts for `from - 1` and `to`. */
function gapHole(
  from: number,
  to: number,
  length: number,
  members: readonly MemberText[],
  counterparts: readonly Counterparts[],
): Hole {
  const values = members.map((member, m) => {
    const begin = from === 0 ? 0 : counterparts[m][from - 1] + 1;
    const end = to >= length ? member.symbols.length : counterparts[m][to];
    return member.run(begin, end);
  });
  return { kind: values.some((value) => /[;{}]/.test(value)) ? "statement" : "expression", values };
}

function addTokenHole(
  holes: HoleSet,
  at: number,
  centre: MemberText,
  members: readonly MemberText[],
  counterparts: readonly Counterparts[],
): void {
  const symbol = centre.symbols[at];
  const role = roleOf(symbol);
  if (role === Role.Punctuator || role === Role.Keyword) return;
  if (isRenamable(role) && members.every((member, m) => member.isLocal(member.symbols[counterparts[m][at]])))
    return;
  const values = members.map((member, m) => member.spelling(counterparts[m][at]));
  if (values.every((value) => value === values[0])) return;
  holes.add({ kind: tokenHoleKind(centre, at), values });
}

function tokenHoleKind(centre: MemberText, at: number): HoleKind {
  switch (roleOf(centre.symbols[at])) {
    case Role.String:
      return "string";
    case Role.Number:
    case Role.Constant:
      return "literal";
    case Role.Callee:
      return "call";
    case Role.Member:
      return "member";
    case Role.BuiltinType:
      return "type";
    default:
      return isTypePosition(centre, at) ? "type" : "identifier";
  }
}

/** A name after `struct`, `union` or `enum`, a `…_t`, or one that a declared name follows. */
function isTypePosition(centre: MemberText, at: number): boolean {
  if (at > 0 && /^(struct|union|enum)$/.test(centre.spelling(at - 1))) return true;
  if (/_t$/.test(centre.spelling(at))) return true;
  let next = at + 1;
  while (next < centre.symbols.length && centre.spelling(next) === "*") next++;
  return next === at + 1 && next < centre.symbols.length && roleOf(centre.symbols[next]) === Role.Name;
}

/** Holes in order, each set of values once. */
class HoleSet {
  readonly list: Hole[] = [];
  private readonly seen = new Set<string>();

  add(hole: Hole): void {
    const values = hole.values.map(cut);
    const key = `${hole.kind}\0${values.join("\0")}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.list.push({ kind: hole.kind, values });
  }
}

function cut(value: string): string {
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1)}…` : value;
}
