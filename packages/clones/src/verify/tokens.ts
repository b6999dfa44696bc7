import { weightOf } from "../scan/token-weights.ts";
import { classOf } from "./token-class.ts";
import type { Units } from "./units.ts";

/** A stretch of tokens as units. Reused from stretch to stretch. */
export class Tokens implements Units {
  spelled = new Int32Array(1 << 10);
  blind = new Int32Array(1 << 10);
  weight = new Int32Array(1 << 10);

  /** The symbols `from` up to `to`, numbered from 0 on. */
  load(symbols: Int32Array, from: number, to: number): void {
    if (to - from > this.blind.length) this.grow((to - from) * 2);
    const { spelled, blind, weight } = this;
    for (let i = from; i < to; i++) {
      const symbol = symbols[i];
      spelled[i - from] = symbol;
      blind[i - from] = classOf(symbol);
      weight[i - from] = weightOf(symbol);
    }
  }

  private grow(size: number): void {
    this.spelled = new Int32Array(size);
    this.blind = new Int32Array(size);
    this.weight = new Int32Array(size);
  }
}
