import type { Edit } from "@kindred/c-source";
import type { LoadedFamily } from "../families/loaded-family.ts";
import { refuseRenamedLocals } from "../families/refuse-renamed-locals.ts";
import { refuseTorn } from "../families/refuse-torn.ts";
import { documentMacro, documentMacroBriefly } from "../macro/document-macro.ts";
import { macroHoles } from "../macro/macro-hole.ts";
import { suggestMacroNames } from "../macro/macro-name.ts";
import { macroProse } from "../macro/macro-prose.ts";
import { macroSites } from "../macro/macro-sites.ts";
import { findStyleFault } from "../macro/macro-style.ts";
import { macroText } from "../macro/macro-text.ts";
import { type MacroPlan, planMacro } from "../macro/plan-macro.ts";
import { refuseMacroMembers } from "../macro/refuse-macro-members.ts";
import { refuseSpelling } from "../macro/refuse-spelling.ts";
import { carryComments } from "../members/carry-comments.ts";
import { chooseBody } from "../members/choose-body.ts";
import type { FoldMember } from "../members/fold-member.ts";
import type { FoldDesign, HelperWriter } from "../place/fold-design.ts";
import { leastForMacro } from "../plan/least-net.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { FoldStrategy } from "./fold-strategy.ts";

/** More arguments than this make a macro that reads worse than the copies. */
const MOST_ARGUMENTS = 6;

/** Members that differ in ways no C function can take: types, struct members, functions called, names pasted together. */
export const generatorMacro: FoldStrategy = {
  id: "generator-macro",
  price: 3,
  design(loaded) {
    const unsafe = refuseMacroMembers(loaded) ?? refuseTorn(loaded) ?? refuseRenamedLocals(loaded);
    if (unsafe) return unsafe;
    const { members, places, unifier } = loaded;
    const body = chooseBody(members, places.flat());
    if (isRefusal(body)) return body;
    const comments = carryComments(members, body, unifier.root);
    if (isRefusal(comments)) return comments;
    const holes = macroHoles(loaded, body);
    if (isRefusal(holes)) return holes;
    const plan = planMacro(holes, members[body]);
    const refusal = refuseSpelling(plan.holes, loaded, body) ?? refusePlan(plan, members[body], comments);
    return refusal ?? [designMacro(loaded, plan, members[body], comments)];
  },
};

function refusePlan(plan: MacroPlan, body: FoldMember, comments: readonly Edit[]): Refusal | undefined {
  const { parameters } = plan;
  if (parameters.length === 0) return refuse("no-strategy", "Nothing differs that a macro would be for.");
  if (parameters.length > MOST_ARGUMENTS)
    return refuse("too-many-parameters", `A macro would need ${parameters.length} arguments.`);
  const names = parameters.map(({ name }) => name);
  const fault = findStyleFault(macroText(body, plan, comments, "DEFINE_X"), names);
  return fault === undefined ? undefined : refuse("macro-style", `checkpatch complains of ${fault}.`);
}

function designMacro(
  { family, members }: LoadedFamily,
  plan: MacroPlan,
  body: FoldMember,
  comments: readonly Edit[],
): FoldDesign {
  const names = members.map(({ member }) => member.function);
  const helper: HelperWriter = {
    kind: "macro",
    freeNames: new Set(),
    suggestNames: (driver) => suggestMacroNames(names, driver),
    define: (name) => macroText(body, plan, comments, name),
    document: (name) => documentMacro(name, names, plan),
    documentBriefly: () => documentMacroBriefly(names),
    inheritComment: (comment) => `${comment}\n`,
  };
  const sites = macroSites(members, plan);
  const prose = macroProse(members, plan);
  return {
    family,
    strategy: generatorMacro.id,
    sites,
    helper,
    prose,
    leastNet: leastForMacro(members.length),
  };
}
