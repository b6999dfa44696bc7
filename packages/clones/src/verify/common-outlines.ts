import { NameNumbering } from "../scan/name-numbering.ts";
import type { Statements } from "./statements.ts";

/**
 * Share of the heavier body that consists of statements whose outline occurs in the other body too, order aside: a
 * bound, found in one pass, on what an alignment of whole statements can reach.
 */
export class CommonOutlines {
  private readonly numbering = new NameNumbering();
  private counts = new Int32Array(1 << 8);

  share(a: Statements, b: Statements): number {
    this.numbering.reset(a.count + b.count);
    const different = this.countOutlines(b);
    let common = 0;
    for (let s = 1; s < a.count; s++) {
      const outline = this.numbering.numberOf(a.blind[s]);
      if (outline >= different || this.counts[outline] === 0) continue;
      this.counts[outline]--;
      common += a.weight[s];
    }
    return common / Math.max(a.bodyWeight, b.bodyWeight, 1);
  }

  /** Counts the outlines of a body; returns how many different ones there are. */
  private countOutlines(b: Statements): number {
    if (b.count > this.counts.length) this.counts = new Int32Array(b.count * 2);
    let different = 0;
    for (let s = 1; s < b.count; s++) {
      const outline = this.numbering.numberOf(b.blind[s]);
      if (outline === different) this.counts[different++] = 0;
      this.counts[outline]++;
    }
    return different;
  }
}
