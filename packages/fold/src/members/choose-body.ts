import type { HolePlace } from "../holes/hole-place.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { FoldMember } from "./fold-member.ts";
import { ownComments } from "./own-comments.ts";

/**
 * The member whose text becomes the helper: the one with the most comments, because they must all be carried over to
 * it; the first among equals. A comment inside a value that differs would be lost.
 */
export function chooseBody(members: readonly FoldMember[], places: readonly HolePlace[]): number | Refusal {
  const counts = members.map((member) => ownComments(member).length);
  const lostInHole = places.some(({ node }) =>
    node.terms.some((term, i) => term && hasComment(members[i], term.start, term.end)),
  );
  return lostInHole
    ? refuse("comments-differ", "A comment stands inside a value that differs, and would be lost.")
    : counts.indexOf(Math.max(...counts));
}

function hasComment(member: FoldMember, start: number, end: number): boolean {
  return ownComments(member).some((comment) => comment.start >= start && comment.end <= end);
}
