import { type Directive, listDirectives } from "../lexer/list-directives.ts";
import type { TextMask } from "./text-mask.ts";

/**
 * Blanks what stands in `#if 0` branches: prose and half-edited code that no compiler reads. Directives outside of
 * them stay.
 */
export function blankDeadBranches(mask: TextMask): void {
  const branches = new Branches(true);
  let from = 0;
  for (const directive of listDirectives(mask.bytes)) {
    const wasLive = branches.isLive;
    if (!wasLive) mask.blank(from, directive.start);
    branches.enter(directive);
    if (!wasLive && !branches.isLive) mask.blank(directive.start, directive.end);
    from = directive.end;
  }
}

/**
 * Blanks every preprocessor line and all but the first live branch of each `#if`: for text that has halves of
 * statements in its branches, which no C grammar takes.
 */
export function blankBranches(mask: TextMask): void {
  const branches = new Branches(false);
  let from = 0;
  for (const directive of listDirectives(mask.bytes)) {
    if (!branches.isLive) mask.blank(from, directive.start);
    branches.enter(directive);
    mask.blank(directive.start, directive.end);
    from = directive.end;
  }
}

/** Follows the conditionals of a text; with `onlyZero`, every branch counts but the one of an `#if 0`. */
class Branches {
  readonly #onlyZero: boolean;
  readonly #open: { isLive: boolean; wasLive: boolean }[] = [];
  #dead = 0;

  constructor(onlyZero: boolean) {
    this.#onlyZero = onlyZero;
  }

  /** Whether the text behind the last directive counts. */
  get isLive(): boolean {
    return this.#dead === 0;
  }

  enter({ name, isIfZero }: Directive): void {
    const top = this.#open[this.#open.length - 1];
    if (name.startsWith("if")) {
      this.#open.push({ isLive: !isIfZero, wasLive: !isIfZero });
      if (isIfZero) this.#dead++;
    } else if (!top) return;
    else if (name === "endif") {
      this.#open.pop();
      if (!top.isLive) this.#dead--;
    } else if (name === "else" || name.startsWith("elif")) {
      const isLive = this.#onlyZero || !top.wasLive;
      this.#dead += Number(top.isLive) - Number(isLive);
      top.isLive = isLive;
      top.wasLive = true;
    }
  }
}
