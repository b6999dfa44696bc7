/**
 * Which other shape of a helper would prove, from what keeps this one from it. The order is that of what it costs a
 * reader: values, less code, a macro. Nothing is advised against code that really does something else.
 */
import type { DifferenceKind, HelperShape, ShapeAdvice } from "../verdicts.ts";

const MACRO = "leaves each function as it was, whole, in its own file";

const ADVICE: Readonly<Partial<Record<DifferenceKind, readonly (readonly [HelperShape, string])[]>>> = {
  "effect-order": [
    ["fragment", "shares only what stands in one order"],
    ["macro", MACRO],
  ],
  "line-numbers": [["macro", "keeps __FILE__ and the place of each use"]],
  "function-names": [
    ["macro", "keeps __func__ of each function"],
    ["fragment", "leaves what prints the name where it is"],
  ],
  "static-state": [
    ["macro", "gives each function its own static variables again"],
    ["fragment", "leaves the static variables where they are"],
  ],
  data: [
    ["values", "needs no constant data that was not there before"],
    ["macro", MACRO],
  ],
  "helper-elsewhere": [
    ["header-helper", "can be put in place in every file that uses it"],
    ["macro", MACRO],
  ],
  inlining: [
    ["macro", "leaves the compiler no call to decide on"],
    ["fragment", "leaves more where it was"],
  ],
  "control-flow": [
    ["values", "are there before the first branch"],
    ["macro", MACRO],
    ["fragment", "moves fewer branches"],
  ],
  reassociation: [
    ["values", "are worked out where they were"],
    ["macro", MACRO],
    ["fragment", "moves less arithmetic"],
  ],
};

/** Other shapes than the one that a strategy gave, best first. `hasProvedFiles`: other files of the patch are proved. */
export function adviseShapes(
  kind: DifferenceKind,
  strategy: string | undefined,
  hasProvedFiles: boolean,
): ShapeAdvice[] {
  const own = SHAPE_OF[strategy ?? ""];
  const advice = (ADVICE[kind] ?? [])
    .filter(([shape]) => shape !== own)
    .map(([shape, why]): ShapeAdvice => ({ shape, why }));
  if (!hasProvedFiles || kind === "new-file") return advice;
  return [...advice, { shape: "fewer-members", why: "the other files of the patch are proved" }];
}

/** The shape that a strategy gives, where it has one of its own. */
const SHAPE_OF: Readonly<Record<string, HelperShape>> = {
  "generator-macro": "macro",
  "parameterised-function": "values",
  "shared-function": "values",
};
