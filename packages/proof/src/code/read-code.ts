import { type CText, encodeC, lex, TokenBuffer, TokenKind } from "@kindred/c-source";

/** A token of a piece of code, at its place in the whole file. */
export interface CodeToken {
  readonly kind: number;
  readonly text: CText;
  readonly start: number;
  readonly end: number;
}

/** A token list in which a bracket knows the one that closes it. */
export interface Code {
  readonly tokens: readonly CodeToken[];
  /** For the index of an opening bracket that of its closing one; brackets without a partner are not in it. */
  readonly partner: ReadonlyMap<number, number>;
  /** The same the other way round. */
  readonly opener: ReadonlyMap<number, number>;
}

/** Words whose parentheses are followed by a statement. */
export const CONTROL: ReadonlySet<string> = new Set(["if", "while", "for", "switch"]);

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Reads `text` from `start` to `end`. Spliced lines are read as one, so that a macro's body gives tokens too. */
export function readCode(text: CText, start: number, end: number): Code {
  const piece = text.slice(start, end).replace(/\\(\r?\n)/g, (splice) => " ".repeat(splice.length));
  const bytes = encodeC(piece);
  const buffer = new TokenBuffer(Math.max(64, bytes.length >> 2));
  lex(bytes, bytes.length, buffer);
  const tokens = Array.from({ length: buffer.count }, (_, at) => ({
    kind: buffer.kind[at]!,
    text: piece.slice(buffer.start[at], buffer.end[at]),
    start: start + buffer.start[at]!,
    end: start + buffer.end[at]!,
  }));
  const partner = pairBrackets(tokens);
  return { tokens, partner, opener: new Map([...partner].map(([open, close]) => [close, open])) };
}

/** Whether a token is that word or punctuator (and no literal that reads so). */
export function isToken(token: CodeToken | undefined, text: string): boolean {
  return token !== undefined && token.text === text && token.kind !== TokenKind.String;
}

function pairBrackets(tokens: readonly CodeToken[]): Map<number, number> {
  const partner = new Map<number, number>();
  const open: number[] = [];
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== TokenKind.Punctuator) continue;
    if (CLOSING[text] !== undefined) open.push(at);
    else if (text === ")" || text === "]" || text === "}") {
      const from = open.pop();
      if (from !== undefined && CLOSING[tokens[from]!.text] === text) partner.set(from, at);
    }
  }
  return partner;
}
