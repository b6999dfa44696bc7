import type { Alignment } from "./alignment.ts";
import { ScoreTable } from "./score-table.ts";
import { Statements } from "./statements.ts";
import { classOf } from "./token-class.ts";
import { weightOf } from "./token-weights.ts";

/*
 * Which tokens of two functions stand for one another.
 *
 * Programmers edit statements, so statements are aligned first: the heaviest common subsequence, where a pair of
 * equal spelling counts double a pair that is equal only when names and literals are put aside. What lies between two aligned
 * statements is then aligned token by token in the same way. A plain longest common subsequence over blind tokens
 * would find punctuation and names in common between any two functions and pull unrelated statements together.
 *
 * O(s1 * s2) for s statements plus the square of the gaps. Gaps and functions beyond LARGEST_TABLE are left
 * unaligned, which bounds time and memory on generated code; their likeness is then underestimated.
 */

/** Cells of a score table: 16 MB. */
const LARGEST_TABLE = 1 << 22;

export class Aligner {
  private readonly left = new Statements();
  private readonly right = new Statements();
  private readonly statementScores = new ScoreTable();
  private readonly tokenScores = new ScoreTable();

  align(a: Int32Array, b: Int32Array, out: Alignment): void {
    out.reset(Math.min(a.length, b.length));
    this.left.split(a);
    this.right.split(b);
    this.alignStatements(a, b, out);
  }

  private alignStatements(a: Int32Array, b: Int32Array, out: Alignment): void {
    const { left, right, statementScores: table } = this;
    let head = 0;
    const shorter = Math.min(left.count, right.count);
    while (head < shorter && left.spelled[head] === right.spelled[head]) head++;
    let tail = 0;
    while (tail < shorter - head && this.isSpelledAlike(left.count - 1 - tail, right.count - 1 - tail))
      tail++;
    const rows = left.count - head - tail;
    const columns = right.count - head - tail;
    for (let s = 0; s < head; s++) this.alignPair(s, s, out);
    if (rows * columns <= LARGEST_TABLE) {
      table.fill(rows, columns, (i, j) => this.statementScore(head + i, head + j));
      let atA = startOf(left, head);
      let atB = startOf(right, head);
      table.walk((i, j) => {
        this.alignGap(a, atA, startOf(left, head + i), b, atB, startOf(right, head + j), out);
        this.alignPair(head + i, head + j, out);
        atA = left.end[head + i];
        atB = right.end[head + j];
      });
      this.alignGap(
        a,
        atA,
        startOf(left, left.count - tail),
        b,
        atB,
        startOf(right, right.count - tail),
        out,
      );
    }
    for (let s = tail; s > 0; s--) this.alignPair(left.count - s, right.count - s, out);
  }

  private isSpelledAlike(i: number, j: number): boolean {
    return this.left.spelled[i] === this.right.spelled[j];
  }

  private statementScore(i: number, j: number): number {
    const { left, right } = this;
    if (left.blind[i] !== right.blind[j]) return 0;
    return left.spelled[i] === right.spelled[j] ? 2 * left.weight[i] : left.weight[i];
  }

  /** Two statements of the same outline have the same number of tokens. */
  private alignPair(i: number, j: number, out: Alignment): void {
    const from = startOf(this.left, i);
    const other = startOf(this.right, j);
    const length = Math.min(this.left.end[i] - from, this.right.end[j] - other);
    for (let k = 0; k < length; k++) out.push(from + k, other + k);
  }

  private alignGap(
    a: Int32Array,
    fromA: number,
    toA: number,
    b: Int32Array,
    fromB: number,
    toB: number,
    out: Alignment,
  ): void {
    const rows = toA - fromA;
    const columns = toB - fromB;
    if (rows === 0 || columns === 0 || rows * columns > LARGEST_TABLE) return;
    this.tokenScores.fill(rows, columns, (i, j) => tokenScore(a[fromA + i], b[fromB + j]));
    this.tokenScores.walk((i, j) => out.push(fromA + i, fromB + j));
  }
}

function startOf(statements: Statements, s: number): number {
  return s === 0 ? 0 : statements.end[s - 1];
}

function tokenScore(x: number, y: number): number {
  if (x === y) return 2 * weightOf(x);
  return classOf(x) === classOf(y) ? weightOf(x) : 0;
}
