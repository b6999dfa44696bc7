import { MeasuredSymbols } from "./measured-symbols.ts";
import { Statements } from "./statements.ts";

/** A function ready to be compared with many others: all that does not depend on the other one. Reused from function to function. */
export class LoadedFunction extends MeasuredSymbols {
  readonly statements = new Statements();
  private list: boolean | undefined;

  load(symbols: Int32Array): void {
    this.list = undefined;
    this.statements.split(symbols);
    this.measure(symbols, this.statements.bodyStart);
  }

  /** A run of statements, which has no head. */
  loadFragment(symbols: Int32Array): void {
    this.list = undefined;
    this.statements.split(symbols);
    this.measure(symbols, 0);
  }

  isList(): boolean {
    this.list ??= this.statements.isList();
    return this.list;
  }
}
