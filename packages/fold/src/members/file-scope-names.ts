import { type CToken, isWord } from "../syntax/c-tokens.ts";
import { isNamePart } from "./function-uses.ts";
import type { SourceFile } from "./source-file.ts";

interface FileNames {
  readonly defined: ReadonlySet<string>;
  /** Words given to macros at file level, which may define them or paste names from them. */
  readonly given: ReadonlySet<string>;
}

const known = new WeakMap<SourceFile, FileNames>();

/**
 * Whether a C file may define a name for itself: as a macro, function, variable, type or enumerator, or through a
 * macro called at file level (`DEFINE_MUTEX(lock)`, `DEVICE_ATTR_RW(temp)`). Another file's use of such a name may
 * mean something else. Errs towards yes.
 */
export function mayDefine(file: SourceFile, name: string): boolean {
  const names = known.get(file) ?? collectNames(file);
  known.set(file, names);
  return (
    names.defined.has(name) ||
    names.given.has(name) ||
    [...names.given].some((part) => isNamePart(name, part))
  );
}

/**
 * Names that are surely a C file's own, whatever a header says of such a name: macros, `static` functions and
 * variables, and types with their members.
 */
export function privateNames(file: SourceFile): ReadonlySet<string> {
  const names = knownPrivate.get(file) ?? collectPrivate(file);
  knownPrivate.set(file, names);
  return names;
}

const knownPrivate = new WeakMap<SourceFile, ReadonlySet<string>>();

const STATIC_VARIABLE = /^static\b[^;{}()=]{0,500}?\b(\w+)\s*(?:\[[^\]\n]*\]\s*)*[=;,]/gm;
const STATIC_MACRO = /^static\s+[A-Z_0-9]+\(\s*(\w+)/gm;
const TYPE = /^(?:typedef\s+|static\s+|const\s+)*(?:struct|union|enum)\s+(\w+)\s*\{/gm;
/** `static const struct { … } name[] = …`, and `typedef struct { … } name;` */
const BEHIND_TYPE = /^\}\s*(\w+)\s*(?:\[[^\]\n]*\]\s*)*[=;,]/gm;

function collectPrivate({ directives, functions, text }: SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { keyword, rest } of directives) {
    if (keyword === "define" || keyword === "undef") names.add(/^\w+/.exec(rest)?.[0] ?? "");
  }
  for (const { name, start, nameStart } of functions) {
    if (/\bstatic\b/.test(text.slice(start, nameStart))) names.add(name);
  }
  for (const pattern of [STATIC_VARIABLE, STATIC_MACRO, TYPE, BEHIND_TYPE]) {
    for (const match of text.matchAll(pattern)) names.add(match[1]);
  }
  return names;
}

/** Macros that define nothing which code could use: the `of` of `MODULE_DEVICE_TABLE(of, ids)` is no part of a name. */
const TELLS_ONLY = /^(?:MODULE_[A-Z_]+|EXPORT_[A-Z_]+)$/;

function collectNames(file: SourceFile): FileNames {
  const names = new Set(file.functions.map((span) => span.name));
  const given = new Set<string>();
  for (const { keyword, rest } of file.directives) {
    if (keyword === "define" || keyword === "undef") names.add(/^\w+/.exec(rest)?.[0] ?? "");
  }
  const outside = tokensOutside(file);
  let parens = 0;
  let braces = 0;
  let inMacro = false;
  for (const [i, token] of outside.entries()) {
    const { text } = token;
    const before = outside[i - 1];
    const after = outside[i + 1]?.text ?? "";
    if (text === "(" && parens++ === 0)
      inMacro = isWord(before) && !isDeclarator(outside, i - 1) && !TELLS_ONLY.test(before.text);
    else if (text === ")") parens = Math.max(0, parens - 1);
    else if (text === "{") braces++;
    else if (text === "}") braces = Math.max(0, braces - 1);
    else if (!isWord(token)) continue;
    else if (parens > 0) {
      if (inMacro) given.add(text);
    } else if (after === "{" || (braces > 0 && /^[,=}]$/.test(after) && /^[{,]$/.test(before?.text ?? "")))
      names.add(text);
    else if (braces === 0 && /^[=;[(,:]$/.test(after) && isDeclarator(outside, i)) names.add(text);
    else if (/^[;,]$/.test(after) && before?.text === "}") names.add(text);
  }
  return { defined: names, given };
}

/** A name that a type or a `*` stands before is declared; one at the start of a declaration is called. */
function isDeclarator(tokens: readonly CToken[], index: number): boolean {
  const before = tokens[index - 1];
  return before !== undefined && before.text !== "static" && (isWord(before) || /^[*,)]$/.test(before.text));
}

function tokensOutside(file: SourceFile): CToken[] {
  const tokens: CToken[] = [];
  let next = 0;
  for (const token of file.tokens) {
    while (next < file.functions.length && file.functions[next].end <= token.start) next++;
    const span = file.functions[next];
    if (!span || token.start < span.start) tokens.push(token);
  }
  return tokens;
}
