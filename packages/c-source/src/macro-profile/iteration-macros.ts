import { Mark } from "../lexer/marks.ts";
import type { TokenView } from "../lexer/token-view.ts";
import { type CompiledProfile, isIterationName } from "./compiled-profile.ts";
import type { TextMask } from "./text-mask.ts";

/** `name(…) {` or `for_each_x(…) statement`, where a statement may begin. */
export function takesStatement(
  view: TokenView,
  profile: CompiledProfile,
  callee: number,
  close: number,
): boolean {
  if (!beginsStatement(view, callee) || view.end(callee) - view.start(callee) < 3) return false;
  const next = view.mark(close + 1);
  if (next === Mark.OpenBrace) return true;
  const hasStatement =
    next === Mark.Star || next === Mark.OpenParen || next === Mark.Increment || next === Mark.Decrement;
  if (!hasStatement && !view.isIdentifier(close + 1)) return false;
  return isIterationName(profile, view.word(callee));
}

function beginsStatement(view: TokenView, index: number): boolean {
  const before = view.mark(index - 1);
  if (before !== 0) {
    return (
      before === Mark.Semicolon ||
      before === Mark.OpenBrace ||
      before === Mark.CloseBrace ||
      before === Mark.CloseParen ||
      before === Mark.Colon
    );
  }
  const word = view.word(index - 1);
  return word === "else" || word === "do";
}

/**
 * Writes the keyword of a loop over the macro's name: `for` when the arguments are those of a `for`, else `while`
 * (`if` over a name too short for it). `()` becomes a `(1)` that reaches into the name's end.
 */
export function rewriteIteration(
  view: TokenView,
  mask: TextMask,
  call: { readonly callee: number; readonly close: number; readonly isFor: boolean },
): void {
  const start = view.start(call.callee);
  const end = view.end(call.callee);
  const close = view.end(call.close);
  const isEmpty = call.close === call.callee + 2 && !mask.hasNewline(end, close);
  const keyword = call.isFor ? "for" : end - start >= (isEmpty ? 6 : 5) ? "while" : "if";
  mask.replace(start, end, keyword);
  if (isEmpty) {
    mask.blank(end, close);
    mask.put(close - 3, "(1)");
  }
}
