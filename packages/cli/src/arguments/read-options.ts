import { KindredError } from "@kindred/c-source";
import type { ParsedArguments } from "./option-table.ts";

export function hasFlag(args: ParsedArguments, name: string): boolean {
  return args.options.has(name);
}

export function readText(args: ParsedArguments, name: string): string | undefined {
  const value = args.options.get(name);
  return Array.isArray(value) ? value.at(-1) : undefined;
}

export function readList(args: ParsedArguments, name: string): readonly string[] {
  const value = args.options.get(name);
  return Array.isArray(value) ? value : [];
}

/** A number within its bounds, or undefined when the option is absent. @throws KindredError E_USAGE */
export function readNumber(
  args: ParsedArguments,
  name: string,
  bounds: { min: number; max: number; whole?: true },
): number | undefined {
  const text = readText(args, name);
  if (text === undefined) return undefined;
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const isGood = value >= bounds.min && value <= bounds.max && (!bounds.whole || Number.isInteger(value));
  if (isGood) return value;
  const kind = bounds.whole ? "a whole number" : "a number";
  throw new KindredError(
    "E_USAGE",
    `Option \`--${name}\` got \`${text}\`.`,
    `give ${kind} from ${bounds.min} to ${bounds.max}`,
  );
}

/** @throws KindredError E_USAGE when the option is absent */
export function getText(args: ParsedArguments, name: string, hint: string): string {
  const text = readText(args, name);
  if (text === undefined) throw new KindredError("E_USAGE", `Option \`--${name}\` is missing.`, hint);
  return text;
}
