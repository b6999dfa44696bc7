/**
 * Words of LLVM IR text. A token is its own spelling; the first character tells its kind: `%` local, `@`
 * global, `"` string (also `c"…"`), `!` metadata, `#` attribute group, `$` comdat, a letter a word, a digit
 * or `-` a number; anything else is punctuation.
 */
const TOKEN =
  /c?"[^"]*"|[%@$](?:"[^"]*"|[-\w.$]+)|![A-Za-z_.][-\w.$]*|!\d*|#\d+|0x[KMLHR]?[0-9A-Fa-f]+|-?\d+\.\d+(?:[eE][+-]?\d+)?|-?\d[\w.]*|[A-Za-z_][\w.]*|\.\.\.|;.*|[^\s]/g;

/** Splits a line of IR; the comment at its end goes. */
export function tokenizeIr(line: string): string[] {
  const tokens = line.match(TOKEN) ?? [];
  return tokens.at(-1)?.startsWith(";") === true ? tokens.slice(0, -1) : tokens;
}

/** A place in a list of tokens. */
export interface IrCursor {
  readonly tokens: readonly string[];
  at: number;
}

/** Takes the next token when it is `token`. */
export function takeToken(cursor: IrCursor, token: string): boolean {
  if (cursor.tokens[cursor.at] !== token) return false;
  cursor.at++;
  return true;
}

/** Index of the bracket that closes the one at `open`; the end of the tokens when there is none. */
export function findClosing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token === "(" || token === "[" || token === "{" || token === "<") depth++;
    else if (token === ")" || token === "]" || token === "}" || token === ">") depth--;
    if (depth === 0) return at;
  }
  return tokens.length;
}
