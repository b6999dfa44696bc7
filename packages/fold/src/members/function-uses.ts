import type { FunctionSpan } from "@kindred/c-source";
import { remember, rememberWith } from "../memo/remember.ts";
import { type CToken, isWord } from "../syntax/c-tokens.ts";
import type { SourceFile } from "./source-file.ts";

/** A call of a function in its own file. Offsets in the file. */
export interface DirectCall {
  /** The name at the call. */
  readonly start: number;
  readonly end: number;
  readonly open: number;
  /** The closing parenthesis. */
  readonly close: number;
  readonly isEmpty: boolean;
  readonly caller: FunctionSpan;
}

/** Words after which a name and `(` is still a call. */
const BEFORE_CALL: ReadonlySet<string> = new Set(["return", "else", "do", "case", "in"]);

/**
 * Every use of a function in its file as a direct call, or undefined when some use may be another: its address is
 * taken, it is declared ahead, a macro may spell its name, or a call stands in an `#if`.
 */
export const findDirectCalls = rememberWith(
  (file: SourceFile, span: FunctionSpan): readonly DirectCall[] | undefined => {
    if (file.directiveWords.has(span.name) || isPastedName(file, span.name)) return undefined;
    const calls: DirectCall[] = [];
    const own = file.conditions.at(span.start);
    const { tokens } = file;
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i];
      if (token.text !== span.name || (token.start >= span.start && token.start < span.end)) continue;
      const call = readCall(file, i);
      if (!call || file.conditions.at(token.start) !== own) return undefined;
      calls.push(call);
    }
    return calls;
  },
);

function readCall(file: SourceFile, index: number): DirectCall | undefined {
  const { tokens } = file;
  const token = tokens[index];
  const before = tokens[index - 1];
  const caller = functionAt(file, token.start);
  if (!caller || token.start < caller.bodyStart || tokens[index + 1]?.text !== "(") return undefined;
  if (isWord(before) && !BEFORE_CALL.has(before.text)) return undefined;
  if (before?.text === "." || before?.text === "->") return undefined;
  const close = closingParen(file, index + 1);
  if (close === undefined) return undefined;
  const open = tokens[index + 1].start;
  return {
    start: token.start,
    end: token.end,
    open,
    close: tokens[close].start,
    isEmpty: close === index + 2,
    caller,
  };
}

function closingParen({ tokens }: SourceFile, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i].text === "(") depth++;
    else if (tokens[i].text === ")" && --depth === 0) return i;
    else if (tokens[i].text === ";" || tokens[i].text === "{") return undefined;
  }
  return undefined;
}

/** The function around an offset. */
export function functionAt(file: SourceFile, offset: number): FunctionSpan | undefined {
  return file.functions.find((span) => span.start <= offset && offset < span.end);
}

/** Whether a macro called at file level could paste the name together: `DEVICE_ATTR_RW(temp)` uses `temp_show`. */
function isPastedName(file: SourceFile, name: string): boolean {
  for (const word of macroWords(file)) if (isNamePart(name, word)) return true;
  return false;
}

/** Words that stand in calls of macros at file level. */
const macroWords = remember((file: SourceFile): ReadonlySet<string> => {
  const words = new Set<string>();
  const { tokens, functions } = file;
  let next = 0;
  let depth = 0;
  let isMacro = false;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    while (next < functions.length && functions[next].end <= token.start) next++;
    if (functions[next] && token.start >= functions[next].start) continue;
    if (token.text === "(" && depth++ === 0) isMacro = isMacroName(file, tokens[i - 1]);
    else if (token.text === ")" && depth > 0) depth--;
    else if (depth > 0 && isMacro && isWord(token)) words.add(token.text);
  }
  return words;
});

function isMacroName(file: SourceFile, token: CToken | undefined): boolean {
  return isWord(token) && (!/[a-z]/.test(token!.text) || file.directiveWords.has(token!.text));
}

/** Whether a name could be pasted together from a word: `temp` and `temp_show`. */
export function isNamePart(name: string, part: string): boolean {
  return name.startsWith(`${part}_`) || name.endsWith(`_${part}`) || name.includes(`_${part}_`);
}
