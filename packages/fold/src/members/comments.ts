import type { CText } from "@kindred/c-source";

/** A comment's bytes; end exclusive. A line comment ends before its newline. */
export interface CommentRange {
  readonly start: number;
  readonly end: number;
}

/** Where a comment or a literal may begin. */
const OPENING = /["'/]/g;

/** All comments of a text, in order. Linear; knows string and character literals, which end with their line. */
export function findComments(text: CText): CommentRange[] {
  const comments: CommentRange[] = [];
  const next = (from: number): number => {
    OPENING.lastIndex = from;
    return OPENING.exec(text)?.index ?? text.length;
  };
  for (let at = next(0); at < text.length; at = next(at)) {
    if (text[at] !== "/") at = literalEnd(text, at);
    else if (text[at + 1] === "*") at = addComment(comments, at, endOf(text, "*/", at + 2, 2));
    else if (text[at + 1] === "/") at = addComment(comments, at, endOf(text, "\n", at, 0));
    else at++;
  }
  return comments;
}

/** The text with comments turned into blanks of the same length; newlines stay. */
export function blankComments(text: CText): CText {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of findComments(text)) {
    pieces.push(text.slice(at, start), blankLines(text.slice(start, end)));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

function blankLines(text: CText): CText {
  return text
    .split("\n")
    .map((line) => " ".repeat(line.length))
    .join("\n");
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
