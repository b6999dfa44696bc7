import type { Edit } from "@kindred/c-source";
import { type SkeletonNode, walkSkeleton } from "../anti-unify/skeleton.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { commentWords } from "./comments.ts";
import type { FoldMember } from "./fold-member.ts";
import { ownComments } from "./own-comments.ts";

/**
 * What the other members' comments add to the one whose text becomes the helper: a comment on lines of its own goes
 * before the same statement there. A comment in another place, or one where the body has another comment already,
 * cannot be carried: then the fold would lose it and is refused. Returns the insertions, in offsets of the body.
 */
export function carryComments(
  members: readonly FoldMember[],
  body: number,
  root: SkeletonNode,
): Edit[] | Refusal {
  const special = members.find((member) => speaksOfItself(member, members));
  if (special) return lost(special);
  const said = wordsOf(members[body]);
  const statements = statementNodes(root);
  const edits: Edit[] = [];
  for (const [i, member] of members.entries()) {
    if (i === body) continue;
    for (const comment of commentsIn(member)) {
      if (said.includes(comment.words)) continue;
      const edit = carry(comment, member, i, members[body], body, statements);
      if (isRefusal(edit)) return edit;
      edits.push(edit);
      said.push(comment.words);
    }
  }
  return new Set(edits.map(({ start }) => start)).size === edits.length ? edits : lost(members[body]);
}

/** Whether a comment that not all members have speaks of what only this member's name says: it would mislead in the helper. */
function speaksOfItself(member: FoldMember, members: readonly FoldMember[]): boolean {
  const wordsIn = ({ span }: FoldMember): string[] =>
    span.name
      .toLowerCase()
      .split(/[_\d]+/)
      .filter((word) => word.length > 2);
  const own = wordsIn(member).filter((word) => members.some((other) => !wordsIn(other).includes(word)));
  return commentsIn(member)
    .filter(({ words }) => members.some((other) => !wordsOf(other).includes(words)))
    .some(({ words }) => own.some((word) => words.toLowerCase().split(/\W+/).includes(word)));
}

interface MemberComment {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/** Comments inside a member, in its own offsets. */
function commentsIn(member: FoldMember): MemberComment[] {
  return ownComments(member).map(({ start, end }) => ({
    start,
    end,
    words: commentWords(member.text.slice(start, end)),
  }));
}

function wordsOf(member: FoldMember): string[] {
  return commentsIn(member).map(({ words }) => words);
}

function statementNodes(root: SkeletonNode): SkeletonNode[] {
  const nodes: SkeletonNode[] = [];
  walkSkeleton(root, (node) => {
    if (/_statement$|^declaration$/.test(node.type)) nodes.push(node);
  });
  return nodes;
}

function carry(
  comment: MemberComment,
  member: FoldMember,
  index: number,
  body: FoldMember,
  bodyIndex: number,
  statements: readonly SkeletonNode[],
): Edit | Refusal {
  const { text } = member;
  const lineStart = text.lastIndexOf("\n", comment.start) + 1;
  const isAlone =
    text.slice(lineStart, comment.start).trim() === "" && /^[ \t]*\n/.test(text.slice(comment.end));
  const next = comment.end + /^\s*/.exec(text.slice(comment.end))![0].length;
  const node = isAlone ? statements.find(({ terms }) => terms[index]?.start === next) : undefined;
  const at = node?.terms[bodyIndex]?.start;
  if (at === undefined) return lost(member);
  const line = body.text.lastIndexOf("\n", at) + 1;
  const before = body.text.slice(0, line).trimEnd();
  const isFree =
    body.text.slice(line, at).trim() === "" && !before.endsWith("*/") && !/\/\/[^\n]*$/.test(before);
  const indent = body.text.slice(line, at);
  const isSameIndent = indent === text.slice(lineStart, comment.start);
  if (!isFree || (!isSameIndent && text.slice(comment.start, comment.end).includes("\n")))
    return lost(member);
  return { start: line, end: line, text: `${indent}${text.slice(comment.start, comment.end)}\n` };
}

function lost(member: FoldMember): Refusal {
  return refuse(
    "comments-differ",
    `A comment in ${member.member.function}() has no place in the helper and would be lost.`,
  );
}
