import { type CText, encodeC, lex, TokenBuffer, TokenKind } from "@kindred/c-source";

/** One token of a piece of C; offsets are bytes of that piece. */
export interface CToken {
  readonly kind: number;
  readonly text: CText;
  readonly start: number;
  readonly end: number;
}

const shared = new TokenBuffer();

/** The tokens of a piece of C, without comments and preprocessor lines. */
export function cTokens(text: CText): CToken[] {
  lex(encodeC(text), text.length, shared);
  const tokens: CToken[] = [];
  for (let i = 0; i < shared.count; i++) {
    const start = shared.start[i];
    const end = shared.end[i];
    tokens.push({ kind: shared.kind[i], text: text.slice(start, end), start, end });
  }
  return tokens;
}

/** Every word of a piece of C, without comments and preprocessor lines; no object is made for a token. */
export function cWords(text: CText): Set<string> {
  lex(encodeC(text), text.length, shared);
  const words = new Set<string>();
  for (let i = 0; i < shared.count; i++) {
    if (shared.kind[i] === TokenKind.Identifier) words.add(text.slice(shared.start[i], shared.end[i]));
  }
  return words;
}

/** Whether a token is a word: an identifier or a keyword. */
export function isWord(token: CToken | undefined): boolean {
  return token?.kind === TokenKind.Identifier;
}
