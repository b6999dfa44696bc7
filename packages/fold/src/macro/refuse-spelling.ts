import type { LoadedFamily } from "../families/loaded-family.ts";
import type { ConstantScope } from "../holes/constant-type.ts";
import { calleeName, type HolePlace } from "../holes/hole-place.ts";
import type { MacroDefinition } from "../members/macro-table.ts";
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
  for (const { hole, parameter } of planned) {
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
    if (parameter.values !== hole.values) continue;
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
  const callees = [...new Set(places.flatMap(callsAround))];
  if (callees.length === 0) return undefined;
  for (const [i, scope] of scopes.entries()) {
    const expanding = words[i].filter((word) => mayBeMacro(word, scope));
    if (expanding.length === 0) continue;
    const list = expanding.find((word) => definitionsOf(word, scope).some(({ body }) => hasComma(body)));
    const callee =
      list === undefined ? callees.find((name) => keepsSpelling(name, scope, new Set())) : callees[0];
    if (callee !== undefined)
      return refuse(
        "macro-argument",
        `${list ?? expanding[0]} is an argument of ${callee}(), which may be a macro that looks at its spelling.`,
      );
  }
  return undefined;
}

/** Names of what is called with the place among its arguments. */
function callsAround({ ancestors }: HolePlace): string[] {
  return ancestors.flatMap((node, i) => {
    const isCall = node.type === "call_expression" && ancestors[i + 1]?.type === "argument_list";
    const name = isCall ? calleeName(node) : undefined;
    return name === undefined ? [] : [name];
  });
}

function definitionsOf(name: string, { macros, headers }: ConstantScope): readonly MacroDefinition[] {
  const own = macros.find(name);
  return own.length > 0 ? own : headers.macros(name);
}

/** A name in capitals that no header in sight defines may come from one that is not. */
function mayBeMacro(word: string, scope: ConstantScope): boolean {
  return definitionsOf(word, scope).length > 0 || (/[A-Z]/.test(word) && !/[a-z]/.test(word));
}

const MOST_MACROS = 40;

/** Whether a macro, or one that it uses, has a `#` in it; a name in capitals that nothing in sight defines may. */
function keepsSpelling(name: string, scope: ConstantScope, seen: Set<string>): boolean {
  if (seen.has(name)) return false;
  if (seen.size > MOST_MACROS) return true;
  seen.add(name);
  const definitions = definitionsOf(name, scope);
  if (definitions.length === 0) return seen.size === 1 && !/[a-z]/.test(name);
  return definitions.some(
    ({ body, parameters }) =>
      body.includes("#") ||
      (parameters !== undefined || /^\w+$/.test(body)
        ? (body.match(/[A-Za-z_]\w*(?=\s*\(|$)/g) ?? []).some((inner) => keepsSpelling(inner, scope, seen))
        : false),
  );
}

function hasComma(body: string): boolean {
  let depth = 0;
  for (const { text } of cTokens(body)) {
    if (text === "(") depth++;
    else if (text === ")") depth--;
    else if (text === "," && depth === 0) return true;
  }
  return false;
}
