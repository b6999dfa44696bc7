import type { CText } from "@kindred/c-source";
import { refuseRenamedLocals } from "../families/refuse-renamed-locals.ts";
import { refuseTorn } from "../families/refuse-torn.ts";
import { flagEdits } from "../flags/flag-edits.ts";
import { refuseUnseenNames } from "../flags/refuse-unseen-names.ts";
import { placesOf } from "../holes/hole-parameters.ts";
import { carryComments } from "../members/carry-comments.ts";
import { chooseBody } from "../members/choose-body.ts";
import type { FunctionDesign } from "../print/function-design.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { FunctionPlan } from "./plan-function.ts";

/** The design on the body that loses no comment and takes the other members' statements; the first one's refusal if none does. */
export function chooseDesign(plan: FunctionPlan): FunctionDesign | Refusal {
  const torn = refuseTorn(plan.loaded) ?? refuseRenamedLocals(plan.loaded);
  if (torn) return torn;
  const unseen = plan.flagged && refuseUnseenNames(plan.flagged.plan, plan.loaded);
  if (unseen) return unseen;
  const { members, places } = plan.loaded;
  const values = plan.parameters.flatMap((parameter) => placesOf(parameter, places));
  const best = chooseBody(members, values);
  if (isRefusal(best)) return best;
  const first = designOn(best, plan);
  if (!isRefusal(first) || !plan.flagged) return first;
  for (const body of members.keys()) {
    const design = body === best ? first : designOn(body, plan);
    if (!isRefusal(design)) return design;
  }
  return first;
}

function designOn(
  body: number,
  { loaded, parameters, flagged, dropped }: FunctionPlan,
): FunctionDesign | Refusal {
  const { members, unifier, places } = loaded;
  const comments = carryComments(members, body, unifier.root);
  if (isRefusal(comments)) return comments;
  const flags = flagged && flagEdits(flagged.plan, flagged.flags, loaded, body);
  if (isRefusal(flags)) return flags;
  const { edits, moved } = flags ?? { edits: [], moved: [] };
  if (
    comments.some((comment) => edits.some((edit) => edit.start < comment.start && comment.start < edit.end))
  )
    return refuse("comments-differ", "A comment stands among statements under a flag, and would be lost.");
  // A comment goes before the statement it speaks of, so behind what is inserted at the same place.
  const commentAt = (start: number): CText => comments.find((comment) => comment.start === start)?.text ?? "";
  const starts = new Set(edits.filter(({ start, end }) => start === end).map(({ start }) => start));
  const inserted = [
    ...edits.map((edit) =>
      starts.has(edit.start) ? { ...edit, text: edit.text + commentAt(edit.start) } : edit,
    ),
    ...comments.filter(({ start }) => !starts.has(start)),
  ];
  return { members, unifier, places, parameters, dropped, body, inserted, moved };
}
