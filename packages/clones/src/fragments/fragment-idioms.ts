import { hashWord } from "@kindred/c-source";
import { packSymbol, Role, roleOf } from "../scan/token-roles.ts";
import { MeasuredSymbols } from "../verify/measured-symbols.ts";
import { Statements } from "../verify/statements.ts";

/** Weight of the telling names that a fragment must have: without, it is an idiom (a check, a lock, a message). */
const LEAST_TELLING = 24;

/** Share of the weight that outlines which come again make up in an unrolled run. */
const UNROLLED_SHARE = 0.6;
/** Share of the numbers, texts and constants that two unrolled runs must have in common. */
const COMMON_VALUES = 0.5;
/** Fewer of them tell nothing. */
const LEAST_VALUES = 4;
const CONTROL = new Set(
  "if else for while do switch case default return goto break continue"
    .split(" ")
    .map((word) => packSymbol(Role.Keyword, hashWord(word))),
);

const measured = new MeasuredSymbols();
const statements = new Statements();

/** Whether a run of statements is what every driver does, or one statement over and over (a table, a switch). */
export function isIdiom(symbols: Int32Array): boolean {
  measured.measure(symbols, 0);
  if (measured.tellingWeight < LEAST_TELLING) return true;
  statements.split(symbols);
  return statements.isList(0);
}

/**
 * Whether a run is a few statements over and over, straight on: registers written and read in turn, an unrolled loop. Another
 * one with other values in it has the same outline whatever it is about ({@link haveCommonValues}).
 */
export function isUnrolled(symbols: Int32Array): boolean {
  if (symbols.some((symbol) => CONTROL.has(symbol))) return false;
  statements.split(symbols);
  return statements.repeatedShare() >= UNROLLED_SHARE;
}

/** Whether two runs have most of their numbers, texts and constants in common, wherever they stand. */
export function haveCommonValues(a: Int32Array, b: Int32Array): boolean {
  const left = a.filter(isValue);
  const right = b.filter(isValue);
  const most = Math.max(left.length, right.length);
  const counts = new Map<number, number>();
  for (const symbol of left) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  let common = 0;
  for (const symbol of right) {
    const count = counts.get(symbol) ?? 0;
    if (count > 0) common++;
    counts.set(symbol, count - 1);
  }
  return most < LEAST_VALUES || common >= COMMON_VALUES * most;
}

function isValue(symbol: number): boolean {
  const role = roleOf(symbol);
  return role === Role.Number || role === Role.String || role === Role.Constant;
}
