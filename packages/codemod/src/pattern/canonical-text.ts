import type { CText } from "@kindred/c-source";

/**
 * Comments, literals, words, blanks, then any other byte. Linear on any text: the alternatives begin differently, none
 * can match one text in two ways, and an open comment or literal ends with the text or its line instead of failing.
 */
const TOKEN =
  /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|"(?:[^"\\\n]|\\[\s\S]?)*(?:"|(?=\n)|$)|'(?:[^'\\\n]|\\[\s\S]?)*(?:'|(?=\n)|$)|\s+|[\w$]+|[\s\S]/g;

/** The tokens of a piece of C without comments and layout. Works on any text, C or not. */
export function canonicalTokens(text: CText): CText[] {
  return (text.match(TOKEN) ?? []).filter((token) => !isLayout(token));
}

/** Source text modulo layout and comments: two texts are the same code if and only if these are equal. */
export function canonicalText(text: CText): CText {
  return canonicalTokens(text).join(" ");
}

/** How often each token stands in `text`, outside comments and literals. */
export function countTokens(text: CText): ReadonlyMap<CText, number> {
  const counts = new Map<CText, number>();
  for (const token of canonicalTokens(text)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

function isLayout(token: CText): boolean {
  return token.startsWith("/*") || token.startsWith("//") || token.trim() === "";
}
