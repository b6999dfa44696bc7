import type { DisplayToken } from "./display-tokens.ts";

/*
 * Pairs the tokens of two members so that a reader sees what became what.
 *
 * Members of Type-1 and Type-2 have the same shape (token for token the same kind, the same punctuators): there the
 * pairing is the identity, in linear time. Else it is Needleman and Wunsch's global alignment (1970): equal words weigh
 * most since they anchor it, two different values may stand for each other, punctuators and keywords only for
 * themselves, a gap costs nothing. Time and memory are the product of the lengths, so above MOST_CELLS only the common
 * ends are paired and the middle counts as different: functions of more than about 2,000 tokens, which few readers
 * compare by eye.
 */
const MOST_CELLS = 4_000_000;

/** For each token of `right` the index of its partner in `left`, or -1. Partners never cross. */
export function alignTokens(left: readonly DisplayToken[], right: readonly DisplayToken[]): Int32Array {
  const partners = new Int32Array(right.length).fill(-1);
  if (isSameShape(left, right)) return partners.map((_, index) => index);
  const prefix = countWhile(Math.min(left.length, right.length), (i) => left[i]!.text === right[i]!.text);
  const suffix = countWhile(
    Math.min(left.length, right.length) - prefix,
    (i) => left[left.length - 1 - i]!.text === right[right.length - 1 - i]!.text,
  );
  for (let i = 0; i < prefix; i++) partners[i] = i;
  for (let i = 1; i <= suffix; i++) partners[right.length - i] = left.length - i;
  const rows = left.length - prefix - suffix;
  const columns = right.length - prefix - suffix;
  if (rows > 0 && columns > 0 && (rows + 1) * (columns + 1) <= MOST_CELLS) {
    alignMiddle(left.slice(prefix, prefix + rows), right.slice(prefix, prefix + columns), prefix, partners);
  }
  return partners;
}

const DIAGONAL = 1;
const UP = 2;

function alignMiddle(
  left: readonly DisplayToken[],
  right: readonly DisplayToken[],
  offset: number,
  partners: Int32Array,
): void {
  const stride = right.length + 1;
  const steps = new Uint8Array((left.length + 1) * stride);
  let above = new Int32Array(stride);
  let scores = new Int32Array(stride);
  for (let i = 1; i <= left.length; i++) {
    for (let j = 1; j <= right.length; j++) {
      const likeness = likenessOf(left[i - 1]!, right[j - 1]!);
      const paired = likeness === 0 ? -1 : above[j - 1]! + likeness;
      const gap = Math.max(above[j]!, scores[j - 1]!);
      scores[j] = Math.max(paired, gap);
      if (paired >= gap) steps[i * stride + j] = DIAGONAL;
      else if (above[j]! >= scores[j - 1]!) steps[i * stride + j] = UP;
    }
    [above, scores] = [scores, above];
    scores.fill(0);
  }
  let i = left.length;
  let j = right.length;
  while (i > 0 && j > 0) {
    const step = steps[i * stride + j];
    if (step === DIAGONAL) {
      i -= 1;
      j -= 1;
      partners[offset + j] = offset + i;
    } else if (step === UP) i -= 1;
    else j -= 1;
  }
}

/** How well two tokens stand for each other; 0: not at all. */
function likenessOf(a: DisplayToken, b: DisplayToken): number {
  if (a.text === b.text) return isValue(a) ? 8 : 5;
  if (!isValue(a) || !isValue(b)) return 0;
  return a.kind === b.kind ? 2 : 1;
}

function isValue(token: DisplayToken): boolean {
  return token.kind !== "punctuator" && token.kind !== "keyword";
}

function isSameShape(left: readonly DisplayToken[], right: readonly DisplayToken[]): boolean {
  return left.length === right.length && left.every((token, i) => likenessOf(token, right[i]!) > 0);
}

function countWhile(limit: number, holds: (index: number) => boolean): number {
  let count = 0;
  while (count < limit && holds(count)) count += 1;
  return count;
}
