/*
 * What may stand between two tokens, told a second way: by regular expressions over the text instead of by the lexer's
 * tables. Blanks, line splices, comments, preprocessor lines, and the dead branch below an `#if 0`.
 */
const COMMENT = String.raw`\/\*[^]*?(?:\*\/|$)|\/\/(?:\\\r?\n|[^\n])*`;
const LITERAL = String.raw`"(?:\\\r\n|\\[^]|[^"\\\n])*(?:"|\\?$|(?=\n))|'(?:\\\r\n|\\[^]|[^'\\\n])*(?:'|\\?$|(?=\n))`;
const DIRECTIVE = new RegExp(String.raw`#(?:${COMMENT}|${LITERAL}|\\\r?\n|[^\n])*`, "y");
const PIECE = new RegExp(String.raw`(?:[ \t\v\f\r\n\0]|\\\r?\n|${COMMENT})*`, "y");
const DEAD_PIECE = new RegExp(`\\\\\r?\n|${COMMENT}|${LITERAL}|[^]`, "y");

/** Whether the whole of `gap` is trivia, given whether only blanks and comments stand before it on its line. */
export function isTrivia(gap: string, startsLine: boolean): boolean {
  let at = 0;
  let atLineStart = startsLine;
  while (at < gap.length) {
    const blank = match(PIECE, gap, at);
    atLineStart ||= newlineIn(blank);
    at += blank.length;
    if (at === gap.length) return true;
    if (gap[at] !== "#" || !atLineStart) return false;
    const line = match(DIRECTIVE, gap, at);
    at += line.length;
    if (/^#[ \t]*if[ \t]+0[ \t\r]*(?:\/|\\?$)/.test(line)) at = deadBranchEnd(gap, at);
  }
  return true;
}

/** Comments hide their newlines from a preprocessor; a newline that is not hidden starts a line. */
function newlineIn(blank: string): boolean {
  return /\n/.test(blank.replace(new RegExp(`\\\\\r?\n|${COMMENT}`, "g"), ""));
}

function deadBranchEnd(gap: string, from: number): number {
  let depth = 1;
  let at = from;
  let atLineStart = false;
  while (at < gap.length) {
    if (gap[at] === "#" && atLineStart) {
      const line = match(DIRECTIVE, gap, at);
      at += line.length;
      const name = /^#[ \t]*([a-z]{0,8})/.exec(line)![1]!;
      if (name.startsWith("if")) depth++;
      else if (name === "endif" || (depth === 1 && name.startsWith("el"))) depth--;
      if (depth === 0) return at;
      continue;
    }
    const piece = match(DEAD_PIECE, gap, at);
    if (piece === "\n") atLineStart = true;
    else if (!/^(?:[ \t\v\f\r\0]$|\\\r?\n|\/[*/])/.test(piece)) atLineStart = false;
    at += piece.length;
  }
  return at;
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
