/**
 * What a macro does to the variables of the function that calls it, read off its definition: a macro may write to
 * an argument (`spin_lock_irqsave(lock, flags)`, `list_for_each_entry(pos, …)`) and name a local that it was never
 * given (`ew32(CTRL, ctrl)` uses the caller's `hw`). Definitions come from the driver's own files and from the
 * kernel headers that they include; macros that these define by other macros are followed.
 */
import type { ConstantScope } from "../holes/constant-type.ts";
import type { MacroDefinition } from "../members/macro-table.ts";
import { rememberEach, rememberWith } from "../memo/remember.ts";

/** What is known of one macro. */
export interface MacroEffects {
  /** Whether the name is a macro at all; a function gets its arguments by value. */
  readonly isMacro: boolean;
  /** Whether an argument is given a value in every case, before anything reads it. */
  sets(index: number): boolean;
  /** Whether an argument may be given a value. */
  mayWrite(index: number): boolean;
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
  return {
    isMacro: isMacro || isLoud || sets !== undefined,
    sets: (index) => sets?.includes(index) ?? (isMacro && setsAt(index)),
    mayWrite: (index) => sets?.includes(index) ?? (isMacro ? writesAt(index) : isLoud && !READERS.test(name)),
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

/** What the compiler knows by itself, with the argument that names a member. */
const MEMBER_ARGUMENT = 1;

/**
 * Whether a macro may take an argument for a name rather than a value: pastes it, makes a string or a struct's member
 * of it, or hands it to a macro that does. A name in capitals that is defined nowhere in sight may.
 */
export function takesName(name: string, index: number, scope: ConstantScope, depth = 0): boolean {
  const own = scope.macros.find(name);
  const definitions = own.length > 0 ? own : scope.headers.macros(name);
  if (/^(?:__builtin_)?offsetof$/.test(name)) return index === MEMBER_ARGUMENT;
  if (definitions.length === 0) return !/[a-z]/.test(name) && !READERS.test(name);
  if (depth > MOST_DEPTH) return true;
  return definitions.some(({ parameters, body }) => {
    if (parameters === undefined) return /^\w+$/.test(body) && takesName(body, index, scope, depth + 1);
    const parameter = parameters[Math.min(index, parameters.length - 1)]!;
    if (parameter.endsWith("...")) return false;
    const asName = new RegExp(`(?:->|\\.|#)\\s*${parameter}\\b|\\b${parameter}\\s*##`);
    return (
      asName.test(body) ||
      callsWith(body, parameter).some(([callee, at]) => takesName(callee, at, scope, depth + 1))
    );
  });
}

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

/** Macros in capitals, of headers out of sight, that only read. */
const READERS =
  /^(?:BIT\w*|GENMASK\w*|FIELD_\w+|ARRAY_SIZE|WARN\w*|BUG\w*|IS_\w+|PTR_\w+|ERR_\w+|ALIGN|DIV_\w+|READ_ONCE|\w+_(?:MASK|SHIFT|REG|BIT|GET|VAL|SIZE|ADDR|OFFSET|INDEX)\w*)$/;

function definitionsOf(name: string, { macros, headers }: ConstantScope): readonly MacroDefinition[] {
  const own = macros.find(name);
  const all = own.length > 0 ? own : headers.macros(name);
  return all.filter(({ parameters }) => parameters !== undefined);
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

/** `x = …`, `x++`, `&x`, with or without parentheses around the name. */
function writes(name: string): RegExp {
  const lvalue = `\\(?\\s*\\b${name}\\b\\s*\\)?`;
  // `&(x)->y` is an address in what x points to, not that of x.
  const whole = `(?:\\(\\s*${name}\\s*\\)|\\b${name}\\b)`;
  return new RegExp(
    `${lvalue}\\s*(?:=(?!=)|[-+|&^*/%]=|<<=|>>=|\\+\\+|--)|(?:\\+\\+|--|(?<!&)&(?!&))\\s*${whole}(?!\\s*(?:->|\\[|\\.))`,
  );
}

/** Calls in a body that get a name as a whole argument, with the argument's place. */
function callsWith(body: string, name: string): [string, number][] {
  const found: [string, number][] = [];
  for (const match of body.matchAll(/([A-Za-z_]\w*)\s*\(/g)) {
    const args = splitArguments(body, match.index + match[0].length);
    args.forEach((arg, at) => {
      if (arg.replace(/[()\s]/g, "") === name) found.push([match[1], at]);
    });
  }
  return found;
}

function splitArguments(body: string, from: number): string[] {
  const args: string[] = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < body.length; at++) {
    if (body[at] === "(") depth++;
    else if (body[at] === ")" && depth-- === 0) return [...args, body.slice(start, at)];
    else if (body[at] === "," && depth === 0) {
      args.push(body.slice(start, at));
      start = at + 1;
    }
  }
  return args;
}
