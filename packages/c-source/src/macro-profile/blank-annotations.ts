import type { CompiledProfile } from "./compiled-profile.ts";
import type { TextMask } from "./text-mask.ts";
import type { TokenView } from "./token-view.ts";

const OPEN_PAREN = 0x28;
const DOT = 0x2e;
const ARROW = 0x2d | (0x3e << 8);

/** Blanks the profile's annotations wherever they stand, with their arguments; not members of the same name. */
export function blankAnnotations(view: TokenView, mask: TextMask, profile: CompiledProfile): void {
  for (let i = 0; i < view.count; i++) {
    if (!view.isIdentifier(i)) continue;
    const before = view.mark(i - 1);
    if (before === DOT || before === ARROW) continue;
    const word = view.word(i);
    if (view.mark(i + 1) !== OPEN_PAREN) {
      if (profile.annotations.has(word)) mask.blank(view.start(i), view.end(i));
    } else if (profile.annotationsWithArgument.has(word)) {
      const close = view.closingOf(i + 1);
      if (close < 0) continue;
      mask.blank(view.start(i), view.end(close));
      i = close;
    }
  }
}
