import type { CText } from "@kindred/c-source";

/** A comment's bytes; end exclusive. A line comment ends before its newline. */
export interface CommentRange {
  readonly start: number;
  readonly end: number;
}

/** All comments of a text, in order. Linear; knows string and character literals, which end with their line. */
export function findComments(text: CText): CommentRange[] {
  const comments: CommentRange[] = [];
  for (let at = 0; at < text.length; ) {
    const char = text[at];
    if (char === '"' || char === "'") at = literalEnd(text, at);
    else if (char === "/" && text[at + 1] === "*")
      at = addComment(comments, at, endOf(text, "*/", at + 2, 2));
    else if (char === "/" && text[at + 1] === "/") at = addComment(comments, at, endOf(text, "\n", at, 0));
    else at++;
  }
  return comments;
}

/** The text with comments turned into blanks of the same length; newlines stay. */
export function blankComments(text: CText): CText {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of findComments(text)) {
    pieces.push(text.slice(at, start), text.slice(start, end).replace(/[^\n]/g, " "));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

/** What a comment says: its words without decoration and layout. */
export function commentWords(comment: CText): string {
  return comment
    .replace(/^\/[*/]+|\*+\/$/g, " ")
    .replace(/\n[ \t]*\*+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function addComment(comments: CommentRange[], start: number, end: number): number {
  comments.push({ start, end });
  return end;
}

function endOf(text: CText, mark: string, from: number, length: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + length;
}

function literalEnd(text: CText, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at + 1;
    else if (text[at] === "\n") return at;
  }
  return text.length;
}
