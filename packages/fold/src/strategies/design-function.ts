import type { CText } from "@kindred/c-source";
import type { Strategy } from "@kindred/clones";
import { arrangeArguments } from "../fields/arrange-arguments.ts";
import { chooseDesign } from "../function/choose-design.ts";
import { freeNames } from "../function/free-names.ts";
import type { FunctionPlan } from "../function/plan-function.ts";
import type { HoleParameter } from "../holes/hole-parameters.ts";
import { functionProse, tableProse } from "../message/function-prose.ts";
import { suggestNames } from "../naming/helper-name.ts";
import type { FoldDesign, HelperWriter, MemberSite } from "../place/fold-design.ts";
import { memberSite } from "../place/member-site.ts";
import { leastForFunction, leastForTable } from "../plan/least-net.ts";
import { parameterNames, wrapperText } from "../print/call-text.ts";
import { briefComment, documentHelper, inheritComment } from "../print/document-helper.ts";
import type { FunctionDesign, HelperCall } from "../print/function-design.ts";
import { helperText } from "../print/helper-text.ts";
import { isRefusal, type Refusal } from "../refusal.ts";

/** What a helper has that finds its values in constant data. */
export interface HelperData {
  /** The entry that it is given. */
  readonly parameter: HoleParameter;
  readonly entries: readonly HoleParameter[];
  /** The structure and the data, where they belong to this helper alone. */
  readonly preamble?: CText;
  /** Calls that go to other helpers, with the same data. */
  readonly calls?: readonly HelperCall[];
}

/** The design of a helper that is a function: one member's text, the other members' comments, these parameters. */
export function designFunction(
  strategy: Strategy,
  plan: FunctionPlan,
  data?: HelperData,
): readonly FoldDesign[] | Refusal {
  const { family, members } = plan.loaded;
  const chosen = chooseDesign(plan);
  if (isRefusal(chosen)) return chosen;
  const design = data
    ? { ...chosen, parameters: [data.parameter], entries: data.entries, calls: data.calls ?? [] }
    : chosen;
  const sites = members.map((_, i) => functionSite(design, i));
  const writer = functionWriter(design);
  const helper = data?.preamble === undefined ? writer : { ...writer, preamble: data.preamble };
  const prose = data ? tableProse(chosen) : functionProse(design);
  return [
    {
      family,
      strategy,
      sites,
      helper,
      prose,
      leastNet: data ? leastForTable(members.length) : leastOf(plan),
    },
  ];
}

function leastOf({ parameters, flagged }: FunctionPlan): number {
  const runs = flagged?.plan.runs.filter(({ division }) => division !== undefined) ?? [];
  return leastForFunction({
    parameters: parameters.length,
    flagged: runs.length,
    callbacks: parameters.filter(({ type }) => type.includes("(*)")).length,
  });
}

/** The member's call of the helper, for when it stays; what its direct calls pass, for when it goes. */
function functionSite(design: FunctionDesign, index: number): MemberSite {
  const { members, parameters } = design;
  const member = members[index];
  const values = parameters.map((parameter): CText => parameter.values[index]);
  const all = arrangeArguments(parameterNames(member)!, values, design);
  // A field, or a value at entry, is named through a parameter, which its callers do not know.
  const isOwn = parameters.some(({ field, isEntryValue }) => field || isEntryValue);
  return memberSite(member, isOwn ? undefined : values, (helper) => wrapperText(member, helper, all));
}

function functionWriter(design: FunctionDesign): HelperWriter {
  const names = design.members.map(({ member }) => member.function);
  return {
    kind: "function",
    freeNames: freeNames(design),
    suggestNames: (driver) => suggestNames(names, driver, design.parameters.length === 0),
    define: (name, linkage) => helperText(design, name, linkage),
    document: (name, wrappers) => documentHelper(design, name, wrappers),
    documentBriefly: (_name, wrappers) => briefComment(wrappers),
    inheritComment: (comment) => inheritComment(comment, design.parameters),
  };
}
