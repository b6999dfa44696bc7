import { haveSameStem, isRenamable, Role, roleOf } from "../scan/token-roles.ts";
import { HEAD_SHARE, weightOf } from "../scan/token-weights.ts";
import type { Alignment } from "./alignment.ts";
import type { MeasuredSymbols } from "./measured-symbols.ts";
import { Renamings } from "./renamings.ts";

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

export class SimilarityMeter {
  private readonly renamings = new Renamings();

  /** 0..1. */
  measure(a: MeasuredSymbols, b: MeasuredSymbols, alignment: Alignment, outline: Outline): number {
    this.renamings.count(a, b, alignment);
    const credits = CREDITS[outline];
    const { count, left, right } = alignment;
    let shared = 0;
    for (let k = 0; k < count; k++) {
      const i = left[k];
      const j = right[k];
      const x = a.symbols[i];
      const y = b.symbols[j];
      const share =
        x === y
          ? weightOf(x)
          : Math.min(weightOf(x), weightOf(y)) * this.credit(x, y, a.names[i], b.names[j], credits);
      shared += i < a.bodyStart ? share * HEAD_SHARE : share;
    }
    return shareOf(shared, a.weight, b.weight);
  }

  /**
   * The same share over telling names only: called functions, members and constants that are not in every driver
   * (common-names.ts). Undefined when there are hardly any. For a pair that was just measured.
   */
  tellingShare(a: MeasuredSymbols, b: MeasuredSymbols, alignment: Alignment): number | undefined {
    const total = Math.max(a.tellingWeight, b.tellingWeight);
    if (total < LEAST_TELLING_WEIGHT) return undefined;
    const { count, left, right } = alignment;
    const leftTells = a.isTelling;
    const rightTells = b.isTelling;
    let shared = 0;
    for (let k = 0; k < count; k++) {
      if (left[k] < a.bodyStart) continue;
      const m = a.names[left[k]];
      const n = b.names[right[k]];
      if (m < 0 || n < 0 || leftTells[m] === 0 || rightTells[n] === 0) continue;
      const x = a.symbols[left[k]];
      const y = b.symbols[right[k]];
      shared += Math.min(weightOf(x), weightOf(y)) * this.bond(x, y, m, n);
    }
    return shared / total;
  }

  /** How much two telling names have to do with one another. */
  private bond(x: number, y: number, m: number, n: number): number {
    if (x === y || haveSameStem(x, y)) return 1;
    return this.renamings.placesOf(m, n) > 1 ? RENAMED_BOND : 0;
  }

  /** What two different tokens share, names by their numbers. */
  private credit(x: number, y: number, m: number, n: number, credits: Credits): number {
    const role = roleOf(x);
    if (role === Role.Number || role === Role.String) return role === roleOf(y) ? credits.literal : 0;
    if (!isRenamable(role)) return 0;
    const places = this.renamings.placesOf(m, n);
    if (places === 0) return INCONSISTENT_NAME;
    const { once, often } = creditOf(credits, Math.max(role, roleOf(y)));
    const credit = places > 1 ? often : once;
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

/** What a telling name says that became another one throughout. */
const RENAMED_BOND = 0.3;

/** Below this there is nothing to tell by: arithmetic, say. Three members or two calls. */
const LEAST_TELLING_WEIGHT = 16;

function creditOf(credits: Credits, role: number): RenamingCredit {
  if (role === Role.Callee || role === Role.Member) return credits.meaning;
  return role === Role.Constant ? credits.constant : credits.name;
}
