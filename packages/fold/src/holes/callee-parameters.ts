import type { MacroTable } from "../members/macro-table.ts";
import type { SourceFile } from "../members/source-file.ts";
import { rememberWith } from "../memo/remember.ts";
import { type CToken, cTokens, isWord } from "../syntax/c-tokens.ts";
import { kernelPrototype } from "./kernel-prototypes.ts";

/** A parameter of a function, as its definition or prototype declares it. */
export interface CalleeParameter {
  /** Type of a plain scalar or pointer parameter as it is written; undefined for arrays and function pointers. */
  readonly type: string | undefined;
  readonly name: string;
}

/**
 * The parameters of a function that the driver itself declares in its file or headers, or that every driver calls.
 * Undefined for a macro, for a function declared twice in different words, and for what is not found.
 */
export function calleeParameters(name: string, macros: MacroTable): readonly CalleeParameter[] | undefined {
  return findParameters(macros, name);
}

const findParameters = rememberWith((macros: MacroTable, name: string) => {
  if (macros.find(name).length > 0) return undefined;
  const heads = macros.files.flatMap((file) => headsOf(file, name));
  if (heads.length === 0) return kernelPrototype(name);
  const read = heads.map(readHead);
  const [first] = read;
  const types = (each: readonly CalleeParameter[] | undefined): string =>
    (each ?? []).map(({ type }) => type).join("|");
  return read.every((each) => each !== undefined && types(each) === types(first)) ? first : undefined;
});

/** Parameter lists, from `(` on, of a function's definitions and prototypes in a file: the files of a driver share headers. */
const headsOf = rememberWith((file: SourceFile, name: string): string[] => {
  if (!file.text.includes(name)) return [];
  const definitions = file.functions
    .filter((span) => span.name === name)
    .map((span) => file.text.slice(span.nameStart + name.length, span.bodyStart));
  if (definitions.length > 0) return definitions;
  const prototype = new RegExp(`^[A-Za-z_][\\w \\t*]*[ \\t*\\n]${name}(\\([^(){};]*\\))[\\w \\t]*;`, "gm");
  return [...file.text.matchAll(prototype)].map((match) => match[1]);
});

function readHead(head: string): CalleeParameter[] | undefined {
  const tokens = cTokens(head);
  const parameters: CalleeParameter[] = [];
  let depth = 0;
  let from = 1;
  for (const [i, token] of tokens.entries()) {
    if (token.text === "(" || token.text === "[") depth++;
    else if (token.text === ")" || token.text === "]") depth--;
    const isEnd = (token.text === "," && depth === 1) || depth === 0;
    if (!isEnd) continue;
    const parameter = readParameter(tokens.slice(from, i));
    if (!parameter) return undefined;
    parameters.push(parameter);
    from = i + 1;
    if (depth === 0) break;
  }
  return parameters;
}

const TYPE_WORD = /^(?:void|char|short|int|long|unsigned|signed|bool|float|double|const|[us](?:8|16|32|64))$/;

function readParameter(tokens: readonly CToken[]): CalleeParameter | undefined {
  const name = tokens.at(-1);
  const isPlain = tokens.length >= 2 && tokens.every((token) => isWord(token) || token.text === "*");
  const isNamed =
    isPlain &&
    isWord(name) &&
    !TYPE_WORD.test(name!.text) &&
    !/^(?:struct|enum|union)$/.test(tokens.at(-2)!.text);
  if (!isNamed) return tokens.length > 0 ? { type: undefined, name: "" } : undefined;
  const words = tokens.slice(0, -1).map((token) => token.text);
  return { type: words.join(" ").replace(/\* (?=\*)/g, "*"), name: name!.text };
}
