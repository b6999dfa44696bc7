import { MeasuredSymbols } from "./measured-symbols.ts";
import { Statements } from "./statements.ts";

/** A function ready to be compared with many others: all that does not depend on the other one. Reused from function to function. */
export class LoadedFunction extends MeasuredSymbols {
  readonly statements = new Statements();
  private list: boolean | undefined;
  private isMeasured = false;

  load(symbols: Int32Array): void {
    this.list = undefined;
    this.isMeasured = false;
    this.symbols = symbols;
    this.statements.split(symbols);
  }

  /** A run of statements, which has no head. */
  loadFragment(symbols: Int32Array): void {
    this.load(symbols);
    this.measure(symbols, 0);
    this.isMeasured = true;
  }

  /** To be called before it is measured against another one: many pairs are given up before that. */
  prepare(): void {
    if (this.isMeasured) return;
    this.measure(this.symbols, this.statements.bodyStart);
    this.isMeasured = true;
  }

  isList(): boolean {
    this.list ??= this.statements.isList();
    return this.list;
  }
}
