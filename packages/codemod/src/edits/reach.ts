import type { TextRange } from "./line-range.ts";

/**
 * Ranges of one text, to ask whether any of them holds another. A Fenwick tree over the starts with the farthest end
 * among all that begin no later: O(log n) to add and to ask, however the ranges lie.
 */
export class Reach {
  readonly #offset: number;
  readonly #farthest: Int32Array;

  /** For questions about `part` of the text. */
  constructor(part: TextRange) {
    this.#offset = part.start - 1;
    this.#farthest = new Int32Array(part.end - part.start + 2);
  }

  /** An empty range holds nothing, and one behind the part nothing of it. */
  add({ start, end }: TextRange): void {
    if (start === end) return;
    const tree = this.#farthest;
    for (let i = Math.max(start - this.#offset, 1); i < tree.length; i += i & -i)
      tree[i] = Math.max(tree[i], end);
  }

  /** True when one of the ranges holds all of `range`. */
  covers({ start, end }: TextRange): boolean {
    const tree = this.#farthest;
    for (let i = start - this.#offset; i > 0; i -= i & -i) if (tree[i] >= end) return true;
    return false;
  }
}
