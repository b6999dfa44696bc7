import { MeasuredSymbols } from "../verify/measured-symbols.ts";
import { Statements } from "../verify/statements.ts";

/** Weight of the telling names that a fragment must have: without, it is an idiom (a check, a lock, a message). */
const LEAST_TELLING = 24;

const measured = new MeasuredSymbols();
const statements = new Statements();

/** Whether a run of statements is what every driver does, or one statement over and over (a table, a switch). */
export function isIdiom(symbols: Int32Array): boolean {
  measured.measure(symbols, 0);
  if (measured.tellingWeight < LEAST_TELLING) return true;
  statements.split(symbols);
  return statements.isList(0);
}
