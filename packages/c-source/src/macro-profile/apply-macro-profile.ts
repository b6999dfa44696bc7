import { createFunctionTable, findFunctions } from "../functions/find-functions.ts";
import { Mark } from "../lexer/marks.ts";
import { TokenView } from "../lexer/token-view.ts";
import { type CText, decodeC, encodeC } from "../text/c-text.ts";
import { blankAnnotations } from "./blank-annotations.ts";
import { blankBranches, blankDeadBranches } from "./blank-branches.ts";
import { compileProfile } from "./compiled-profile.ts";
import type { MacroProfile } from "./macro-profile.ts";
import { maskDirectives } from "./mask-directives.ts";
import { rewriteBody } from "./rewrite-bodies.ts";
import { type BodyRange, rewriteDeclarations } from "./rewrite-declarations.ts";
import { TextMask } from "./text-mask.ts";

/** A text made ready for a C grammar. */
export interface RewrittenText {
  readonly text: CText;
  /** Tokens that stand for more of the original than they cover: where they begin -> where the original ends. */
  readonly stretched: ReadonlyMap<number, number>;
}

/**
 * Rewrites kernel macros into plain C of the same length, with the same newlines, so that every offset and line in
 * a tree of the result is true of the original. Doing it twice changes nothing more.
 */
export function applyMacroProfile(text: CText, profile: MacroProfile): CText {
  return rewriteMacros(text, profile).text;
}

/**
 * The rules, all on tokens and all linear (no regular expression sees the text): annotations are blanked everywhere;
 * in function bodies, types that are arguments become one identifier (`Xtruct_foo__` for `struct foo *`), a macro
 * that takes a statement behind it becomes `while`, and `case A ... B` becomes `case A +   B`. With `foldBranches`,
 * only the first live branch of every `#if` is left. What the rewriting loses can be read back in the original.
 */
export function rewriteMacros(text: CText, profile: MacroProfile, foldBranches = false): RewrittenText {
  const compiled = compileProfile(profile);
  const mask = new TextMask(encodeC(text));
  if (text.includes("#")) {
    if (foldBranches) blankBranches(mask);
    else blankDeadBranches(mask);
  }
  blankAnnotations(new TokenView(mask.bytes), mask, compiled);
  const view = new TokenView(new Uint8Array(mask.bytes));
  const bodies = findBodies(view);
  for (const body of bodies) rewriteBody(view, mask, compiled, body);
  const initialisers = rewriteDeclarations(view, mask, bodies);
  if (text.includes("#")) maskDirectives(mask, initialisers);
  return { text: decodeC(mask.bytes), stretched: mask.stretched };
}

/** Token ranges of function bodies, braces included; in text without one, the block of a macro (`SYSCALL_DEFINE1(…) {`) or a lone one. */
function findBodies(view: TokenView): BodyRange[] {
  const table = createFunctionTable();
  findFunctions(view.bytes, view.bytes.length, view.tokens, table);
  if (table.count > 0) {
    return Array.from({ length: table.count }, (_, i) => ({
      from: table.bodyToken[i],
      to: table.lastToken[i],
    }));
  }
  let first = 0;
  while (first < view.count && view.mark(first) !== Mark.OpenBrace) first++;
  const isBlock = first < view.count && (first === 0 || view.mark(first - 1) === Mark.CloseParen);
  return isBlock ? [{ from: first, to: view.count - 1 }] : [];
}
