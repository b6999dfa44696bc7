import { MeasuredSymbols } from "../verify/measured-symbols.ts";
import { StatementRuns } from "./statement-runs.ts";

/** Weight of the telling names that a fragment must have: without, it is an idiom (a check, a lock, a message). */
const LEAST_TELLING = 24;

const measured = new MeasuredSymbols();
const runs = new StatementRuns();

/** Whether a run of statements is what every driver does, or one statement over and over (a table, a switch). */
export function isIdiom(symbols: Int32Array): boolean {
  runs.load(symbols);
  measured.measure(symbols, 0);
  return runs.statements.isList(0) || measured.tellingWeight < LEAST_TELLING;
}
