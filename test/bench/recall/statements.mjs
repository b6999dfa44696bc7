import { lex, TokenBuffer, TokenKind } from "@kindred/c-source";

const CONTROL = new Set(
  "if else for while do switch case default break continue return goto static const struct union enum".split(" "),
);

/** The function's tokens as objects; slow and readable, this is a bench's front end. */
export function tokenize(text) {
  const bytes = Buffer.from(text, "latin1");
  const buffer = new TokenBuffer();
  lex(bytes, bytes.length, buffer);
  return Array.from({ length: buffer.count }, (_, t) => ({
    text: text.slice(buffer.start[t], buffer.end[t]),
    kind: buffer.kind[t],
    start: buffer.start[t],
    end: buffer.end[t],
  }));
}

export const isName = (token) => token.kind === TokenKind.Identifier;

/**
 * The statements of a body: runs of tokens that end with `;`, `{` or `}` outside of parentheses. `simple` ones (an
 * assignment or a call, not a declaration, no control flow) may be removed, doubled or swapped without harm to syntax;
 * after those that `canFollow` another one may stand.
 */
export function splitStatements(tokens) {
  const statements = [];
  let depth = 0;
  let from = tokens.findIndex((token) => token.text === "{") + 1;
  for (let t = from; t < tokens.length; t++) {
    const { text } = tokens[t];
    if (text === "(") depth++;
    if (text === ")") depth--;
    if (depth > 0 || ![";", "{", "}"].includes(text)) continue;
    const canFollow = text === ";" && tokens[t + 1]?.text !== "else";
    statements.push({ from, to: t + 1, canFollow, simple: text === ";" && isSimple(tokens, from, t) });
    from = t + 1;
  }
  return statements.filter((statement) => statement.to - statement.from > 1);
}

function isSimple(tokens, from, end) {
  if (end - from < 3 || !isName(tokens[from]) || CONTROL.has(tokens[from].text)) return false;
  if (tokens.slice(from, end).some((token) => token.text === "{" || token.text === ":")) return false;
  const second = tokens[from + 1].text;
  // `type name …` and `type *name …` are declarations.
  return !isName(tokens[from + 1]) && second !== "*" && end + 1 < tokens.length && tokens[end + 1].text !== "else";
}

/** A type and what has it, as far as the first words tell. */
export function isDeclaration(tokens, { from, to }) {
  const [first, second] = [tokens[from], tokens[from + 1]];
  if (tokens[to - 1].text !== ";" || !isName(first)) return false;
  if (["struct", "const", "unsigned", "static", "enum"].includes(first.text)) return true;
  return !CONTROL.has(first.text) && (isName(second) || (second.text === "*" && isName(tokens[from + 2])));
}

/** Behind the statement that the `if` at `from` guards. */
export function blockEnd(tokens, from) {
  let at = closing(tokens, from + 1, "(", ")");
  if (tokens[at]?.text === "{") return closing(tokens, at, "{", "}");
  let depth = 0;
  for (; at < tokens.length; at++) {
    const { text } = tokens[at];
    if (text === "(" || text === "{") depth++;
    if (text === ")" || text === "}") depth--;
    if (depth === 0 && (text === ";" || text === "}")) break;
  }
  return at + 1;
}

/** Behind the partner of the bracket at `from`. */
function closing(tokens, from, open, close) {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    if (tokens[at].text === open) depth++;
    if (tokens[at].text === close && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** Names that the function declares: parameters and locals, by the look of their first place. */
export function localNames(tokens) {
  const locals = new Set();
  const body = tokens.findIndex((token) => token.text === "{");
  for (let t = 1; t + 1 < tokens.length; t++) {
    if (!isName(tokens[t]) || CONTROL.has(tokens[t].text)) continue;
    const before = tokens[t - 1];
    const after = tokens[t + 1].text;
    const afterType = before.text === "*" ? t >= 2 && isName(tokens[t - 2]) : isName(before);
    if (!afterType || ["return", "goto", "case", "else", "sizeof", "struct"].includes(before.text)) continue;
    if (t < body ? [",", ")", "["].includes(after) : [";", "=", ",", "["].includes(after)) {
      if (t < body || isStatementStart(tokens, t)) locals.add(tokens[t].text);
    }
  }
  return locals;
}

/** Only type words between the last boundary and `t`. */
function isStatementStart(tokens, t) {
  let at = t - 1;
  while (at > 0 && (isName(tokens[at]) || tokens[at].text === "*")) at--;
  return [";", "{", "}"].includes(tokens[at].text) && isName(tokens[at + 1]);
}
