import { listDirectives } from "../lexer/list-directives.ts";
import { isWordByte, type TextMask } from "./text-mask.ts";

/**
 * Preprocessor lines that the grammar does not take: inside of an initialiser all are blanked (every branch's items
 * stay), and `#define f(arg...)` loses the name of its arguments. `ranges` are the initialisers, in order of their
 * ends, as their braces close.
 */
export function maskDirectives(
  mask: TextMask,
  ranges: readonly { readonly start: number; readonly end: number }[],
): void {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  let next = 0;
  let coveredTo = -1;
  for (const directive of listDirectives(mask.bytes)) {
    while (next < sorted.length && sorted[next].start < directive.start)
      coveredTo = Math.max(coveredTo, sorted[next++].end);
    if (directive.start < coveredTo) mask.blank(directive.start, directive.end);
    else if (directive.name === "define") blankVariadicName(mask, directive.start, directive.end);
  }
}

/** Blanks `arg` in `#define f(a, arg...)`; not in the macro's text, where there are no parameters. */
function blankVariadicName(mask: TextMask, start: number, end: number): void {
  const { bytes } = mask;
  let at = start;
  while (at < end && bytes[at] !== 0x28) at++;
  while (at + 2 < end && bytes[at] !== 0x29) {
    const isEllipsis = bytes[at] === 0x2e && bytes[at + 1] === 0x2e && bytes[at + 2] === 0x2e;
    if (isEllipsis) {
      let from = at;
      while (from > start && isWordByte(bytes[from - 1])) from--;
      mask.blank(from, at);
      return;
    }
    at++;
  }
}
