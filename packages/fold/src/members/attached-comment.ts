import { type CommentRange, findComments } from "./comments.ts";
import type { SourceFile } from "./source-file.ts";

const known = new WeakMap<SourceFile, readonly CommentRange[]>();

/** The comment on the lines right above an offset (a run of line comments counts as one), or undefined. */
export function attachedComment(file: SourceFile, offset: number): CommentRange | undefined {
  const comments = commentsOf(file);
  let index = comments.findLastIndex((comment) => comment.end <= offset);
  let found = index < 0 || !touches(file, comments[index], offset) ? undefined : comments[index];
  while (found && index > 0 && isLineComment(file, comments[index - 1]) && isLineComment(file, found)) {
    if (!touches(file, comments[--index], found.start)) break;
    found = { start: comments[index].start, end: found.end };
  }
  return found;
}

function commentsOf(file: SourceFile): readonly CommentRange[] {
  const comments = known.get(file) ?? findComments(file.text);
  known.set(file, comments);
  return comments;
}

function isLineComment({ text }: SourceFile, comment: CommentRange): boolean {
  return text.startsWith("//", comment.start);
}

function touches({ text }: SourceFile, comment: CommentRange, offset: number): boolean {
  const startsLine = comment.start === 0 || text[comment.start - 1] === "\n";
  return startsLine && /^[ \t]*\n$/.test(text.slice(comment.end, offset));
}
