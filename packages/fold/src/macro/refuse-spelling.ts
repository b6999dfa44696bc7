import type { LoadedFamily } from "../families/loaded-family.ts";
import { macroDefinitions } from "../flow/macro-body.ts";
import type { ConstantScope } from "../holes/constant-type.ts";
import { calleeName, type HolePlace } from "../holes/hole-place.ts";
import { type Refusal, refuse } from "../refusal.ts";
import { cTokens, isWord } from "../syntax/c-tokens.ts";
import type { PlannedHole } from "./plan-macro.ts";

/**
 * Arguments that would not mean what they meant in the member's own text. A macro's argument is expanded before it
 * is put in place: a macro around the place that wants its spelling (`#`, `##`) would see the expansion, and one that
 * expands to a list would count as several arguments there. And a name that the generated function declares itself
 * would hide the one that is passed.
 */
export function refuseSpelling(
  planned: readonly PlannedHole[],
  loaded: LoadedFamily,
  body: number,
): Refusal | undefined {
  const { names } = loaded.members[body];
  const own = new Set(names.names.filter((_, id) => id !== names.self));
  for (const { hole, isPasted } of planned) {
    if (hole.kind === "field") continue;
    const words = hole.values.map((value) =>
      cTokens(value)
        .filter(isWord)
        .map(({ text }) => text),
    );
    const hidden = words.flat().find((word) => own.has(word));
    if (hidden !== undefined)
      return refuse(
        "local-value-hole",
        `${hidden} is passed to a function that declares a local of that name.`,
      );
    // What is pasted together is put in place as it is spelled.
    if (isPasted) continue;
    const refusal = refuseExpansion(hole.places, words, loaded.scopes);
    if (refusal) return refusal;
  }
  return undefined;
}

function refuseExpansion(
  places: readonly HolePlace[],
  words: readonly (readonly string[])[],
  scopes: readonly ConstantScope[],
): Refusal | undefined {
  const calls = places.flatMap(callsAround);
  if (calls.length === 0) return undefined;
  for (const [i, scope] of scopes.entries()) {
    const expanding = words[i].filter((word) => mayBeMacro(word, scope));
    if (expanding.length === 0) continue;
    const list = expanding.find((word) => isList(word, scope));
    const call = list === undefined ? calls.find((each) => looksAtSpelling(each, scope)) : calls[0];
    if (call !== undefined)
      return refuse(
        "macro-argument",
        `${list ?? expanding[0]} is an argument of ${call.callee}(), which may be a macro that looks at its spelling.`,
      );
  }
  return undefined;
}

interface CallAround {
  readonly callee: string;
  /** Which argument of it the place is in. */
  readonly index: number;
}

/** The calls that a place is an argument of, by name. */
function callsAround({ node, ancestors }: HolePlace): CallAround[] {
  const path = [...ancestors, node];
  return ancestors.flatMap((call, i): CallAround[] => {
    const list = path[i + 1];
    const callee =
      call.type === "call_expression" && list.type === "argument_list" ? calleeName(call) : undefined;
    if (callee === undefined) return [];
    const given = list.children.filter((child) => child.terms.some((term) => term?.named));
    return [{ callee, index: given.indexOf(path[i + 2]) }];
  });
}

/** A name with capitals (`mmCTRL`) that no header in sight defines may come from one that is not. */
function mayBeMacro(word: string, scope: ConstantScope): boolean {
  return /[A-Z]/.test(word) || macroDefinitions(word, scope).length > 0;
}

/**
 * Whether a macro puts an argument in a string or pastes it. What it hands on to another macro is expanded by then,
 * as it was before. A name in capitals that nothing in sight defines may be such a macro.
 */
function looksAtSpelling({ callee, index }: CallAround, scope: ConstantScope): boolean {
  const definitions = macroDefinitions(callee, scope);
  if (definitions.length === 0) return !/[a-z]/.test(callee);
  return definitions.some(({ parameters, body }) => {
    if (parameters === undefined) return macroDefinitions(body, scope).length > 0;
    const last = parameters.at(-1) ?? "";
    const isRest = index >= parameters.length - 1 && last.endsWith("...");
    const name = isRest ? last.slice(0, -3).trim() || "__VA_ARGS__" : parameters[index];
    if (name === undefined) return true;
    // `, ##__VA_ARGS__` only takes the comma away when there is nothing behind it.
    const text = body.replace(/,\s*##\s*/g, ", ");
    return new RegExp(`#\\s*${name}\\b|\\b${name}\\s*##`).test(text);
  });
}

/** Macros followed to see whether one ends in a list. */
const MOST_DEPTH = 6;

/** Whether a macro expands to more than one argument, itself or by another (`#define MODE FIELD(3, 0)`). */
function isList(word: string, scope: ConstantScope, level = 0): boolean {
  if (level > MOST_DEPTH) return false;
  return macroDefinitions(word, scope).some(({ body }) => {
    let depth = 0;
    return cTokens(body).some((token) => {
      if (token.text === "(") depth++;
      else if (token.text === ")") depth--;
      return depth === 0 && (token.text === "," || (isWord(token) && isList(token.text, scope, level + 1)));
    });
  });
}
