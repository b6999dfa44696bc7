/**
 * Prototypes of functions, in one spelling.
 *
 * A definition's head and a prototype in a header are read as tokens, so comments, line breaks and `extern` don't count,
 * and are spelled the way kernel style does. Two functions have the same interface when the spellings are equal:
 * parameter names count too, since kernel-doc speaks of them. Linear in the text; a prototype behind a macro such as
 * `DECLARE_X(name)` is not seen.
 */
import { type CText, encodeC, lex, listFunctions, TokenBuffer } from "@kindred/c-source";

export interface Signature {
  readonly name: string;
  /** `int wdt_open(struct inode *inode, struct file *file)` */
  readonly text: string;
  /** Names of the parameters; `...` for variable ones. */
  readonly parameters: readonly string[];
  readonly isVoid: boolean;
  /** Offset of the declaration's first byte. */
  readonly start: number;
}

interface Word {
  readonly text: string;
  readonly start: number;
}

/** The functions that a source defines, by name. */
export function definedSignatures(text: CText): Map<string, Signature> {
  return new Map(
    listFunctions(text).map((span) => [
      span.name,
      describe(span.name, wordsOf(text.slice(span.start, span.bodyStart)), span.start),
    ]),
  );
}

/** The functions that a header declares at its top level, by name. */
export function declaredSignatures(text: CText): Map<string, Signature> {
  const found = new Map<string, Signature>();
  let depth = 0;
  let statement: Word[] = [];
  for (const word of wordsOf(text)) {
    if (word.text === "{") depth++;
    if (depth === 0 && word.text !== ";") statement.push(word);
    if (word.text === "}") depth = Math.max(0, depth - 1);
    if (depth > 0 || (word.text !== ";" && word.text !== "}")) continue;
    const name = nameOf(statement);
    if (word.text === ";" && name) found.set(name, describe(name, statement, statement[0]!.start));
    statement = [];
  }
  return found;
}

function wordsOf(text: CText): Word[] {
  const bytes = encodeC(text);
  const tokens = new TokenBuffer(Math.max(64, bytes.length));
  lex(bytes, bytes.length, tokens);
  return Array.from({ length: tokens.count }, (_, i) => ({
    text: text.slice(tokens.start[i], tokens.end[i]),
    start: tokens.start[i]!,
  }));
}

/** The name before the first parenthesis of `type name(…)`; typedefs, structs and variables have none. */
function nameOf(statement: readonly Word[]): string | undefined {
  const open = statement.findIndex((word) => word.text === "(");
  if (open < 2 || statement[0]!.text === "typedef" || statement.at(-1)!.text !== ")") return undefined;
  return /^[A-Za-z_]\w*$/.test(statement[open - 1]!.text) ? statement[open - 1]!.text : undefined;
}

function describe(name: string, words: readonly Word[], start: number): Signature {
  const texts = words.map((word) => word.text).filter((text) => text !== "extern");
  const open = texts.indexOf("(");
  return {
    name,
    text: spell(texts),
    parameters: splitParameters(texts.slice(open + 1, -1)).flatMap(parameterName),
    isVoid: texts.slice(0, open - 1).join(" ") === "void",
    start,
  };
}

/** Tokens with the blanks of kernel style. */
function spell(texts: readonly string[]): string {
  return texts
    .join(" ")
    .replaceAll(" (", "(")
    .replaceAll("( ", "(")
    .replaceAll(" )", ")")
    .replaceAll(" ,", ",")
    .replaceAll("* ", "*")
    .replaceAll(" [ ", "[")
    .replaceAll(" ]", "]");
}

function splitParameters(texts: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const text of texts) {
    if (text === "(" || text === "[") depth++;
    if (text === ")" || text === "]") depth--;
    if (text === "," && depth === 0) parts.push([]);
    else parts.at(-1)!.push(text);
  }
  return parts;
}

/** `struct file *file` -> file; `int (*get)(int)` -> get; `void` -> nothing. */
function parameterName(texts: readonly string[]): string[] {
  if (texts.length === 0 || (texts.length === 1 && texts[0] === "void")) return [];
  if (texts.join("") === "...") return ["..."];
  const pointer = texts.findIndex((text, i) => text === "*" && texts[i - 1] === "(");
  if (pointer >= 0) return [texts[pointer + 1] ?? ""];
  const end = texts.indexOf("[");
  return [texts[(end < 0 ? texts.length : end) - 1]!];
}
