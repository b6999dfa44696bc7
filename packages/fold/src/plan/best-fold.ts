import type { FoldStrategy } from "../strategies/fold-strategy.ts";
import type { PreparedFold } from "./prepare-fold.ts";

/**
 * How much more a dearer way must save to be taken: a quarter and two lines. A macro or a callback asks more of every
 * later reader than a plain function does, and that is not worth a line or two.
 */
const MARGIN = { factor: 1.25, lines: 2 } as const;

/** Whether one way to fold members is to be preferred to another: it saves more, by a margin when it is the dearer. */
export function isWorthMore(
  one: readonly PreparedFold[],
  other: readonly PreparedFold[],
  strategies: readonly FoldStrategy[],
): boolean {
  const [mine, others] = [netOf(one), netOf(other)];
  const [price, othersPrice] = [one, other].map((folds) => priceOf(folds, strategies));
  if (price === othersPrice) return mine > others;
  return price > othersPrice ? mine > leastFor(others) : leastFor(mine) >= others;
}

/** Lines that a dearer way must save more than, when a cheaper one saves `net`. */
export function leastFor(net: number): number {
  return net * MARGIN.factor + MARGIN.lines;
}

function netOf(folds: readonly PreparedFold[]): number {
  return folds.reduce((sum, { laidOut }) => sum + laidOut.net, 0);
}

function priceOf(folds: readonly PreparedFold[], strategies: readonly FoldStrategy[]): number {
  const used = new Set(folds.map(({ design }) => design.strategy));
  return Math.max(...strategies.filter(({ id }) => used.has(id)).map(({ price }) => price));
}
