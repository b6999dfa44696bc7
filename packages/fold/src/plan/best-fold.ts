import type { FoldStrategy } from "../strategies/fold-strategy.ts";
import type { PreparedFold } from "./prepare-fold.ts";

/**
 * How much more a dearer way must save to be taken, for each step of price: half as much again and four lines. A
 * callback, and still more a macro, asks more of every later reader than a plain function does, and that is not worth
 * a few lines.
 */
const MARGIN = { factor: 0.5, lines: 4 } as const;

/** Whether one way to fold members is to be preferred to another: it saves more, by a margin when it is the dearer. */
export function isWorthMore(
  one: readonly PreparedFold[],
  other: readonly PreparedFold[],
  strategies: readonly FoldStrategy[],
): boolean {
  const [first, second] = [one, other].map((folds) => ({
    net: netOf(folds),
    price: priceOf(folds, strategies),
  }));
  return savesMore(first, second);
}

/** What a way to fold members saves, and what it asks of later readers. */
export interface Offer {
  readonly net: number;
  readonly price: number;
}

/** The same for ways that are told by these alone. */
export function savesMore({ net: mine, price }: Offer, { net: others, price: othersPrice }: Offer): boolean {
  if (price === othersPrice) return mine > others;
  return price > othersPrice
    ? mine > leastFor(others, price - othersPrice)
    : leastFor(mine, othersPrice - price) >= others;
}

/** Lines that a way which is dearer by some steps must save more than, when a cheaper one saves `net`. */
export function leastFor(net: number, steps: number): number {
  return net * (1 + MARGIN.factor * steps) + MARGIN.lines * steps;
}

function netOf(folds: readonly PreparedFold[]): number {
  return folds.reduce((sum, { laidOut }) => sum + laidOut.net, 0);
}

/** The price of the dearest strategy among folds. */
export function priceOf(folds: readonly PreparedFold[], strategies: readonly FoldStrategy[]): number {
  const used = new Set(folds.map(({ design }) => design.strategy));
  return Math.max(...strategies.filter(({ id }) => used.has(id)).map(({ price }) => price));
}
