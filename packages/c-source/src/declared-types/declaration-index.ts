import { createFunctionTable, findFunctions } from "../functions/find-functions.ts";
import { Mark } from "../lexer/marks.ts";
import { TokenView } from "../lexer/token-view.ts";
import { type CText, encodeC } from "../text/c-text.ts";
import { readDeclaration, readDeclarators } from "./read-declaration.ts";
import { noteType, type TypesByName } from "./types-by-name.ts";

/** What one text declares outside of function bodies. */
export interface DeclarationIndex {
  /** Fields of each struct and union (`struct foo`), those of anonymous members among them. */
  readonly records: Map<string, TypesByName>;
  readonly typedefs: TypesByName;
  /** Return types of functions that are declared or defined. */
  readonly functions: TypesByName;
  readonly variables: TypesByName;
  readonly includes: readonly { readonly path: string; readonly isLocal: boolean }[];
}

/** A struct's or union's body that the declaration in hand begins with. */
interface Body {
  readonly tag: string;
  readonly fields: TypesByName;
  readonly close: number;
}

const MOST_NESTING = 16;

/**
 * Reads a file's declarations from its tokens, without a parser: headers are long, and of most only a field or a
 * prototype is wanted. Linear but for nested structs, whose braces are matched once a level.
 */
export function indexDeclarations(text: CText): DeclarationIndex {
  const view = new TokenView(encodeC(text));
  const index: DeclarationIndex = {
    records: new Map(),
    typedefs: new Map(),
    functions: new Map(),
    variables: new Map(),
    includes: readIncludes(text),
  };
  readScope(view, index, index.variables, {
    from: 0,
    to: view.count,
    depth: 0,
    functions: functionBodies(view),
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

interface ScopeRange {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly functions: ReadonlyMap<number, number>;
}

/** Reads a file (`depth` 0) or the inside of a struct: its names go to `into`. */
function readScope(view: TokenView, index: DeclarationIndex, into: TypesByName, range: ScopeRange): void {
  let from = range.from;
  let body: Body | undefined;
  for (let i = range.from; i < range.to; i++) {
    const mark = view.mark(i);
    if (mark === Mark.OpenBrace) {
      const functionEnd = range.functions.get(i);
      if (functionEnd !== undefined) {
        addDeclaration(view, index, into, { from, to: i, isFile: true });
        i = functionEnd;
        from = i + 1;
        continue;
      }
      const close = closingBrace(view, i, range.to);
      const tag = recordTag(view, i);
      if (tag !== undefined && range.depth < MOST_NESTING) {
        body = { tag, fields: new Map(), close };
        readScope(view, index, body.fields, { ...range, from: i + 1, to: close, depth: range.depth + 1 });
        if (tag !== "" && !index.records.has(tag)) index.records.set(tag, body.fields);
      }
      i = close;
    } else if (mark === Mark.Semicolon) {
      if (body) addAfterBody(view, index, into, { body, from, to: i, isFile: range.depth === 0 });
      else addDeclaration(view, index, into, { from, to: i, isFile: range.depth === 0 });
      from = i + 1;
      body = undefined;
    }
  }
}

/** `struct foo { … } a, *b;`, `typedef struct foo { … } foo_t;`, or the fields of an anonymous member. */
function addAfterBody(
  view: TokenView,
  index: DeclarationIndex,
  into: TypesByName,
  { body, from, to, isFile }: { body: Body; from: number; to: number; isFile: boolean },
): void {
  const target = view.word(from) === "typedef" ? index.typedefs : into;
  const names = readDeclarators(view, body.tag === "" ? undefined : body.tag, body.close + 1, to);
  for (const declared of names) noteType(target, declared);
  if (names.length > 0 || isFile || body.tag !== "") return;
  for (const [name, type] of body.fields) noteType(into, { name, type: type ?? undefined });
}

function addDeclaration(
  view: TokenView,
  index: DeclarationIndex,
  into: TypesByName,
  { from, to, isFile }: { from: number; to: number; isFile: boolean },
): void {
  const isTypedef = view.word(from) === "typedef";
  const open = isFile && !isTypedef ? parameterList(view, from, to) : -1;
  // `type name(parameters)` is read as the variable `type name`.
  const target = open >= 0 ? index.functions : isTypedef ? index.typedefs : into;
  for (const declared of readDeclaration(view, from, open >= 0 ? open : to)) noteType(target, declared);
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

/** `struct foo` of the `{` at `open`, an empty text for an anonymous one, undefined when the `{` opens no struct or union. */
function recordTag(view: TokenView, open: number): string | undefined {
  for (let at = open - 1; at > open - 5 && view.isIdentifier(at); at--) {
    const word = view.word(at);
    if (word !== "struct" && word !== "union") continue;
    return at + 1 === open ? "" : `${word} ${view.word(at + 1)}`;
  }
  return undefined;
}
