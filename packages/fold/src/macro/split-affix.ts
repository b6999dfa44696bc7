/** Words that share their beginning and end: `foo_rx_show`, `foo_tx_show` are `foo_` + `rx`, `tx` + `_show`. */
export interface SplitWords {
  readonly prefix: string;
  readonly suffix: string;
  /** What is between, for each word; never empty. */
  readonly middles: readonly string[];
}

/**
 * Splits identifiers at what they share, between words and numbers only: `temp1_max`, `temp2_max` at the digit,
 * `read`, `reset` not at all. As much as can be is shared; of two ways the one that keeps the end, where a name says
 * what its function does. Undefined when they share nothing, or when a middle would be no word.
 */
export function splitAffix(words: readonly string[]): SplitWords | undefined {
  const pieces = words.map((word) => word.match(/[A-Za-z]+|\d+|_+/g) ?? []);
  const [mostBefore, mostBehind] = [
    countShared(pieces),
    countShared(pieces.map((list) => [...list].reverse())),
  ];
  let best: SplitWords | undefined;
  for (let behind = mostBehind; behind >= 0; behind--) {
    for (let before = mostBefore; before >= 0; before--) {
      const split = splitAt(pieces, before, behind);
      if (split && sharedLength(split) > sharedLength(best)) best = split;
    }
  }
  return best;
}

/** How many pieces all lists begin with. */
function countShared(pieces: readonly (readonly string[])[]): number {
  const [first] = pieces;
  const end = first.findIndex((piece, at) => pieces.some((list) => list[at] !== piece));
  return end < 0 ? first.length : end;
}

/** What can be passed by itself: a number, or a word with no underscore at its ends. */
const WORD = /^(?:\d+|[A-Za-z](?:\w*[A-Za-z0-9])?)$/;

function splitAt(
  pieces: readonly (readonly string[])[],
  before: number,
  behind: number,
): SplitWords | undefined {
  if (pieces.some((list) => list.length <= before + behind)) return undefined;
  const [first] = pieces;
  const middles = pieces.map((list) => list.slice(before, list.length - behind).join(""));
  if (!middles.every((middle) => WORD.test(middle))) return undefined;
  return {
    prefix: first.slice(0, before).join(""),
    suffix: first.slice(first.length - behind).join(""),
    middles,
  };
}

function sharedLength(split: SplitWords | undefined): number {
  return split ? split.prefix.length + split.suffix.length : 0;
}
