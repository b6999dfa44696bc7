import type { Alignment } from "./alignment.ts";
import type { MeasuredSymbols } from "./measured-symbols.ts";

/**
 * Which name of one function became which of the other, by the places that are aligned.
 *
 * A renaming holds when it is made at most places where either name stands. So of all names that stand for a name only
 * the one in the majority matters, which one pass finds and a second counts (Boyer and Moore's vote), without a table of pairs. O(places).
 */
export class Renamings {
  private partner = new Int32Array(1 << 8);
  private votes = new Int32Array(1 << 8);
  private together = new Int32Array(1 << 8);
  private leftCount = new Int32Array(1 << 8);
  private rightCount = new Int32Array(1 << 8);

  count(a: MeasuredSymbols, b: MeasuredSymbols, { count, left, right }: Alignment): void {
    this.reset(a.nameCount, b.nameCount);
    const { partner, votes, together, leftCount, rightCount } = this;
    for (let k = 0; k < count; k++) {
      const x = a.names[left[k]];
      const y = b.names[right[k]];
      if (x < 0 || y < 0) continue;
      leftCount[x]++;
      rightCount[y]++;
      if (votes[x] === 0) partner[x] = y;
      votes[x] += partner[x] === y ? 1 : -1;
    }
    for (let k = 0; k < count; k++) {
      const x = a.names[left[k]];
      if (x >= 0 && partner[x] === b.names[right[k]]) together[x]++;
    }
  }

  /** At how many places name `x` became name `y`, or 0 when either of them more often stands for something else. */
  placesOf(x: number, y: number): number {
    if (this.partner[x] !== y) return 0;
    const places = this.together[x];
    return places * 2 > this.leftCount[x] && places * 2 > this.rightCount[y] ? places : 0;
  }

  private reset(left: number, right: number): void {
    if (Math.max(left, right) > this.votes.length) this.grow(Math.max(left, right) * 2);
    this.votes.fill(0, 0, left);
    this.together.fill(0, 0, left);
    this.leftCount.fill(0, 0, left);
    this.rightCount.fill(0, 0, right);
  }

  private grow(size: number): void {
    for (const name of ["partner", "votes", "together", "leftCount", "rightCount"] as const)
      this[name] = new Int32Array(size);
  }
}
