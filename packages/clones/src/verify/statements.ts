import { weightOf } from "../scan/token-weights.ts";
import { BRACE, PAREN_DEPTHS, STATEMENT_MARKS, STOP } from "./statement-marks.ts";
import { classOf } from "./token-class.ts";
import type { Units } from "./units.ts";

/** Share of the body, by weight, that statements of one outline make up in a list. */
const LIST_SHARE = 0.6;
const LIST_LENGTH = 4;

interface OutlineWeights {
  readonly largest: number;
  readonly repeated: number;
  readonly total: number;
}

/**
 * A function cut into statements: what `;`, `{`, `}` and the colon of a label end outside of parentheses. The head of
 * the function, with its opening brace, is statement 0.
 */
export class Statements implements Units {
  count = 0;
  /** End of statement `s`, exclusive; it starts where the one before ends. */
  end = new Int32Array(1 << 4);
  weight = new Int32Array(1 << 4);
  spelled = new Int32Array(1 << 4);
  blind = new Int32Array(1 << 4);
  /** Weight of all statements but the head. */
  bodyWeight = 0;

  split(symbols: Int32Array): void {
    const { length } = symbols;
    this.count = 0;
    let depth = 0;
    let total = 0;
    let weight = 0;
    let spelled = 0;
    let blind = 0;
    for (let i = 0; i < length; i++) {
      const symbol = symbols[i];
      weight += weightOf(symbol);
      spelled = Math.imul(spelled ^ symbol, 0x9e3779b1);
      spelled ^= spelled >>> 15;
      blind = Math.imul(blind ^ classOf(symbol), 0x9e3779b1);
      blind ^= blind >>> 15;
      // All bits for a symbol that is a byte, none for others: tokens come in no order that a processor could foresee, so branches are dear.
      const isByte = ((symbol >>> 7) - 1) >> 31;
      depth += PAREN_DEPTHS[symbol & 0x7f] & isByte;
      const mark = STATEMENT_MARKS[symbol & 0x7f] & isByte;
      if (mark === 0 && i + 1 < length) continue;
      if (mark === STOP && depth > 0 && i + 1 < length) continue;
      if (mark === BRACE) depth = 0;
      this.push(i + 1, weight, spelled, blind);
      total += weight;
      weight = spelled = blind = 0;
    }
    this.bodyWeight = total - this.weight[0];
  }

  startOf(s: number): number {
    return s === 0 ? 0 : this.end[s - 1];
  }

  /** Number of tokens. */
  get length(): number {
    return this.count === 0 ? 0 : this.end[this.count - 1];
  }

  /** End of the head. */
  get bodyStart(): number {
    return this.end[0];
  }

  /**
   * Whether most of the body is one statement over and over with other names in it: initialisers of a table, a list of calls,
   * a switch that maps constants. Such functions have the same outline whatever they are about.
   * The head of a function is no part of its body; a fragment has none.
   */
  isList(first = 1): boolean {
    const { largest, total } = this.weighOutlines(first);
    return largest >= LIST_SHARE * total;
  }

  /** Weight of the body without the outline that makes the list. */
  weightBesideList(): number {
    const { largest, total } = this.weighOutlines(1);
    return total - largest;
  }

  /** Share of the weight that statements make up whose outline comes again. Of a fragment, which has no head. */
  repeatedShare(): number {
    const { repeated, total } = this.weighOutlines(0);
    return total === 0 ? 0 : repeated / total;
  }

  /** Weight of the statements of one outline, where they are many; of those whose outline comes twice at least; of all. */
  private weighOutlines(first: number): OutlineWeights {
    const weights = new Map<number, { count: number; weight: number }>();
    let total = 0;
    let largest = 0;
    let repeated = 0;
    for (let s = first; s < this.count; s++) {
      total += this.weight[s];
      const alike = weights.get(this.blind[s]) ?? { count: 0, weight: 0 };
      alike.count++;
      alike.weight += this.weight[s];
      weights.set(this.blind[s], alike);
      if (alike.count >= LIST_LENGTH) largest = Math.max(largest, alike.weight);
      if (alike.count > 1) repeated += alike.count === 2 ? alike.weight : this.weight[s];
    }
    return { largest, repeated, total };
  }

  private push(end: number, weight: number, spelled: number, blind: number): void {
    if (this.count === this.end.length) this.grow();
    this.end[this.count] = end;
    this.weight[this.count] = weight;
    this.spelled[this.count] = spelled;
    this.blind[this.count++] = blind;
  }

  private grow(): void {
    const size = this.end.length * 2;
    for (const name of ["end", "weight", "spelled", "blind"] as const) {
      const grown = new Int32Array(size);
      grown.set(this[name]);
      this[name] = grown;
    }
  }
}
