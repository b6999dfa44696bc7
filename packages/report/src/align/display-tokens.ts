/*
 * Words of C for showing where members differ. This is not a lexer: it needs no dialect, no macros and no directives,
 * only where one word ends and the next begins, and it must be quick on text that is not C at all. Every alternative
 * consumes what it starts (an unterminated comment runs to the end, an unterminated string to the end of its line),
 * so the scan is linear on any input. Comments and blanks are layout and give no token.
 */
const WORD =
  /(\/\*(?:[\s\S]*?\*\/|[\s\S]*)|\/\/[^\n]*)|([A-Za-z_$][\w$]*)|(\.?\d[\w.]*)|("(?:\\[^\n]|[^"\\\n])*"?|'(?:\\[^\n]|[^'\\\n])*'?)|->|\+\+|--|&&|\|\||<<=?|>>=?|[-+*/%&|^=<>!]=|[^\s]/g;

const KEYWORDS = new Set(
  "break case continue default do else enum for goto if return sizeof static struct switch union while".split(
    " ",
  ),
);

export type DisplayTokenKind = "keyword" | "word" | "number" | "string" | "punctuator";

export interface DisplayToken {
  readonly text: string;
  readonly kind: DisplayTokenKind;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

/** The words of a display text, in order. */
export function displayTokens(text: string): DisplayToken[] {
  const tokens: DisplayToken[] = [];
  for (const match of text.matchAll(WORD)) {
    if (match[1] !== undefined) continue;
    const start = match.index;
    tokens.push({ text: match[0], kind: kindOf(match), start, end: start + match[0].length });
  }
  return tokens;
}

function kindOf(match: RegExpMatchArray): DisplayTokenKind {
  if (match[2] !== undefined) return KEYWORDS.has(match[2]) ? "keyword" : "word";
  if (match[3] !== undefined) return "number";
  return match[4] !== undefined ? "string" : "punctuator";
}
