/**
 * Expands macros as the preprocessor does (Prosser's algorithm with hide sets: `#`, `##`, `__VA_ARGS__`), but for one
 * thing: a macro that has several definitions, under `#if`s or because it is defined anew, has its `choice`th one
 * taken. Who wants to be certain compares what comes out of all choices. Bounded in tokens and depth.
 */
import type { MacroText } from "./macro-definitions.ts";

/** What a piece of C becomes. */
export interface Expansion {
  readonly text: string;
  /** The most different definitions that a macro used in it has; one when no choice was made. */
  readonly choices: number;
}

interface Token {
  readonly text: string;
  /** Macros that this token comes from, which are not expanded again in it. */
  readonly hidden: ReadonlySet<string> | undefined;
}

const TOKEN =
  /[A-Za-z_]\w*|\.?\d(?:[eEpP][+-]|[\w.])*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|##|\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\S/g;
const COMMENT = /("(?:[^"\\\n]|\\.)*")|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/[^\n]*/g;
const MOST_TOKENS = 20_000;
const MOST_DEPTH = 40;

/** Text with its macros expanded; undefined when it is too much, or not understood. `find` gives the definitions of a macro. */
export function expandMacros(
  text: string,
  choice: number,
  find: (name: string) => readonly MacroText[],
): Expansion | undefined {
  const state: State = { find, choice, choices: 1, left: MOST_TOKENS };
  const tokens = expand(
    tokenise(text.replace(COMMENT, (_, string: string | undefined) => string ?? " ")),
    state,
    0,
  );
  return tokens && { text: tokens.map((token) => token.text).join(" "), choices: state.choices };
}

interface State {
  readonly find: (name: string) => readonly MacroText[];
  readonly choice: number;
  choices: number;
  left: number;
}

function tokenise(text: string): Token[] {
  return Array.from(text.match(TOKEN) ?? [], (word) => ({ text: word, hidden: undefined }));
}

function expand(tokens: readonly Token[], state: State, depth: number): Token[] | undefined {
  if (depth > MOST_DEPTH) return undefined;
  const output: Token[] = [];
  const input = [...tokens].reverse();
  while (input.length > 0) {
    if (--state.left < 0) return undefined;
    const token = input.pop()!;
    const macro = token.hidden?.has(token.text) ? undefined : definitionOf(token.text, state);
    const args = macro?.parameters && takeArguments(input, macro.parameters);
    if (!macro || (macro.parameters && !args)) {
      output.push(token);
      continue;
    }
    const body = substitute(macro, args ?? [], state, depth);
    if (!body) return undefined;
    const hidden = new Set([...(token.hidden ?? []), token.text]);
    for (const each of body.reverse()) {
      input.push({ text: each.text, hidden: each.hidden ? new Set([...each.hidden, ...hidden]) : hidden });
    }
  }
  return output;
}

function definitionOf(name: string, state: State): MacroText | undefined {
  if (!/^[A-Za-z_]/.test(name)) return undefined;
  const all = state.find(name);
  if (all.length < 2) return all[0];
  const distinct = [
    ...new Map(all.map((each) => [`${each.parameters?.join()}|${each.body}`, each])).values(),
  ];
  state.choices = Math.max(state.choices, distinct.length);
  return distinct[Math.min(state.choice, distinct.length - 1)];
}

/** Takes `( … )` off the input: the arguments, those of `...` as one; undefined, and nothing taken, when none follow. */
function takeArguments(input: Token[], parameters: readonly string[]): Token[][] | undefined {
  if (input[input.length - 1]?.text !== "(") return undefined;
  const args: Token[][] = [[]];
  const isVariadic = parameters[parameters.length - 1]?.endsWith("...") ?? false;
  let depth = 0;
  for (let at = input.length - 1; at >= 0; at--) {
    const token = input[at];
    if (token.text === "(" && depth++ === 0) continue;
    if (token.text === ")" && --depth === 0) {
      input.length = at;
      return args;
    }
    const isLast = isVariadic && args.length >= parameters.length;
    if (token.text === "," && depth === 1 && !isLast) args.push([]);
    else args[args.length - 1].push(token);
  }
  return undefined;
}

function substitute(
  { parameters, body }: MacroText,
  args: readonly (readonly Token[])[],
  state: State,
  depth: number,
): Token[] | undefined {
  const given = new Map(
    (parameters ?? []).map((name, i) => [
      name === "..." ? "__VA_ARGS__" : name.replace(/\s*\.\.\.$/, ""),
      args[i] ?? [],
    ]),
  );
  const tokens = tokenise(body);
  const output: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const { text } = tokens[i];
    const argument = given.get(text);
    const next = tokens[i + 1]?.text;
    if (text === "#" && parameters && given.has(next ?? "")) {
      output.push({ text: '""', hidden: undefined });
      i++;
    } else if (text === "##") {
      const right = tokens[++i];
      paste(output, right ? (given.get(right.text) ?? [right]) : []);
    } else if (argument && next !== "##") {
      const expanded = expand(argument, state, depth + 1);
      if (!expanded) return undefined;
      output.push(...expanded);
    } else if (argument) output.push(...(argument.length > 0 ? argument : [{ text: "", hidden: undefined }]));
    else output.push(tokens[i]);
  }
  return output.filter(({ text }) => text !== "");
}

/** `a ## b`; a comma before nothing goes away, as GNU C has it. */
function paste(output: Token[], right: readonly Token[]): void {
  const left = output.pop();
  if (left?.text === ",") {
    if (right.length > 0) output.push(left, ...right);
    return;
  }
  const [first, ...rest] = right;
  output.push({ text: `${left?.text ?? ""}${first?.text ?? ""}`, hidden: undefined }, ...rest);
}
