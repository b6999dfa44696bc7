import type { CText } from "../text/c-text.ts";

/** A `#define`, comments taken out and lines joined. */
export interface MacroText {
  /** Parameter names of a function-like macro; `...` for the rest of the arguments. */
  readonly parameters: readonly string[] | undefined;
  readonly body: string;
}

/** The macros that a text defines: `get` has every definition of a name, those of all `#if` branches. */
export interface MacroDefinitions {
  get(name: string): readonly MacroText[];
}

/** Longer definitions are not read: no constant is. */
const LONGEST = 12_000;
const DEFINE = /^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)/gm;
const COMMENT = /("(?:[^"\\\n]|\\.)*")|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/[^\n]*/g;

/** Finds where macros are defined; a definition is read when somebody asks for it. */
export function readMacros(text: CText): MacroDefinitions {
  let places: Map<string, number[]> | undefined;
  const known = new Map<string, readonly MacroText[]>();
  return {
    get(name) {
      places ??= findDefines(text);
      const at = places.get(name);
      if (!at) return NONE;
      const before = known.get(name) ?? at.map((offset) => readDefinition(text, offset));
      known.set(name, before);
      return before;
    },
  };
}

const NONE: readonly MacroText[] = [];

/** Behind the name of every `#define`, by name. */
function findDefines(text: CText): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const match of text.matchAll(DEFINE)) {
    const end = match.index + match[0].length;
    const same = places.get(match[1]);
    if (same) same.push(end);
    else places.set(match[1], [end]);
  }
  return places;
}

function readDefinition(text: CText, from: number): MacroText {
  const joined = text
    .slice(from, from + LONGEST)
    .replace(/\\\r?\n/g, " ")
    .replace(COMMENT, (comment, string: string | undefined) => string ?? " ".repeat(Number(comment !== "")));
  const end = joined.indexOf("\n");
  const line = end < 0 ? joined : joined.slice(0, end);
  if (!line.startsWith("(")) return { parameters: undefined, body: line.trim() };
  const close = line.indexOf(")");
  const list = line.slice(1, Math.max(1, close)).trim();
  const parameters = list === "" ? [] : list.split(",").map((name) => name.trim());
  return { parameters, body: close < 0 ? "" : line.slice(close + 1).trim() };
}
