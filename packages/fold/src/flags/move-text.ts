import type { CText } from "@kindred/c-source";
import type { NamePairs } from "../anti-unify/name-pairs.ts";
import type { FoldMember } from "../members/fold-member.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import { leavesOf, type Term, walkTerm } from "../syntax/term.ts";

/** A stretch of a member's text that goes into another member's. */
export interface MovedText {
  readonly members: readonly FoldMember[];
  readonly pairs: NamePairs;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  /** Where it goes, in the other member's offsets. */
  readonly at: number;
  /** Whether a local of its own, that the other member lacks, is declared where it goes. */
  isCarried(id: number): boolean;
}

/**
 * The text in the other member's names, or undefined when a name would mean something else there: a local that has
 * no partner or whose partner is out of scope, or a name from outside that the other member has a local of.
 */
export function moveText(moved: MovedText): CText | undefined {
  const { members, from, start, end } = moved;
  const piece = members[from].text.slice(start, end);
  let text = "";
  let last = 0;
  for (const token of cTokens(piece)) {
    if (!isWord(token)) continue;
    const name = nameThere(moved, start + token.start, token.text);
    if (name === undefined) return undefined;
    text += piece.slice(last, token.start) + name;
    last = token.end;
  }
  return text + piece.slice(last);
}

function nameThere(
  { members, pairs, from, to, at, isCarried }: MovedText,
  offset: number,
  word: string,
): string | undefined {
  const [source, target] = [members[from], members[to]];
  const id = source.names.at.get(offset);
  if (id === undefined) return target.names.names.includes(word) ? fieldName(source, offset, word) : word;
  const partner = pairs.partner(id, from, to);
  if (partner !== undefined) return isInScope(partner, target, at) ? target.names.names[partner] : undefined;
  const isFree = !leavesOf(target.term).some((leaf) => leaf.text === word);
  return isFree && isCarried(id) ? word : undefined;
}

/** A struct's member may be called as a local is. */
function fieldName({ term }: FoldMember, offset: number, word: string): string | undefined {
  let isField = false;
  walkTerm(term, (leaf) => {
    if (leaf.start === offset && leaf.type === "field_identifier") isField = true;
  });
  return isField ? word : undefined;
}

const SCOPES: ReadonlySet<string> = new Set(["compound_statement", "for_statement", "function_definition"]);

/** Whether a declaration of a function holds at an offset: labels everywhere, others to the end of their block. */
function isInScope(id: number, { term, names }: FoldMember, at: number): boolean {
  const uses = [...names.at].filter(([, each]) => each === id).map(([offset]) => offset);
  const declared = Math.min(...uses);
  let block: Term = term;
  let isLabel = false;
  walkTerm(term, (part) => {
    if (part.start === declared && part.type === "statement_identifier") isLabel = true;
    if (SCOPES.has(part.type) && part.start <= declared && declared < part.end) block = part;
  });
  return isLabel || (declared < at && at <= block.end && at >= block.start);
}
