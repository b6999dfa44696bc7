import {
  type CText,
  createFunctionTable,
  encodeC,
  findFunctions,
  hashPunctuator,
  hashWord,
  lex,
  listDirectives,
  TokenBuffer,
  TokenKind,
} from "@kindred/c-source";

/*
 * What a file defines for itself, so that equal names in two files can be told from equal meanings: macros, functions,
 * static objects, types and enumerators, each with its text. One pass over the tokens at the top level; O(file).
 * Known misses: names that macros define, and macros that a definition's text itself refers to.
 */

export interface Definition {
  /** The tokens of the definition, from the name on; comments and layout are gone. */
  readonly text: string;
  /** Other files mean the same thing by the name: a function that is not static. */
  readonly isPublic: boolean;
  /** A variable: another one with the same text is not the same. */
  readonly isVariable: boolean;
  /** A struct, union or enum: alike when its text is, whatever else the files know of the types in it. */
  readonly isType?: boolean;
}

export type Definitions = ReadonlyMap<string, Definition>;

const OPEN_BRACE = hashPunctuator("{");
const CLOSE_BRACE = hashPunctuator("}");
const SEMICOLON = hashPunctuator(";");
const OPEN_PAREN = hashPunctuator("(");
const CLOSE_PAREN = hashPunctuator(")");
const COMMA = hashPunctuator(",");
const ASSIGN = hashPunctuator("=");
const STATIC = hashWord("static");
const CONST = hashWord("const");
const ENUM = hashWord("enum");
const TAGS = new Set([hashWord("struct"), hashWord("union"), ENUM]);
/** What ends a declared name. */
const ENDS = new Set(["=", "[", ";", ")"].map(hashPunctuator));

const tokens = new TokenBuffer();
const table = createFunctionTable();

export function definitionsOf(text: CText): Definitions {
  const bytes = encodeC(text);
  const found = new Map<string, Definition>();
  addMacros(found, text, bytes);
  lex(bytes, bytes.length, tokens);
  findFunctions(bytes, bytes.length, tokens, table);
  let from = 0;
  for (let f = 0; f < table.count; f++) {
    addDeclarations(found, text, from, table.firstToken[f]);
    addFunction(found, text, f);
    from = table.lastToken[f] + 1;
  }
  addDeclarations(found, text, from, tokens.count);
  return found;
}

function addMacros(found: Map<string, Definition>, text: CText, bytes: Uint8Array): void {
  for (const { name, start, end } of listDirectives(bytes)) {
    if (name !== "define") continue;
    const head = /^#\s*define\s+(\w+)/.exec(text.slice(start, end));
    if (head === null) continue;
    const from = start + head[0].length;
    lex(bytes.subarray(from, end), end - from, tokens);
    const body = textOf(text.slice(from, end), 0, tokens.count);
    found.set(head[1], { text: body, isPublic: false, isVariable: false });
  }
}

function addFunction(found: Map<string, Definition>, text: CText, f: number): void {
  const name = table.nameToken[f];
  let isStatic = false;
  for (let t = table.firstToken[f]; t < name; t++) if (tokens.hash[t] === STATIC) isStatic = true;
  found.set(spelling(text, name), {
    text: textOf(text, name + 1, table.lastToken[f] + 1),
    isPublic: !isStatic,
    isVariable: false,
  });
}

/** Declarations between functions: each ends at a semicolon outside of braces. */
function addDeclarations(found: Map<string, Definition>, text: CText, from: number, to: number): void {
  let depth = 0;
  let start = from;
  for (let t = from; t < to; t++) {
    const mark = tokens.kind[t] === TokenKind.Punctuator ? tokens.hash[t] : 0;
    if (mark === OPEN_BRACE) depth++;
    else if (mark === CLOSE_BRACE) depth--;
    else if (mark === SEMICOLON && depth <= 0) {
      addDeclaration(found, text, start, t + 1);
      start = t + 1;
      depth = 0;
    }
  }
}

function addDeclaration(found: Map<string, Definition>, text: CText, from: number, to: number): void {
  const words = new Set(tokens.hash.subarray(from, Math.min(to, from + 4)));
  const brace = tokens.hash.subarray(from, to).indexOf(OPEN_BRACE) + from;
  if (TAGS.has(tokens.hash[from]) && brace - from <= 2 && brace > from) addType(found, text, from, brace, to);
  else if (words.has(STATIC)) addObject(found, text, from, to, words.has(CONST));
}

function addType(found: Map<string, Definition>, text: CText, from: number, brace: number, to: number): void {
  const definition = { text: textOf(text, brace, to), isPublic: false, isVariable: false, isType: true };
  if (brace - from === 2) found.set(spelling(text, from + 1), definition);
  if (tokens.hash[from] === ENUM) addEnumerators(found, text, brace, to);
}

/** An enumerator is its value where that is written; elsewhere it is its place in the whole enum. */
function addEnumerators(found: Map<string, Definition>, text: CText, brace: number, to: number): void {
  const whole = textOf(text, brace, to);
  for (let t = brace; t + 1 < to && tokens.hash[t] !== CLOSE_BRACE; ) {
    const name = t + 1;
    t = endOfEnumerator(name, to);
    if (tokens.kind[name] !== TokenKind.Identifier) continue;
    const hasValue = tokens.kind[name + 1] === TokenKind.Punctuator && tokens.hash[name + 1] === ASSIGN;
    found.set(spelling(text, name), {
      text: hasValue ? textOf(text, name + 2, t) : `${spelling(text, name)} ${whole}`,
      isPublic: false,
      isVariable: false,
      isType: !hasValue,
    });
  }
}

/** The comma or brace behind an enumerator. */
function endOfEnumerator(from: number, to: number): number {
  let depth = 0;
  for (let t = from; t < to; t++) {
    if (tokens.kind[t] !== TokenKind.Punctuator) continue;
    const mark = tokens.hash[t];
    if (mark === OPEN_PAREN) depth++;
    else if (mark === CLOSE_PAREN) depth--;
    else if (mark === CLOSE_BRACE || (mark === COMMA && depth <= 0)) return t;
  }
  return to;
}

function addObject(
  found: Map<string, Definition>,
  text: CText,
  from: number,
  to: number,
  isConst: boolean,
): void {
  for (let t = from + 1; t < to; t++) {
    if (tokens.kind[t] !== TokenKind.Punctuator || !ENDS.has(tokens.hash[t])) continue;
    if (tokens.kind[t - 1] !== TokenKind.Identifier) continue;
    const definition = { text: textOf(text, t, to), isPublic: false, isVariable: !isConst };
    found.set(spelling(text, t - 1), definition);
    return;
  }
}

function spelling(text: CText, t: number): string {
  return text.slice(tokens.start[t], tokens.end[t]);
}

function textOf(text: CText, from: number, to: number): string {
  const parts: string[] = [];
  for (let t = from; t < to; t++) parts.push(spelling(text, t));
  return parts.join(" ");
}
