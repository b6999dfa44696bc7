import type { CParser } from "@kindred/c-source";
import { type FoldMember, parseText } from "../members/fold-member.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { FragmentInterface, PlannedRun } from "./fragment-interface.ts";
import { outlineRun } from "./outline-run.ts";

/**
 * A run as if it were a function of its file already: a member like any other. Its span begins where the function
 * around it begins, so what is said there of parameters is found.
 */
export function outlinedMember(
  run: PlannedRun,
  shared: FragmentInterface,
  parser: CParser,
): FoldMember | Refusal {
  const outline = outlineRun(run, shared);
  if (isRefusal(outline)) return outline;
  const { member, file, span: around } = run.flow.host;
  const { text, nameStart, bodyStart } = outline;
  const span = {
    ...around,
    nameStart: around.start + nameStart,
    bodyStart: around.start + bodyStart,
    end: around.start + text.length,
  };
  const outlined = parseText(text, { member, file, span }, parser);
  return outlined ?? refuse("not-parsed", `The run in ${member.function}() is not understood by the parser.`);
}
