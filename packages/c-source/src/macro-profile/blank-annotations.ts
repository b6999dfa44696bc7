import { Mark } from "../lexer/marks.ts";
import type { TokenView } from "../lexer/token-view.ts";
import type { CompiledProfile } from "./compiled-profile.ts";
import type { TextMask } from "./text-mask.ts";

/** Most tokens of an annotation's arguments; with it the pass is linear on any input. */
const LONGEST_ARGUMENTS = 64;

/** Blanks the profile's annotations wherever they stand, with their arguments; not members of the same name. */
export function blankAnnotations(view: TokenView, mask: TextMask, profile: CompiledProfile): void {
  for (let i = 0; i < view.count; i++) {
    if (!view.isIdentifier(i)) continue;
    const before = view.mark(i - 1);
    if (before === Mark.Dot || before === Mark.Arrow) continue;
    const word = view.word(i);
    if (view.mark(i + 1) !== Mark.OpenParen) {
      if (profile.annotations.has(word)) mask.blank(view.start(i), view.end(i));
    } else if (profile.annotationsWithArgument.has(word)) {
      const close = view.closingOf(i + 1, LONGEST_ARGUMENTS);
      if (close < 0) continue;
      mask.blank(view.start(i), view.end(close));
      i = close;
    }
  }
}
