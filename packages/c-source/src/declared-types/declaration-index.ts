import { createFunctionTable, findFunctions } from "../functions/find-functions.ts";
import { Mark } from "../lexer/marks.ts";
import { TokenView } from "../lexer/token-view.ts";
import { type CText, encodeC } from "../text/c-text.ts";
import { type MacroDefinitions, readMacros } from "./macro-definitions.ts";
import { readDeclaration, readDeclarators } from "./read-declaration.ts";
import { type EnumBody, readEnum } from "./read-enum.ts";
import { noteType, type TypesByName } from "./types-by-name.ts";

/** The enum that an enumerator is of; `tag` is `enum foo`, or undefined where it has no name. */
export interface Enumerator {
  readonly tag: string | undefined;
  readonly computesAs: EnumBody["computesAs"];
}

/** What one text declares outside of function bodies. */
export interface DeclarationIndex {
  /** Fields of each struct and union (`struct foo`), those of anonymous members among them. */
  readonly records: Map<string, TypesByName>;
  readonly typedefs: TypesByName;
  /** Return types of functions that are declared or defined. */
  readonly functions: TypesByName;
  /** What stands between the parentheses of every declaration of a function. */
  readonly parameterLists: Map<string, CText[]>;
  readonly variables: TypesByName;
  readonly enumerators: Map<string, Enumerator>;
  /** What variables of each enum (`enum foo`) compute with. */
  readonly enums: Map<string, EnumBody["computesAs"]>;
  readonly macros: MacroDefinitions;
  readonly includes: readonly { readonly path: string; readonly isLocal: boolean }[];
}

/** The body of a struct, union or enum that the declaration in hand begins with. */
interface Body {
  /** `struct foo`; a key that no text can spell where it has no name. */
  readonly tag: string;
  readonly isNamed: boolean;
  readonly fields: TypesByName;
  readonly close: number;
}

const MOST_NESTING = 16;

/**
 * Reads a file's declarations from its tokens, without a parser: headers are long, and of most only a field or a
 * prototype is wanted. Linear but for nested structs, whose braces are matched once a level. `origin` tells apart what
 * has no name in different files.
 */
export function indexDeclarations(text: CText, origin = ""): DeclarationIndex {
  const view = new TokenView(encodeC(text), text);
  const index: DeclarationIndex = {
    records: new Map(),
    typedefs: new Map(),
    functions: new Map(),
    parameterLists: new Map(),
    variables: new Map(),
    enumerators: new Map(),
    enums: new Map(),
    macros: readMacros(text),
    includes: readIncludes(text),
  };
  readScope({ view, index, text, origin, functions: functionBodies(view) }, index.variables, {
    from: 0,
    to: view.count,
    depth: 0,
  });
  return index;
}

/** From the `{` of each function's body to its `}` (token indexes). */
function functionBodies(view: TokenView): ReadonlyMap<number, number> {
  const table = createFunctionTable();
  findFunctions(view.bytes, view.bytes.length, view.tokens, table);
  return new Map(Array.from({ length: table.count }, (_, i) => [table.bodyToken[i], table.lastToken[i]]));
}

