/**
 * What a macro demands of where it stands, read off its definition and those of the macros it leads to: names where a
 * function takes values, constants, or a function around it that it returns from.
 */
import type { ConstantScope } from "../holes/constant-type.ts";
import type { MacroDefinition } from "../members/macro-table.ts";
import { rememberWith } from "../memo/remember.ts";
import { callsWith, macroDefinitions, READERS } from "./macro-body.ts";

type Scope = Pick<ConstantScope, "macros" | "headers">;

const MOST_DEPTH = 6;

/**
 * Whether a macro may take an argument for a name rather than a value: pastes it, makes a string or a struct's member
 * of it, or hands it to a macro that does. A name in capitals that is defined nowhere in sight may.
 */
export function takesName(name: string, index: number, scope: Scope): boolean {
  return follow({ name, index, scope, isUnknownTrue: true, depth: 0 }, ({ parameters, body }, parameter) => {
    const isRest = !parameters?.includes(parameter);
    // `, ##__VA_ARGS__` takes a comma away where nothing is given; it pastes nothing.
    const text = isRest ? body.replace(/,\s*##/g, ", ") : body;
    return new RegExp(`(?:->|\\.|#)\\s*${parameter}\\b|\\b${parameter}\\s*##`).test(text);
  });
}

/** Whether a macro puts an argument into the initialiser of a `static` variable: then it must be a constant. */
export function needsConstant(name: string, index: number, scope: Scope): boolean {
  return follow({ name, index, scope, isUnknownTrue: false, depth: 0 }, ({ body }, parameter) =>
    new RegExp(`\\bstatic\\b[^;=]*=[^;]*\\b${parameter}\\b`).test(body),
  );
}

/** Whether a macro leaves the function that it stands in: by a `return`, or to a label that is not its own. */
export const leavesFunction = rememberWith((scope: Scope, name: string): boolean =>
  someBody(name, scope, new Set(), (body) => {
    if (/\breturn\b/.test(body)) return true;
    const labels = [...body.matchAll(/\bgoto\s+(\w+)/g)].map(([, label]) => label!);
    return labels.some((label) => !new RegExp(`\\b${label}\\s*:`).test(body));
  }),
);

/**
 * Whether a macro brings a label that what stands around it jumps to: `#define AT(id) case id: return f(id)`. Under an
 * `if` the jump would pass by the condition, and in another function there is no `switch` around it.
 */
export const bringsLabel = rememberWith((scope: Scope, name: string): boolean =>
  someBody(name, scope, new Set(), (body) => {
    const isWhole = /\b(?:switch|_Generic)\b/.test(body);
    return !isWhole && /\bcase\b|\bdefault\s*:|^\s*[A-Za-z_]\w*(?:\s*##\s*\w+)*\s*:/.test(body);
  }),
);

/** Whether something is true of the body of a macro, or of one that it leads to. */
function someBody(name: string, scope: Scope, seen: Set<string>, isTrue: (body: string) => boolean): boolean {
  if (seen.has(name) || seen.size > MOST_NAMES) return false;
  seen.add(name);
  return macroDefinitions(name, scope).some(({ parameters, body }) => {
    if (isTrue(body)) return true;
    const words = body.match(/[A-Za-z_]\w*/g) ?? [];
    return words.some((word) => !parameters?.includes(word) && someBody(word, scope, seen, isTrue));
  });
}

/** Macros looked into for one. */
const MOST_NAMES = 200;

interface Followed {
  readonly name: string;
  readonly index: number;
  readonly scope: Scope;
  /** What is said of a name in capitals that is defined nowhere in sight, and of one that leads too far. */
  readonly isUnknownTrue: boolean;
  readonly depth: number;
}

/** Whether something is true of a macro and the parameter that takes an argument, or of a macro that it is handed to. */
function follow(
  { name, index, scope, isUnknownTrue, depth }: Followed,
  isTrue: (macro: MacroDefinition, parameter: string) => boolean,
): boolean {
  const isMember = /^(?:__builtin_)?offsetof$/.test(name) && index === 1;
  const definitions = macroDefinitions(name, scope);
  if (definitions.length === 0)
    return isUnknownTrue && (isMember || (!/[a-z]/.test(name) && !READERS.test(name)));
  if (depth > MOST_DEPTH) return isUnknownTrue;
  const next = (callee: string, at: number): boolean =>
    follow({ name: callee, index: at, scope, isUnknownTrue, depth: depth + 1 }, isTrue);
  return definitions.some((macro) => {
    const { parameters, body } = macro;
    if (parameters === undefined) return /^\w+$/.test(body) && next(body, index);
    const parameter = nameOfParameter(parameters, index);
    if (parameter === undefined) return false;
    return isTrue(macro, parameter) || callsWith(body, parameter).some(([callee, at]) => next(callee, at));
  });
}

/** `...` takes all that is left, under a name of its own or as `__VA_ARGS__`. */
function nameOfParameter(parameters: readonly string[], index: number): string | undefined {
  const last = parameters.at(-1) ?? "";
  const isRest = last.endsWith("...") && index >= parameters.length - 1;
  return isRest ? last.slice(0, -3).trim() || "__VA_ARGS__" : parameters[index];
}
