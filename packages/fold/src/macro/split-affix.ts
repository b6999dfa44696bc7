/** Words that share their beginning and end: `foo_rx_show`, `foo_tx_show` are `foo_` + `rx`, `tx` + `_show`. */
export interface SplitWords {
  readonly prefix: string;
  readonly suffix: string;
  /** What is between, for each word; never empty. */
  readonly middles: readonly string[];
}

/**
 * Splits identifiers at what they share, between words and numbers only: `temp1_max`, `temp2_max` at the digit,
 * `read`, `reset` not at all. Undefined when they share nothing, or when a middle could not be passed to a macro
 * that pastes it.
 */
export function splitAffix(words: readonly string[]): SplitWords | undefined {
  const pieces = words.map((word) => word.match(/[A-Za-z]+|\d+|_+/g) ?? []);
  const shortest = Math.min(...pieces.map((list) => list.length));
  const isShared = (at: (list: readonly string[]) => string | undefined): boolean =>
    pieces.every((list) => at(list) === at(pieces[0]));
  let before = 0;
  while (before < shortest && isShared((list) => list[before])) before++;
  let behind = 0;
  while (behind < shortest - before && isShared((list) => list.at(-1 - behind))) behind++;
  const middles = (): string[] =>
    pieces.map((list) => list.slice(before, Math.max(before, list.length - behind)).join(""));
  while (!middles().every((middle) => WORD.test(middle))) {
    if (behind > 0) behind--;
    else if (before > 0) before--;
    else return undefined;
  }
  if (before + behind === 0) return undefined;
  return {
    prefix: pieces[0].slice(0, before).join(""),
    suffix: behind === 0 ? "" : pieces[0].slice(-behind).join(""),
    middles: middles(),
  };
}

/** What can be passed by itself: something, with no underscore at its ends. */
const WORD = /^[A-Za-z0-9](?:\w*[A-Za-z0-9])?$/;
