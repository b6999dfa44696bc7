import type { SourceFile } from "../members/source-file.ts";
import { type CToken, cTokens, isWord } from "../syntax/c-tokens.ts";

/** A parameter of a function, as its definition declares it. */
export interface CalleeParameter {
  /** Type of a plain scalar or pointer parameter as it is written; undefined for arrays and function pointers. */
  readonly type: string | undefined;
  readonly name: string;
}

/** The parameters of a function that the file itself defines once, or undefined. */
export function calleeParameters(file: SourceFile, name: string): CalleeParameter[] | undefined {
  const spans = file.functions.filter((span) => span.name === name);
  if (spans.length !== 1 || file.directiveWords.has(name)) return undefined;
  const head = file.text.slice(spans[0].nameStart + name.length, spans[0].bodyStart);
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

function readParameter(tokens: readonly CToken[]): CalleeParameter | undefined {
  const name = tokens.at(-1);
  const isPlain = tokens.length >= 2 && tokens.every((token) => isWord(token) || token.text === "*");
  if (!isPlain || !isWord(name)) return tokens.length > 0 ? { type: undefined, name: "" } : undefined;
  const words = tokens.slice(0, -1).map((token) => token.text);
  return { type: words.join(" ").replace(/\* (?=\*)/g, "*"), name: name!.text };
}
