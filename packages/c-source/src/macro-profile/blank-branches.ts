import { type Directive, listDirectives } from "../lexer/list-directives.ts";
import type { TextMask } from "./text-mask.ts";

/** An open `#if`: whether its branch in hand counts, and whether one of its branches has counted. */
interface Conditional {
  isLive: boolean;
  wasLive: boolean;
}

/** Blanks what stands in `#if 0` branches: prose and half-edited code that no compiler reads. Directives stay. */
export function blankDeadBranches(mask: TextMask): void {
  const open: Conditional[] = [];
  let from = 0;
  for (const directive of listDirectives(mask.bytes)) {
    const wasLive = open.every((each) => each.isLive);
    if (!wasLive) mask.blank(from, directive.start);
    enter(open, directive, true);
    if (!wasLive && !open.every((each) => each.isLive)) mask.blank(directive.start, directive.end);
    from = directive.end;
  }
}

/**
 * Blanks every preprocessor line and all but the first live branch of each `#if`: for text that has halves of
 * statements in its branches, which no C grammar takes.
 */
export function blankBranches(mask: TextMask): void {
  const open: Conditional[] = [];
  let from = 0;
  for (const directive of listDirectives(mask.bytes)) {
    if (!open.every((each) => each.isLive)) mask.blank(from, directive.start);
    enter(open, directive, false);
    mask.blank(directive.start, directive.end);
    from = directive.end;
  }
}

/** Follows one directive. With `onlyZero`, a branch is dead for an `#if 0` before it alone, not for a live one. */
function enter(open: Conditional[], directive: Directive, onlyZero: boolean): void {
  const top = open[open.length - 1];
  if (directive.name.startsWith("if"))
    open.push({ isLive: !directive.isIfZero, wasLive: !directive.isIfZero });
  else if (directive.name === "endif") open.pop();
  else if (top && (directive.name === "else" || directive.name.startsWith("elif"))) {
    top.isLive = onlyZero || !top.wasLive;
    top.wasLive = true;
  }
}
