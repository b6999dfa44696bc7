import { NameNumbering } from "../scan/name-numbering.ts";
import { haveSameStem, isRenamable, Role, roleOf } from "../scan/token-roles.ts";
import { HEAD_SHARE, weightOf } from "../scan/token-weights.ts";
import type { Alignment } from "./alignment.ts";
import { isCommonName } from "./common-names.ts";

/*
 * How similar two functions are, given which of their tokens stand for one another:
 * the weight of what they share over the weight of the longer one. Heads count a quarter: the table of operations
 * that a function is entered in prescribes them, whatever the function does.
 *
 * An aligned pair of equal spelling shares its whole weight. A pair of different names shares a part of it, more the
 * better the renaming is borne out: it must hold for most places where either name stands; names that differ in the
 * driver's prefix only (`foo_read`, `bar_read`) are as good as the same; and a name that is called or dereferenced at
 * one place only proves little, because any name could stand there. That is what keeps functions apart that merely
 * have the same outline. When the whole shapes are equal the outline itself is evidence, when the bodies are lists
 * (statements.ts) it is none. O(aligned tokens).
 */

/** What an equal outline is worth. "register-list": lists of unequal shape, where other numbers make another list. */
export type Outline = "whole" | "partial" | "list" | "register-list";

/** Shared part of a pair of names: renamed at one place, or at several and always alike. */
interface RenamingCredit {
  readonly once: number;
  readonly often: number;
}

interface Credits {
  readonly name: RenamingCredit;
  readonly constant: RenamingCredit;
  /** Called functions and members. */
  readonly meaning: RenamingCredit;
  readonly literal: number;
}

const CREDITS: Record<Outline, Credits> = {
  whole: {
    name: { once: 1, often: 1 },
    constant: { once: 0.8, often: 0.9 },
    meaning: { once: 0.75, often: 0.85 },
    literal: 0.75,
  },
  partial: {
    name: { once: 0.8, often: 1 },
    constant: { once: 0.3, often: 0.6 },
    meaning: { once: 0.25, often: 0.6 },
    literal: 0.75,
  },
  list: {
    name: { once: 0.3, often: 1 },
    constant: { once: 0, often: 0.6 },
    meaning: { once: 0, often: 0.5 },
    literal: 0.75,
  },
  "register-list": {
    name: { once: 0.3, often: 1 },
    constant: { once: 0, often: 0.6 },
    meaning: { once: 0, often: 0.5 },
    literal: 0.35,
  },
};
const SAME_STEM = 0.85;
/** Share of the shorter function. */
const CONTAINED = 0.97;
const CONTAINED_MOST = 0.85;
/** Names that are not renamed consistently: the outline is the same, the meaning is not. */
const INCONSISTENT_NAME = 0.2;

/** A function's symbols and where its body begins. */
export interface MeasuredFunction {
  readonly symbols: Int32Array;
  readonly bodyStart: number;
}

export class SimilarityMeter {
  private readonly left = new NameCounter();
  private readonly right = new NameCounter();
  private readonly pairs = new NameCounter();

  /** 0..1. */
  measure(a: MeasuredFunction, b: MeasuredFunction, alignment: Alignment, outline: Outline): number {
    this.countNames(a.symbols, b.symbols, alignment);
    const credits = CREDITS[outline];
    let shared = 0;
    for (let k = 0; k < alignment.count; k++) {
      const x = a.symbols[alignment.left[k]];
      const y = b.symbols[alignment.right[k]];
      const share = x === y ? weightOf(x) : Math.min(weightOf(x), weightOf(y)) * this.credit(x, y, credits);
      shared += alignment.left[k] < a.bodyStart ? share * HEAD_SHARE : share;
    }
    return shareOf(shared, measuredWeight(a), measuredWeight(b));
  }

