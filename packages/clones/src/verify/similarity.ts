import { NameNumbering } from "../scan/name-numbering.ts";
import { isRenamable, Role, roleOf } from "../scan/token-roles.ts";
import type { Alignment } from "./alignment.ts";
import { totalWeight, weightOf } from "./token-weights.ts";

/*
 * How similar two functions are, given which of their tokens stand for one another:
 * the weight of what they share over the weight of the longer one.
 *
 * An aligned pair of equal spelling shares its whole weight. A pair of different names shares a part of it, more the
 * better the renaming is borne out: it must hold for most places where either name stands, and a name that is called
 * or dereferenced at one place only proves little, because any name could stand there. That is what keeps functions
 * apart that merely have the same outline. O(aligned tokens).
 */

/** Shared part of a pair of literals that differ. */
const OTHER_LITERAL = 0.75;
/** Shared part of a pair of names that are not renamed consistently: the outline is the same, the meaning is not. */
const INCONSISTENT_NAME = 0.2;

interface RenamingCredit {
  readonly once: number;
  readonly often: number;
}

const NAME_CREDIT: RenamingCredit = { once: 0.9, often: 1 };
const CONSTANT_CREDIT: RenamingCredit = { once: 0.6, often: 0.8 };
const MEANING_CREDIT: RenamingCredit = { once: 0.55, often: 0.75 };

export class SimilarityMeter {
  private readonly left = new NameCounter();
  private readonly right = new NameCounter();
  private readonly pairs = new NameCounter();

  /** 0..1. */
  measure(a: Int32Array, b: Int32Array, alignment: Alignment): number {
    this.countNames(a, b, alignment);
    let shared = 0;
    for (let k = 0; k < alignment.count; k++) {
      const x = a[alignment.left[k]];
      const y = b[alignment.right[k]];
      shared += Math.min(weightOf(x), weightOf(y)) * (x === y ? 1 : this.credit(x, y));
    }
    return shared / Math.max(totalWeight(a), totalWeight(b), 1);
  }

  private countNames(a: Int32Array, b: Int32Array, alignment: Alignment): void {
    this.left.reset(alignment.count);
    this.right.reset(alignment.count);
    this.pairs.reset(alignment.count);
    for (let k = 0; k < alignment.count; k++) {
      const x = a[alignment.left[k]];
      if (!isRenamable(roleOf(x))) continue;
      const y = b[alignment.right[k]];
      this.left.count(x);
      this.right.count(y);
      this.pairs.count(pairKey(x, y));
    }
  }

  private credit(x: number, y: number): number {
    const role = roleOf(x);
    if (role === Role.Number || role === Role.String) return role === roleOf(y) ? OTHER_LITERAL : 0;
    if (!isRenamable(role)) return 0;
    const together = this.pairs.countOf(pairKey(x, y));
    const isConsistent = together * 2 > this.left.countOf(x) && together * 2 > this.right.countOf(y);
    if (!isConsistent) return INCONSISTENT_NAME;
    const credit = renamingCredit(Math.max(role, roleOf(y)));
    return together > 1 ? credit.often : credit.once;
  }
}

function renamingCredit(role: number): RenamingCredit {
  if (role === Role.Callee || role === Role.Member) return MEANING_CREDIT;
  return role === Role.Constant ? CONSTANT_CREDIT : NAME_CREDIT;
}

function pairKey(x: number, y: number): number {
  return Math.imul(x, 0x9e3779b1) ^ y;
}

/** How often each key was counted since the last reset. */
class NameCounter {
  private readonly numbering = new NameNumbering();
  private counts = new Int32Array(1 << 8);
  private seen = 0;

  reset(capacity: number): void {
    this.numbering.reset(capacity);
    if (capacity >= this.counts.length) this.counts = new Int32Array(capacity * 2);
    this.seen = 0;
  }

  count(key: number): void {
    const number = this.numbering.numberOf(key);
    if (number === this.seen) this.counts[this.seen++] = 0;
    this.counts[number]++;
  }

  /** Only for keys that were counted. */
  countOf(key: number): number {
    return this.counts[this.numbering.numberOf(key)];
  }
}
