import type { CText } from "@kindred/c-source";
import type { Strategy } from "@kindred/clones";
import type { LoadedFamily } from "../families/loaded-family.ts";
import { refuseTorn } from "../families/refuse-torn.ts";
import type { HoleParameter } from "../holes/hole-parameters.ts";
import { carryComments } from "../members/carry-comments.ts";
import { chooseBody } from "../members/choose-body.ts";
import { functionProse } from "../message/function-prose.ts";
import { suggestNames } from "../naming/helper-name.ts";
import type { FoldDesign, HelperWriter, MemberSite } from "../place/fold-design.ts";
import { memberSite } from "../place/member-site.ts";
import { parameterNames, wrapperText } from "../print/call-text.ts";
import { briefComment, documentHelper, inheritComment } from "../print/document-helper.ts";
import type { FunctionDesign } from "../print/function-design.ts";
import { helperText } from "../print/helper-text.ts";
import { isRefusal, type Refusal } from "../refusal.ts";
import { leavesOf } from "../syntax/term.ts";

/** The design of a helper that is a function: one member's text, the other members' comments, these parameters. */
export function designFunction(
  strategy: Strategy,
  loaded: LoadedFamily,
  parameters: readonly HoleParameter[],
): readonly FoldDesign[] | Refusal {
  const { family, members, unifier, places } = loaded;
  const torn = refuseTorn(loaded);
  if (torn) return torn;
  const body = chooseBody(members, places.flat());
  if (isRefusal(body)) return body;
  const comments = carryComments(members, body, unifier.root);
  if (isRefusal(comments)) return comments;
  const design: FunctionDesign = { members, unifier, places, parameters, body, comments };
  const sites = members.map((_, i) => functionSite(design, i));
  return [{ family, strategy, sites, helper: functionWriter(design), prose: functionProse(design) }];
}

/** The member's call of the helper, for when it stays; what its direct calls pass, for when it goes. */
function functionSite({ members, parameters }: FunctionDesign, index: number): MemberSite {
  const member = members[index];
  const values = parameters.map((parameter): CText => parameter.values[index]);
  return memberSite(member, values, (helper) =>
    wrapperText(member, helper, [...parameterNames(member)!, ...values]),
  );
}

function functionWriter(design: FunctionDesign): HelperWriter {
  const names = design.members.map(({ member }) => member.function);
  return {
    kind: "function",
    freeNames: freeNames(design),
    suggestNames: (driver) => suggestNames(names, driver, design.parameters.length === 0),
    define: (name, linkage) => helperText(design, name, linkage),
    document: (name, wrappers) => documentHelper(design, name, wrappers),
    documentBriefly: (name, wrappers) => briefComment(design, name, wrappers),
    inheritComment: (comment) => inheritComment(comment, design.parameters),
  };
}

/** Names that the first member does not declare itself. */
function freeNames({ members: [first] }: FunctionDesign): ReadonlySet<string> {
  const free = leavesOf(first.term).filter(
    (leaf) => /^(?:type_)?identifier$/.test(leaf.type) && !first.names.at.has(leaf.start),
  );
  return new Set(free.map(({ text }) => text));
}
