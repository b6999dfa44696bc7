import type { Alignment } from "./alignment.ts";
import type { Units } from "./units.ts";

/** A stretch of units. */
export interface Stretch {
  readonly units: Units;
  readonly from: number;
  readonly to: number;
}

/**
 * The heaviest common subsequence of two stretches of units, by dynamic programming: a pair of equal spelling counts
 * double, a pair that is only blindly equal once. The table is reused from pair to pair.
 */
export class ScoreTable {
  private cells = new Int32Array(1 << 12);
  private rows = 0;
  private columns = 0;
  private left: Stretch | undefined;
  private right: Stretch | undefined;

  fill(left: Stretch, right: Stretch): void {
    this.left = left;
    this.right = right;
    const rows = left.to - left.from;
    const columns = right.to - right.from;
    this.rows = rows;
    this.columns = columns;
    const width = columns + 1;
    if ((rows + 1) * width > this.cells.length) this.cells = new Int32Array((rows + 1) * width * 2);
    const { cells } = this;
    const { spelled, blind, weight } = left.units;
    const { spelled: otherSpelled, blind: otherBlind, weight: otherWeight } = right.units;
    cells.fill(0, rows * width, (rows + 1) * width);
    for (let i = rows - 1; i >= 0; i--) {
      const key = blind[left.from + i];
      const name = spelled[left.from + i];
      const own = weight[left.from + i];
      let at = i * width + columns;
      cells[at] = 0;
      // The cells to the right of `at` and below that one, kept out of memory.
      let best = 0;
      let diagonal = 0;
      for (let j = right.to - 1; j >= right.from; j--) {
        at--;
        const below = cells[at + width];
        if (below > best) best = below;
        if (otherBlind[j] === key) {
          const score = otherSpelled[j] === name ? own * 2 : Math.min(own, otherWeight[j]);
          if (diagonal + score > best) best = diagonal + score;
        }
        cells[at] = best;
        diagonal = below;
      }
    }
  }

  /** Appends the matched pairs in order, numbered from these on. Where there is a choice it is made in one way, so the walk is deterministic. */
  walk(firstLeft: number, firstRight: number, out: Alignment): void {
    const { left, right, cells } = this;
    if (left === undefined || right === undefined) return;
    const width = this.columns + 1;
    let i = 0;
    let j = 0;
    while (i < this.rows && j < this.columns) {
      const at = i * width + j;
      const score = pairScore(left.units, left.from + i, right.units, right.from + j);
      if (score > 0 && cells[at] === cells[at + width + 1] + score)
        out.push(firstLeft + i++, firstRight + j++);
      else if (cells[at] === cells[at + width]) i++;
      else j++;
    }
  }
}

function pairScore(a: Units, i: number, b: Units, j: number): number {
  if (a.blind[i] !== b.blind[j]) return 0;
  return a.spelled[i] === b.spelled[j] ? a.weight[i] * 2 : Math.min(a.weight[i], b.weight[j]);
}