function readIncludes(text: CText): { path: string; isLocal: boolean }[] {
  const found = text.matchAll(/^[ \t]*#[ \t]*include[ \t]*(?:<([^>\n]{1,200})>|"([^"\n]{1,200})")/gm);
  return Array.from(found, ([, system, local]) => ({ path: system ?? local, isLocal: system === undefined }));
}

interface Reading {
  readonly view: TokenView;
  readonly index: DeclarationIndex;
  readonly text: CText;
  readonly origin: string;
  readonly functions: ReadonlyMap<number, number>;
}

interface ScopeRange {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/** Reads a file (`depth` 0) or the inside of a struct: its names go to `into`. */
function readScope(reading: Reading, into: TypesByName, range: ScopeRange): void {
  const { view, functions } = reading;
  const isFile = range.depth === 0;
  let from = range.from;
  let body: Body | undefined;
  for (let i = range.from; i < range.to; i++) {
    const mark = view.mark(i);
    if (mark === Mark.OpenBrace) {
      const functionEnd = functions.get(i);
      if (functionEnd !== undefined) {
        addDeclaration(reading, into, { from, to: i, isFile: true });
        i = functionEnd;
        from = i + 1;
        continue;
      }
      const close = closingBrace(view, i, range.to);
      body = readBody(reading, i, { ...range, to: close }) ?? body;
      i = close;
    } else if (mark === Mark.Semicolon) {
      if (body) addAfterBody(reading, into, { body, from, to: i, isFile });
      else addDeclaration(reading, into, { from, to: i, isFile });
      from = i + 1;
      body = undefined;
    }
  }
}

/** The struct, union or enum whose `{` is at `open`; undefined for any other `{`, such as an initialiser's. */
function readBody(reading: Reading, open: number, { to: close, depth }: ScopeRange): Body | undefined {
  const { view, index, origin } = reading;
  const tag = recordTag(view, open);
  if (tag === undefined || depth >= MOST_NESTING) return undefined;
  const isNamed = tag.includes(" ");
  const key = isNamed ? tag : `${tag} (${origin}:${view.start(open)})`;
  const body: Body = { tag: key, isNamed, fields: new Map(), close };
  if (tag.startsWith("enum")) {
    const { names, computesAs } = readEnum(view, open, close, (name) => index.enumerators.has(name));
    const enumerator = { tag: isNamed ? tag : undefined, computesAs };
    for (const name of names) index.enumerators.set(name, enumerator);
    if (!index.enums.has(key)) index.enums.set(key, computesAs);
    return body;
  }
  readScope(reading, body.fields, { from: open + 1, to: close, depth: depth + 1 });
  if (!index.records.has(key)) index.records.set(key, body.fields);
  return body;
}

interface DeclarationRange {
  readonly from: number;
  readonly to: number;
  readonly isFile: boolean;
}

/** `struct foo { … } a, *b;`, `typedef struct foo { … } foo_t;`, or the fields of an anonymous member. */
function addAfterBody(
  { view, index }: Reading,
  into: TypesByName,
  { body, from, to, isFile }: DeclarationRange & { body: Body },
): void {
  const target = view.word(from) === "typedef" ? index.typedefs : into;
  const names = readDeclarators(view, body.tag, body.close + 1, to);
  for (const declared of names) noteType(target, declared);
  if (names.length > 0 || isFile || body.isNamed) return;
  for (const [name, type] of body.fields) noteType(into, { name, type: type ?? undefined });
}

function addDeclaration(
  { view, index, text }: Reading,
  into: TypesByName,
  { from, to, isFile }: DeclarationRange,
): void {
  const isTypedef = view.word(from) === "typedef";
  const open = isFile && !isTypedef ? parameterList(view, from, to) : -1;
  // `type name(parameters)` is read as the variable `type name`.
  const target = open >= 0 ? index.functions : isTypedef ? index.typedefs : into;
  const names = readDeclaration(view, from, open >= 0 ? open : to);
  for (const declared of names) noteType(target, declared);
  const close = open < 0 || names.length === 0 ? -1 : view.closingOf(open, to - open);
  if (close < 0) return;
  const list = text.slice(view.end(open), view.start(close));
  const lists = index.parameterLists.get(names[0].name);
  if (lists) lists.push(list);
  else index.parameterLists.set(names[0].name, [list]);
}

/** Index of the `(` behind a function's name, or -1: not the one of an annotation that stands before the type. */
function parameterList(view: TokenView, from: number, to: number): number {
  let hasType = false;
  for (let i = from; i < to; i++) {
    const mark = view.mark(i);
    if (mark === Mark.OpenParen) {
      if (hasType) return view.isIdentifier(i - 1) ? i : -1;
      const close = view.closingOf(i, 64);
      if (close < 0) return -1;
      i = close;
    } else if (mark !== 0 && mark !== Mark.Star) return -1;
    else if (view.isIdentifier(i) && !view.word(i).startsWith("__") && view.mark(i + 1) !== Mark.OpenParen)
      hasType = true;
  }
  return -1;
}

function closingBrace(view: TokenView, open: number, to: number): number {
  let depth = 0;
  for (let i = open; i < to; i++) {
    const mark = view.mark(i);
    if (mark === Mark.OpenBrace) depth++;
    else if (mark === Mark.CloseBrace && --depth === 0) return i;
  }
  return to;
}

/** `struct foo` or `enum foo` of the `{` at `open`, the bare keyword where it has no name, undefined when the `{` opens something else. */
function recordTag(view: TokenView, open: number): string | undefined {
  for (let at = open - 1; at > open - 5 && view.isIdentifier(at); at--) {
    const word = view.word(at);
    if (word !== "struct" && word !== "union" && word !== "enum") continue;
    return at + 1 === open ? word : `${word} ${view.word(at + 1)}`;
  }
  return undefined;
}
