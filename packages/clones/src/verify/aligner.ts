import { Alignment } from "./alignment.ts";
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

export interface SplitFunction {
  readonly symbols: Int32Array;
  readonly statements: Statements;
}

export class Aligner {
  private readonly left = new Side();
  private readonly right = new Side();
  private readonly statementScores = new ScoreTable();
  private readonly statementPairs = new Alignment();
  private readonly tokenScores = new ScoreTable();
  private readonly leftTokens = new Tokens();
  private readonly rightTokens = new Tokens();

  align(a: Int32Array, b: Int32Array, out: Alignment): void {
    this.left.load(a);
    this.right.load(b);
    this.alignLoaded(this.left, this.right, out);
  }

  /** Token by token: the two are equal but for names and literals. */
  alignShapes(left: SplitFunction, right: SplitFunction, out: Alignment): void {
    const length = Math.min(left.symbols.length, right.symbols.length);
    out.reset(length);
    for (let i = 0; i < length; i++) out.push(i, i);
  }

  alignLoaded(left: SplitFunction, right: SplitFunction, out: Alignment): void {
    out.reset(Math.min(left.symbols.length, right.symbols.length));
    if (left.statements.blind[0] === right.statements.blind[0]) alignPair(left, 0, right, 0, out);
    else this.alignTokens(left, 0, left.statements.bodyStart, right, 0, right.statements.bodyStart, out);
    this.alignBodies(left, right, 1, out);
  }

  /** Aligns runs of statements, which have no head. */
  alignFragments(a: Int32Array, b: Int32Array, out: Alignment): void {
    this.left.load(a);
    this.right.load(b);
    this.alignLoadedFragments(this.left, this.right, out);
  }

  alignLoadedFragments(left: SplitFunction, right: SplitFunction, out: Alignment): void {
    out.reset(Math.min(left.symbols.length, right.symbols.length));
    this.alignBodies(left, right, 0, out);
  }

  private alignBodies(one: SplitFunction, other: SplitFunction, first: number, out: Alignment): void {
    const left = one.statements;
    const right = other.statements;
    const shorter = Math.min(left.count, right.count);
    let head = first;
    while (head < shorter && left.spelled[head] === right.spelled[head]) head++;
    let tail = 0;
    while (
      tail < shorter - head &&
      left.spelled[left.count - 1 - tail] === right.spelled[right.count - 1 - tail]
    )
      tail++;
    for (let s = first; s < head; s++) alignPair(one, s, other, s, out);
    this.alignMiddle(one, left.count - tail, other, right.count - tail, head, out);
    for (let s = tail; s > 0; s--) alignPair(one, left.count - s, other, right.count - s, out);
  }

  /** Statements `from` up to `toLeft` and `toRight`, between what is the same at both ends. */
  private alignMiddle(
    one: SplitFunction,
    toLeft: number,
    other: SplitFunction,
    toRight: number,
    from: number,
    out: Alignment,
  ): void {
    const left = one.statements;
    const right = other.statements;
    if ((toLeft - from) * (toRight - from) > LARGEST_BODY) return;
    let atLeft = left.startOf(from);
    let atRight = right.startOf(from);
    const pairs = this.statementPairs;
    pairs.reset(Math.min(toLeft, toRight) - from);
    this.statementScores.fill({ units: left, from, to: toLeft }, { units: right, from, to: toRight });
    this.statementScores.walk(from, from, pairs);
    for (let k = 0; k < pairs.count; k++) {
      const i = pairs.left[k];
      const j = pairs.right[k];
      this.alignTokens(one, atLeft, left.startOf(i), other, atRight, right.startOf(j), out);
      alignPair(one, i, other, j, out);
      atLeft = left.end[i];
      atRight = right.end[j];
    }
    this.alignTokens(one, atLeft, left.startOf(toLeft), other, atRight, right.startOf(toRight), out);
  }

  private alignTokens(
    left: SplitFunction,
    fromLeft: number,
    toLeft: number,
    right: SplitFunction,
    fromRight: number,
    toRight: number,
    out: Alignment,
  ): void {
    const cells = (toLeft - fromLeft) * (toRight - fromRight);
    if (cells === 0 || cells > LARGEST_GAP) return;
    let i = fromLeft;
    let j = fromRight;
    // An equal pair at the front is part of a heaviest common subsequence, and the one that the walk would choose.
    while (i < toLeft && j < toRight && left.symbols[i] === right.symbols[j]) out.push(i++, j++);
    if (i === toLeft || j === toRight) return;
    this.leftTokens.load(left.symbols, i, toLeft);
    this.rightTokens.load(right.symbols, j, toRight);
    this.tokenScores.fill(
      { units: this.leftTokens, from: 0, to: toLeft - i },
      { units: this.rightTokens, from: 0, to: toRight - j },
    );
    this.tokenScores.walk(i, j, out);
  }
}

/** Two statements of the same outline have the same number of tokens (but for a collision of hashes). */
function alignPair(left: SplitFunction, i: number, right: SplitFunction, j: number, out: Alignment): void {
  const from = left.statements.startOf(i);
  const other = right.statements.startOf(j);
  const length = Math.min(left.statements.end[i] - from, right.statements.end[j] - other);
  for (let k = 0; k < length; k++) out.push(from + k, other + k);
}

/** One of two functions that are aligned once. The centre of a family stays for many pairs: loading it again costs nothing. */
class Side implements SplitFunction {
  symbols: Int32Array = new Int32Array(0);
  readonly statements = new Statements();

  load(symbols: Int32Array): void {
    if (symbols === this.symbols) return;
    this.symbols = symbols;
    this.statements.split(symbols);
  }
}
