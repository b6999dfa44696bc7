import { type CommentRange, findComments } from "./comments.ts";
import type { FoldMember } from "./fold-member.ts";

const known = new WeakMap<FoldMember, readonly CommentRange[]>();

/** The comments inside a member, in its own offsets. */
export function ownComments(member: FoldMember): readonly CommentRange[] {
  const comments = known.get(member) ?? findComments(member.text);
  known.set(member, comments);
  return comments;
}
