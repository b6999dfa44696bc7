import type { CText } from "@kindred/c-source";
import { remember } from "../memo/remember.ts";
import type { BoundNames } from "../syntax/bind-names.ts";
import { type CToken, cTokens } from "../syntax/c-tokens.ts";
import { type AntiUnifier, walkSkeleton } from "./skeleton.ts";

/** One member as the check sees it: its text from the first byte of the tree on. */
export interface CheckedMember {
  readonly text: CText;
  readonly names: BoundNames;
}

/**
 * Whether the skeleton with a member's values put back gives that member's tokens, for every member. The trees were
 * parsed through the macro profile, which blanks annotations and rewrites iterator macros; this looks at the real
 * text, so a difference the parser never saw is found here. Returns the offset in the first member of the first
 * token that differs, or undefined when all agree.
 */
export function findTornToken(skeleton: AntiUnifier, members: readonly CheckedMember[]): number | undefined {
  const holes = members.map((_, member) => holeRanges(skeleton, member));
  const rows = members.map((member, i) => maskedTokens(member, holes[i]));
  const rename = members.map(() => ({
    forward: new Map<number, number>(),
    backward: new Map<number, number>(),
  }));
  for (let i = 0; i < rows[0].length; i++) {
    for (let member = 1; member < rows.length; member++) {
      if (!sameToken(rows[0][i], rows[member][i], rename[member])) return rows[0][i].start;
    }
  }
  const longer = rows.some((row) => row.length !== rows[0].length);
  return longer ? members[0].text.length : undefined;
}

interface MaskedToken {
  readonly text: string;
  readonly start: number;
  /** Number of the local's declaration, or undefined for any other token. */
  readonly local: number | undefined;
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly hole: number;
  /** Whether every member has something here; an inserted statement gives no token to compare. */
  readonly isShared: boolean;
}

function holeRanges(skeleton: AntiUnifier, member: number): Range[] {
  const ranges: Range[] = [];
  walkSkeleton(skeleton.root, (node) => {
    const term = node.hole === undefined ? undefined : node.terms[member];
    if (!term) return;
    const isShared = node.terms.every((other) => other !== undefined);
    ranges.push({ start: term.start, end: term.end, hole: node.hole!, isShared });
  });
  return ranges.sort((a, b) => a.start - b.start);
}

const tokensOf = remember((member: CheckedMember): readonly CToken[] => cTokens(member.text));

/** Tokens with every hole's run of tokens replaced by one token that names the hole. */
function maskedTokens(member: CheckedMember, holes: readonly Range[]): MaskedToken[] {
  const result: MaskedToken[] = [];
  let next = 0;
  for (const token of tokensOf(member)) {
    while (next < holes.length && holes[next].end <= token.start) next++;
    const hole = holes[next];
    if (hole && token.start >= hole.start) {
      if (token.start === hole.start && hole.isShared)
        result.push({ text: `\0${hole.hole}`, start: token.start, local: undefined });
      continue;
    }
    result.push(plainToken(token, member.names));
  }
  return result;
}

function plainToken(token: CToken, names: BoundNames): MaskedToken {
  return { text: token.text, start: token.start, local: names.at.get(token.start) };
}

function sameToken(
  first: MaskedToken,
  other: MaskedToken | undefined,
  rename: { forward: Map<number, number>; backward: Map<number, number> },
): boolean {
  if (!other) return false;
  if (first.local === undefined || other.local === undefined) {
    return first.local === other.local && first.text === other.text;
  }
  const known = rename.forward.get(first.local);
  if (known !== undefined) return known === other.local;
  if (rename.backward.has(other.local)) return false;
  rename.forward.set(first.local, other.local);
  rename.backward.set(other.local, first.local);
  return true;
}