  /**
   * The same share over telling names only: called functions, members and constants that are not in every driver
   * (common-names.ts). Undefined when there are hardly any. For a pair that was just measured.
   */
  tellingShare(a: MeasuredFunction, b: MeasuredFunction, alignment: Alignment): number | undefined {
    let shared = 0;
    for (let k = 0; k < alignment.count; k++) {
      if (alignment.left[k] < a.bodyStart) continue;
      const x = a.symbols[alignment.left[k]];
      const y = b.symbols[alignment.right[k]];
      if (isTelling(x) && isTelling(y)) shared += Math.min(weightOf(x), weightOf(y)) * this.bond(x, y);
    }
    const total = Math.max(
      this.tellingWeight(a.symbols, a.bodyStart),
      this.tellingWeight(b.symbols, b.bodyStart),
    );
    return total < LEAST_TELLING_WEIGHT ? undefined : shared / total;
  }

  /** Weight of the telling names from symbol `from` on. */
  tellingWeight(symbols: Int32Array, from = 0): number {
    let total = 0;
    for (let i = from; i < symbols.length; i++) if (isTelling(symbols[i])) total += weightOf(symbols[i]);
    return total;
  }

  /** How much two telling names have to do with one another. */
  private bond(x: number, y: number): number {
    if (x === y || haveSameStem(x, y)) return 1;
    const together = this.pairs.countOf(pairKey(x, y));
    const isBorneOut =
      together > 1 && together * 2 > this.left.countOf(x) && together * 2 > this.right.countOf(y);
    return isBorneOut ? RENAMED_BOND : 0;
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

  private credit(x: number, y: number, credits: Credits): number {
    const role = roleOf(x);
    if (role === Role.Number || role === Role.String) return role === roleOf(y) ? credits.literal : 0;
    if (!isRenamable(role)) return 0;
    const together = this.pairs.countOf(pairKey(x, y));
    const isConsistent = together * 2 > this.left.countOf(x) && together * 2 > this.right.countOf(y);
    if (!isConsistent) return INCONSISTENT_NAME;
    const { once, often } = creditOf(credits, Math.max(role, roleOf(y)));
    const credit = together > 1 ? often : once;
    return haveSameStem(x, y) ? Math.max(credit, SAME_STEM) : credit;
  }
}

/**
 * The share of the longer one. When the shorter one stands in the longer one nearly word for word it is lifted to the
 * mean of both shares, but not above CONTAINED_MOST: one statement more or less in a short function is one edit
 * whatever it weighs.
 */
function shareOf(shared: number, left: number, right: number): number {
  const shorter = Math.max(Math.min(left, right), 1);
  const ofLonger = shared / Math.max(left, right, 1);
  if (shared < CONTAINED * shorter) return ofLonger;
  return Math.max(ofLonger, Math.min(CONTAINED_MOST, (ofLonger + shared / shorter) / 2));
}

/** How light the shorter of two functions may be, compared with the longer one, for their similarity to reach `similarity`. */
export function leastWeightRatio(similarity: number): number {
  return similarity > CONTAINED_MOST ? similarity : Math.max(0, 2 * similarity - 1);
}

function measuredWeight({ symbols, bodyStart }: MeasuredFunction): number {
  let total = 0;
  for (let i = 0; i < symbols.length; i++) total += weightOf(symbols[i]) * (i < bodyStart ? HEAD_SHARE : 1);
  return total;
}

/** What a telling name says that became another one throughout. */
const RENAMED_BOND = 0.3;

/** Below this there is nothing to tell by: arithmetic, say. Three members or two calls. */
const LEAST_TELLING_WEIGHT = 16;

function isTelling(symbol: number): boolean {
  const role = roleOf(symbol);
  return (role === Role.Callee || role === Role.Member || role === Role.Constant) && !isCommonName(symbol);
}

function creditOf(credits: Credits, role: number): RenamingCredit {
  if (role === Role.Callee || role === Role.Member) return credits.meaning;
  return role === Role.Constant ? credits.constant : credits.name;
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
