import { Mark } from "../lexer/marks.ts";
import type { TokenView } from "../lexer/token-view.ts";
import type { CompiledProfile } from "./compiled-profile.ts";
import { rewriteIteration, takesStatement } from "./iteration-macros.ts";
import { isCallee, maskArgument, maskCall } from "./mask-argument.ts";
import type { TextMask } from "./text-mask.ts";

const NO_CALL = -1;
const BRACE = -2;

/** An open parenthesis or brace. */
interface OpenGroup {
  /** Token of the called name, or NO_CALL, or BRACE. */
  readonly callee: number;
  hasSemicolon: boolean;
}

/**
 * Rewrites what macros allow in a function's body and C does not: types, joined strings and odd numbers as
 * arguments, macros that take a statement behind them, `static DEFINE_X(…)`, `case A ... B`. One pass with a stack
 * of open groups; `from` and `to` are the body's braces.
 */
export function rewriteBody(
  view: TokenView,
  mask: TextMask,
  profile: CompiledProfile,
  body: { readonly from: number; readonly to: number },
): void {
  const open: OpenGroup[] = [];
  let isInCase = false;
  for (let i = body.from; i <= body.to; i++) {
    const mark = view.mark(i);
    const top = open[open.length - 1];
    if (mark === 0) {
      const word = view.word(i);
      if (word === "case") isInCase = true;
      else if (word === "static" && isCallee(view, i + 1)) mask.join(view.start(i), view.end(i + 1));
    } else if (mark === Mark.OpenParen) {
      const callee = isCallee(view, i - 1) ? i - 1 : NO_CALL;
      open.push({ callee, hasSemicolon: false });
      if (callee >= 0) maskCall(view, mask, callee);
    } else if (mark === Mark.Comma) {
      if (top && top.callee >= 0) maskArgument(view, mask, top.callee, i + 1);
    } else if (mark === Mark.CloseParen) {
      if (!top || top.callee === BRACE) continue;
      open.pop();
      if (top.callee < 0 || !takesStatement(view, profile, top.callee, i)) continue;
      rewriteIteration(view, mask, { callee: top.callee, close: i, isFor: top.hasSemicolon });
    } else if (mark === Mark.OpenBrace) open.push({ callee: BRACE, hasSemicolon: false });
    else if (mark === Mark.CloseBrace) closeBrace(open);
    else if (mark === Mark.Colon) isInCase = false;
    else if (mark === Mark.Semicolon) {
      isInCase = false;
      if (top) top.hasSemicolon = true;
    } else if (mark === Mark.Ellipsis && isInCase) mask.replace(view.start(i), view.end(i), "+");
  }
}

/** Drops everything up to the brace that closes. */
function closeBrace(open: OpenGroup[]): void {
  while (open.length > 0 && open.pop()?.callee !== BRACE);
}
