import { type FunctionTable, hashWord, type TokenBuffer } from "@kindred/c-source";

/*
 * Functions that a driver may call: `static inline` in a header, or exported by the line that kernel style puts right
 * behind the definition (Documentation/process/coding-style.rst, section 6). Exports into a namespace
 * (`EXPORT_SYMBOL_NS…`) do not count: they are for the few that import it. Known miss: an export elsewhere in the file.
 */

const EXPORTS = new Set(["EXPORT_SYMBOL", "EXPORT_SYMBOL_GPL"].map(hashWord));
const STATIC = hashWord("static");
const INLINES = new Set(["inline", "__inline", "__inline__", "__always_inline"].map(hashWord));

/** Whether function `f` of the table is one that other files may call. */
export function isExported(tokens: TokenBuffer, table: FunctionTable, f: number, file: string): boolean {
  const name = table.nameToken[f];
  if (isHeader(file)) return isStaticInline(tokens, table.firstToken[f], name);
  const next = table.lastToken[f] + 1;
  return (
    next + 2 < tokens.count && EXPORTS.has(tokens.hash[next]) && tokens.hash[next + 2] === tokens.hash[name]
  );
}

/** Whether a file can hold such a function at all: a look at the bytes that spares most files the lexer. */
export function holdsExported(bytes: Buffer, length: number, file: string): boolean {
  return bytes.subarray(0, length).includes(isHeader(file) ? "inline" : "EXPORT_SYMBOL");
}

function isHeader(file: string): boolean {
  return file.endsWith(".h");
}

function isStaticInline(tokens: TokenBuffer, first: number, name: number): boolean {
  let isStatic = false;
  let isInline = false;
  for (let t = first; t < name; t++) {
    if (tokens.hash[t] === STATIC) isStatic = true;
    if (INLINES.has(tokens.hash[t])) isInline = true;
  }
  return isStatic && isInline;
}
