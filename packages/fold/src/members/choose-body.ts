import type { HolePlace } from "../holes/hole-place.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { commentsBetween } from "./attached-comment.ts";
import { commentWords } from "./comments.ts";
import type { FoldMember } from "./fold-member.ts";

/**
 * The member whose text becomes the helper: its comments must say all that any member's comments say, because the
 * other members' bodies go away. Prefers the first. A comment inside a value that differs would be lost too.
 */
export function chooseBody(members: readonly FoldMember[], places: readonly HolePlace[]): number | Refusal {
  const said = members.map(bodyComments);
  const lostInHole = places.some(({ node }) =>
    node.terms.some((term, i) => term && hasComment(members[i], term.start, term.end)),
  );
  const richest = members.findIndex((_, i) => said.every((words) => isSubset(words, said[i])));
  return richest < 0 || lostInHole
    ? refuse("comments-differ", "The members' comments differ, and a fold would lose some.")
    : richest;
}

function bodyComments(member: FoldMember): string[] {
  const { file, span } = member;
  return commentsBetween(file, span.start, span.end).map(({ start, end }) =>
    commentWords(file.text.slice(start, end)),
  );
}

function hasComment({ file, span }: FoldMember, start: number, end: number): boolean {
  return commentsBetween(file, span.start + start, span.start + end).length > 0;
}

function isSubset(part: readonly string[], whole: readonly string[]): boolean {
  const left = [...whole];
  return part.every((words) => {
    const at = left.indexOf(words);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}
