import type { ConstantScope } from "../holes/constant-type.ts";
import type { KernelHeaders } from "../members/kernel-headers.ts";
import type { MacroTable } from "../members/macro-table.ts";
import type { SourceFile } from "../members/source-file.ts";
import { remember } from "../memo/remember.ts";
import { type CToken, cTokens, isWord } from "../syntax/c-tokens.ts";

/** What a function gives and takes, in the words of its declaration. */
export interface FunctionHead {
  readonly returns: string;
  readonly parameters: readonly { readonly type: string; readonly name: string }[];
}

/**
 * The head of a function that can be called through a pointer: undefined for macros, inline functions, functions of
 * a section of their own (`__init`) or with other annotations, for heads that are more than plain scalars and
 * pointers, for what is declared in different words, and for what is not found.
 */
export function functionHead(name: string, { macros, headers }: ConstantScope): FunctionHead | undefined {
  const known = knownHeads(macros);
  if (!known.has(name)) known.set(name, findHead(name, macros, headers));
  return known.get(name);
}

/** Kept with the driver's macros: the headers of the kernel that it sees follow from these. */
const knownHeads = remember((_: MacroTable) => new Map<string, FunctionHead | undefined>());

function findHead(name: string, macros: MacroTable, headers: KernelHeaders): FunctionHead | undefined {
  if (macros.find(name).length > 0) return undefined;
  const own = macros.files.flatMap((file) => headsIn(file, name));
  if (own.length > 0) return agreed(own.map((head) => readHead(head, name)));
  if (headers.macros(name).length > 0) return undefined;
  let found: string[] = [];
  headers.some((header) => (found = headsIn(header, name)).length > 0);
  return agreed(found.map((head) => readHead(head, name)));
}

/** `int (*)(struct hw *hw, u32 reg)`. */
export function pointerType({ returns, parameters }: FunctionHead): string {
  const list = parameters.map(({ type, name }) => type + (type.endsWith("*") ? "" : " ") + name).join(", ");
  return `${returns}${returns.endsWith("*") ? "" : " "}(*)(${list === "" ? "void" : list})`;
}

/** Whether two heads are one type to the compiler, and to kCFI: the names of parameters do not matter. */
export function sameHead(a: FunctionHead, b: FunctionHead): boolean {
  const types = ({ returns, parameters }: FunctionHead): string =>
    [returns, ...parameters.map(({ type }) => type)].join("|");
  return types(a) === types(b);
}

function agreed(heads: readonly (FunctionHead | undefined)[]): FunctionHead | undefined {
  const [first] = heads;
  return first && heads.every((head) => head && sameHead(head, first)) ? first : undefined;
}

/** Declarations of a function in a file, up to the `;` or `{`. */
function headsIn(file: SourceFile, name: string): string[] {
  if (!file.text.includes(name)) return [];
  const definitions = file.functions
    .filter((span) => span.name === name)
    .map((span) => file.text.slice(span.start, span.bodyStart));
  const prototype = new RegExp(
    `^(?![ \\t#])[A-Za-z_][\\w \\t*]*(?:\\n[\\w \\t*]*)?[ \\t*\\n]${name}\\([^(){};]*\\)[\\w \\t\\n()]*;`,
    "gm",
  );
  const prototypes = [...file.text.matchAll(prototype)].map(([text]) => text.slice(0, -1));
  return [...definitions, ...prototypes];
}

/** Words that stand before a type and say nothing of it. */
const STORAGE: ReadonlySet<string> = new Set(["static", "extern"]);
/** Annotations and specifiers whose function is not to be called through a plain pointer. */
const BARRED =
  /inline|^__(?!(?:iomem|user|percpu|rcu|wsum|sum16|[us](?:8|16|32|64)|[lb]e(?:16|32|64))$)|^asmlinkage$|^noinstr$/;

function readHead(text: string, name: string): FunctionHead | undefined {
  const tokens = cTokens(text);
  const at = tokens.findIndex((token, i) => token.text === name && tokens[i + 1]?.text === "(");
  if (at < 1 || tokens.some((token) => BARRED.test(token.text))) return undefined;
  const before = tokens.slice(0, at).filter((token) => !STORAGE.has(token.text));
  const close = tokens.findIndex((token, i) => i > at && token.text === ")");
  const isWhole = close === tokens.length - 1 && before.every((token) => isWord(token) || token.text === "*");
  if (!isWhole || before.length === 0) return undefined;
  const parameters = splitList(tokens.slice(at + 2, close)).map(readParameter);
  return parameters.every((parameter) => parameter !== undefined)
    ? { returns: typeText(before), parameters }
    : undefined;
}

function splitList(tokens: readonly CToken[]): CToken[][] {
  if (tokens.length === 0 || (tokens.length === 1 && tokens[0].text === "void")) return [];
  const lists: CToken[][] = [[]];
  for (const token of tokens) {
    if (token.text === ",") lists.push([]);
    else lists.at(-1)!.push(token);
  }
  return lists;
}

const TYPE_WORD = /^(?:void|char|short|int|long|unsigned|signed|bool|float|double|const|[us](?:8|16|32|64))$/;

function readParameter(tokens: readonly CToken[]): { type: string; name: string } | undefined {
  const name = tokens.at(-1);
  const isPlain = tokens.length > 1 && tokens.every((token) => isWord(token) || token.text === "*");
  if (!isPlain || !isWord(name) || TYPE_WORD.test(name!.text)) return undefined;
  if (/^(?:struct|enum|union)$/.test(tokens.at(-2)!.text)) return undefined;
  return { type: typeText(tokens.slice(0, -1)), name: name!.text };
}

function typeText(tokens: readonly CToken[]): string {
  return tokens
    .map(({ text }) => text)
    .join(" ")
    .replace(/\* (?=\*)/g, "*");
}
