import type { Alignment } from "./alignment.ts";
import { ScoreTable } from "./score-table.ts";
import { Statements } from "./statements.ts";
import { Tokens } from "./tokens.ts";

/*
 * Which tokens of two functions stand for one another.
 *
 * Programmers edit statements, so statements are aligned first: the heaviest common subsequence, where a pair of
 * equal spelling counts double a pair that is equal only when names and literals are put aside. What lies between two
 * aligned statements is then aligned token by token in the same way, and so are the heads. A plain longest common
 * subsequence over blind tokens would find punctuation and names in common between any two functions and pull
 * unrelated statements together.
 *
 * O(s1 * s2) for s statements plus the square of the gaps. A gap of more than LARGEST_GAP is a difference, not an edit,
 * and functions beyond LARGEST_BODY are generated code: both are left unaligned, which bounds time and memory; their likeness
 * is then underestimated.
 */

/** Cells of the score table between two aligned statements: some 90 by 90 tokens. */
const LARGEST_GAP = 1 << 13;
/** Cells of the score table of statements: some 2,000 by 2,000, 16 MB. */
const LARGEST_BODY = 1 << 22;

export class Aligner {
  readonly left = new Side();
  readonly right = new Side();
  private readonly statementScores = new ScoreTable();
  private readonly tokenScores = new ScoreTable();

  align(a: Int32Array, b: Int32Array, out: Alignment): void {
    this.load(a, b);
    this.alignLoaded(out);
  }

  load(a: Int32Array, b: Int32Array): void {
    this.left.load(a);
    this.right.load(b);
  }

  /** Token by token: what was loaded is equal but for names and literals. */
  alignShapes(out: Alignment): void {
    const length = Math.min(this.left.statements.length, this.right.statements.length);
    out.reset(length);
    for (let i = 0; i < length; i++) out.push(i, i);
  }

  alignLoaded(out: Alignment): void {
    const left = this.left.statements;
    const right = this.right.statements;
    out.reset(Math.min(left.length, right.length));
    if (left.blind[0] === right.blind[0]) this.alignPair(0, 0, out);
    else this.alignTokens(0, left.bodyStart, 0, right.bodyStart, out);
    this.alignBodies(out, 1);
  }

  /** Aligns runs of statements, which have no head. */
  alignFragments(a: Int32Array, b: Int32Array, out: Alignment): void {
    this.load(a, b);
    out.reset(Math.min(a.length, b.length));
    this.alignBodies(out, 0);
  }

  private alignBodies(out: Alignment, first: number): void {
    const left = this.left.statements;
    const right = this.right.statements;
    const shorter = Math.min(left.count, right.count);
    let head = first;
    while (head < shorter && left.spelled[head] === right.spelled[head]) head++;
    let tail = 0;
    while (
      tail < shorter - head &&
      left.spelled[left.count - 1 - tail] === right.spelled[right.count - 1 - tail]
    )
      tail++;
    for (let s = first; s < head; s++) this.alignPair(s, s, out);
    this.alignMiddle(head, left.count - tail, right.count - tail, out);
    for (let s = tail; s > 0; s--) this.alignPair(left.count - s, right.count - s, out);
  }

  /** Statements `from` up to `toLeft` and `toRight`, between what is the same at both ends. */
  private alignMiddle(from: number, toLeft: number, toRight: number, out: Alignment): void {
    const left = this.left.statements;
    const right = this.right.statements;
    if ((toLeft - from) * (toRight - from) > LARGEST_BODY) return;
    let atLeft = left.startOf(from);
    let atRight = right.startOf(from);
    this.statementScores.fill({ units: left, from, to: toLeft }, { units: right, from, to: toRight });
    this.statementScores.walk((i, j) => {
      this.alignTokens(atLeft, left.startOf(i), atRight, right.startOf(j), out);
      this.alignPair(i, j, out);
      atLeft = left.end[i];
      atRight = right.end[j];
    });
    this.alignTokens(atLeft, left.startOf(toLeft), atRight, right.startOf(toRight), out);
  }

  /** Two statements of the same outline have the same number of tokens (but for a collision of hashes). */
  private alignPair(i: number, j: number, out: Alignment): void {
    const from = this.left.statements.startOf(i);
    const other = this.right.statements.startOf(j);
    const length = Math.min(this.left.statements.end[i] - from, this.right.statements.end[j] - other);
    for (let k = 0; k < length; k++) out.push(from + k, other + k);
  }

  private alignTokens(
    fromLeft: number,
    toLeft: number,
    fromRight: number,
    toRight: number,
    out: Alignment,
  ): void {
    const cells = (toLeft - fromLeft) * (toRight - fromRight);
    if (cells === 0 || cells > LARGEST_GAP) return;
    const left = { units: this.left.tokens, from: fromLeft, to: toLeft };
    this.tokenScores.fill(left, { units: this.right.tokens, from: fromRight, to: toRight });
    this.tokenScores.walk((i, j) => out.push(i, j));
  }
}

/** One of the two functions. Loading the same one again costs nothing: in a join one side stays for many pairs. */
class Side {
  readonly tokens = new Tokens();
  readonly statements = new Statements();
  private loaded: Int32Array | undefined;
  private list: boolean | undefined;

  load(symbols: Int32Array): void {
    if (symbols === this.loaded) return;
    this.loaded = symbols;
    this.list = undefined;
    this.tokens.load(symbols);
    this.statements.split(this.tokens, symbols.length);
  }

  isList(): boolean {
    this.list ??= this.statements.isList();
    return this.list;
  }
}
