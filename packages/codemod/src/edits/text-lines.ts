import { type CText, lineOf, lineStarts } from "@kindred/c-source";

/**
 * A text whose line starts are looked up instead of searched for: on a line of a megabyte every search would cost
 * that megabyte. The starts are listed at the first question.
 */
export class TextLines {
  readonly text: CText;
  #starts: readonly number[] | undefined;

  constructor(text: CText) {
    this.text = text;
  }

  /** 1-based line of an offset. */
  lineOf(offset: number): number {
    this.#starts ??= lineStarts(this.text);
    return lineOf(this.#starts, offset);
  }

  /** Offset of the first byte of the line that holds `offset`. */
  startOf(offset: number): number {
    const line = this.lineOf(offset);
    return this.#starts![line - 1];
  }

  /** Offset just behind the newline that ends the line holding `offset` (or the end of the text). */
  endOf(offset: number): number {
    const line = this.lineOf(offset);
    return this.#starts![line] ?? this.text.length;
  }
}
