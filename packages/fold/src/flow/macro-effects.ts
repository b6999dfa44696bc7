/**
 * What a macro does to the variables of the function that calls it, read off its definition: a macro may write to
 * an argument (`spin_lock_irqsave(lock, flags)`, `list_for_each_entry(pos, …)`) and name a local that it was never
 * given (`ew32(CTRL, ctrl)` uses the caller's `hw`). Definitions come from the driver's own files and from the
 * kernel headers that they include; macros that these define by other macros are followed.
 */
import type { ConstantScope } from "../holes/constant-type.ts";
import type { MacroDefinition } from "../members/macro-table.ts";
import { rememberEach, rememberWith } from "../memo/remember.ts";
import { callsWith, macroDefinitions, READERS } from "./macro-body.ts";

/** What is known of one macro. */
export interface MacroEffects {
  /** Whether the name is a macro at all; a function gets its arguments by value. */
  readonly isMacro: boolean;
  /** Whether an argument is given a value in every case, before anything reads it. */
  sets(index: number): boolean;
  /** Whether an argument may be given a value. */
  mayWrite(index: number): boolean;
  /** Whether the size of an argument is asked for: an array's is not that of a pointer to it. */
  measures(index: number): boolean;
}

const MOST_DEPTH = 6;
const MOST_BODY = 4000;

/** Looks a name up; all functions of a file ask for the same ones. */
export const macroEffects = rememberWith((scope: ConstantScope, name: string): MacroEffects => {
  const definitions = definitionsOf(name, scope);
  const isMacro = definitions.length > 0;
  const isLoud = !/[a-z]/.test(name);
  const sets = SETS.get(name);
  const setsAt = rememberEach((index: number) => definitions.every((each) => setsAtOnce(each, index)));
  const writesAt = rememberEach((index: number) =>
    definitions.some((each) => mayWrite(each, index, scope, 0)),
  );
  const measuresAt = rememberEach((index: number) =>
    definitions.some((each) => measures(each, index, scope, 0)),
  );
  return {
    isMacro: isMacro || isLoud || sets !== undefined,
    sets: (index) => sets?.includes(index) ?? (isMacro && setsAt(index)),
    mayWrite: (index) => sets?.includes(index) ?? (isMacro ? writesAt(index) : isLoud && !READERS.test(name)),
    measures: (index) => name === "ARRAY_SIZE" || measuresAt(index),
  };
});

/** Names that a macro of the driver mentions, directly or through others, and whether it may write to them. */
export const namesInMacro = rememberWith(
  (scope: ConstantScope, name: string): ReadonlyMap<string, boolean> => {
    const found = new Map<string, boolean>();
    const visit = (macro: string, depth: number): void => {
      for (const { parameters, body } of scope.macros.find(macro)) {
        for (const word of body.replace(/(?:->|\.)\s*\w+/g, "").match(/[A-Za-z_]\w*/g) ?? []) {
          if (parameters?.includes(word)) continue;
          const isNew = !found.has(word);
          found.set(word, found.get(word) === true || writes(word).test(body));
          if (isNew && depth < MOST_DEPTH) visit(word, depth + 1);
        }
      }
    };
    visit(name, 0);
    return found;
  },
);

/** Kernel macros whose arguments at these places are set first of all. */
const SETS: ReadonlyMap<string, readonly number[]> = new Map([
  ...(
    "spin_lock_irqsave raw_spin_lock_irqsave read_lock_irqsave write_lock_irqsave spin_lock_irqsave_nested " +
    "local_lock_irqsave"
  )
    .split(" ")
    .map((name): [string, number[]] => [name, [1]]),
  ["local_irq_save", [0]],
]);

function definitionsOf(name: string, scope: ConstantScope): readonly MacroDefinition[] {
  return macroDefinitions(name, scope).filter(({ parameters }) => parameters !== undefined);
}

/** `for (pos = …` and its like: the loop's first act. */
function setsAtOnce({ parameters, body }: MacroDefinition, index: number): boolean {
  const name = parameters?.[index];
  if (name === undefined || name === "...") return false;
  const initial = /^\s*(?:\\\s*)?for\s*\(([^;]*);/.exec(body)?.[1];
  return initial !== undefined && new RegExp(`(?:^|,)\\s*\\(?\\s*${name}\\s*\\)?\\s*=[^=]`).test(initial);
}

function mayWrite(macro: MacroDefinition, index: number, scope: ConstantScope, depth: number): boolean {
  const { parameters, body } = macro;
  const name = parameters?.[index];
  if (name === undefined || name === "...") return false;
  if (depth > MOST_DEPTH || body.length > MOST_BODY) return true;
  if (writes(name).test(body)) return true;
  return callsWith(body, name).some(([callee, at]) =>
    definitionsOf(callee, scope).some((inner) => mayWrite(inner, at, scope, depth + 1)),
  );
}

function measures(
  { parameters, body }: MacroDefinition,
  index: number,
  scope: ConstantScope,
  depth: number,
): boolean {
  const name = parameters?.[index];
  if (name === undefined || name === "..." || depth > MOST_DEPTH) return false;
  if (new RegExp(`\\bsizeof\\b[\\s(]*${name}\\b`).test(body)) return true;
  return callsWith(body, name).some(
    ([callee, at]) =>
      callee === "ARRAY_SIZE" ||
      definitionsOf(callee, scope).some((inner) => measures(inner, at, scope, depth + 1)),
  );
}

/** `x = …`, `x++`, `&x`, with or without parentheses around the name. */
function writes(name: string): RegExp {
  const lvalue = `\\(?\\s*\\b${name}\\b\\s*\\)?`;
  // `&(x)->y` is an address in what x points to, not that of x.
  const whole = `(?:\\(\\s*${name}\\s*\\)|\\b${name}\\b)`;
  return new RegExp(
    `${lvalue}\\s*(?:=(?!=)|[-+|&^*/%]=|<<=|>>=|\\+\\+|--)|(?:\\+\\+|--|(?<!&)&(?!&))\\s*${whole}(?![\\s)]*(?:->|\\[|\\.))`,
  );
}
