import type { ConstantScope } from "../holes/constant-type.ts";
import type { MacroDefinition } from "../members/macro-table.ts";

/** Macros in capitals, of headers out of sight, that only read. */
export const READERS =
  /^(?:BIT\w*|GENMASK\w*|FIELD_\w+|ARRAY_SIZE|WARN\w*|BUG\w*|IS_\w+|PTR_\w+|ERR_\w+|ALIGN|DIV_\w+|READ_ONCE|\w+_(?:MASK|SHIFT|REG|BIT|GET|VAL|SIZE|ADDR|OFFSET|INDEX)\w*)$/;

/** The definitions of a macro: the driver's, or else the kernel's. */
export function macroDefinitions(
  name: string,
  { macros, headers }: Pick<ConstantScope, "macros" | "headers">,
): readonly MacroDefinition[] {
  const own = macros.find(name);
  return own.length > 0 ? own : headers.macros(name);
}

/** Calls in a body that get a name as a whole argument, with the argument's place. */
export function callsWith(body: string, name: string): [string, number][] {
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
