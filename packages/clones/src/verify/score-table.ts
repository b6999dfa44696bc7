/**
 * The heaviest common subsequence of two sequences under a score for each pair (0: they don't match), by dynamic
 * programming. The table is reused from pair to pair.
 */
export class ScoreTable {
  private cells = new Int32Array(1 << 12);
  private scores = new Int32Array(1 << 12);
  private rows = 0;
  private columns = 0;

  fill(rows: number, columns: number, score: (row: number, column: number) => number): void {
    this.rows = rows;
    this.columns = columns;
    const width = columns + 1;
    this.reserve((rows + 1) * width);
    const { cells, scores } = this;
    cells.fill(0, rows * width, (rows + 1) * width);
    for (let i = rows - 1; i >= 0; i--) {
      cells[i * width + columns] = 0;
      for (let j = columns - 1; j >= 0; j--) {
        const here = score(i, j);
        const at = i * width + j;
        scores[at] = here;
        const skip = Math.max(cells[at + 1], cells[at + width]);
        const match = here > 0 ? cells[at + width + 1] + here : 0;
        cells[at] = Math.max(skip, match);
      }
    }
  }

  /** Visits the matched pairs in order. Ties skip on the side of the rows first, so the walk is deterministic. */
  walk(visit: (row: number, column: number) => void): void {
    const width = this.columns + 1;
    const { cells, scores } = this;
    let i = 0;
    let j = 0;
    while (i < this.rows && j < this.columns) {
      const at = i * width + j;
      if (scores[at] > 0 && cells[at] === cells[at + width + 1] + scores[at]) visit(i++, j++);
      else if (cells[at] === cells[at + width]) i++;
      else j++;
    }
  }

  private reserve(size: number): void {
    if (size <= this.cells.length) return;
    this.cells = new Int32Array(size * 2);
    this.scores = new Int32Array(size * 2);
  }
}
