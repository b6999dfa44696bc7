import { weightOf } from "../scan/token-weights.ts";
import { classOf } from "./token-class.ts";
import type { Units } from "./units.ts";

/** The tokens of a function as units. Reused from function to function. */
export class Tokens implements Units {
  spelled: Int32Array = new Int32Array(0);
  blind = new Int32Array(1 << 10);
  weight = new Int32Array(1 << 10);

  load(symbols: Int32Array): void {
    this.spelled = symbols;
    if (symbols.length > this.blind.length) {
      this.blind = new Int32Array(symbols.length * 2);
      this.weight = new Int32Array(symbols.length * 2);
    }
    for (let i = 0; i < symbols.length; i++) {
      this.blind[i] = classOf(symbols[i]);
      this.weight[i] = weightOf(symbols[i]);
    }
  }
}
