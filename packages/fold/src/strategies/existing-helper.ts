import type { LoadedFamily } from "../families/loaded-family.ts";
import { familyOf } from "../families/loaded-family.ts";
import { freeNames } from "../function/free-names.ts";
import { type FoldMember, type LoadContext, parseMember } from "../members/fold-member.ts";
import { existingProse } from "../message/existing-prose.ts";
import type { FoldDesign, MemberSite } from "../place/fold-design.ts";
import { memberSite } from "../place/member-site.ts";
import { refuseHeaderMeaning } from "../place/refuse-header-meaning.ts";
import { refuseLocalMeaning } from "../place/refuse-local-meaning.ts";
import { parameterNames, wrapperText } from "../print/call-text.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { OF_THE_MODULE } from "../refuse/of-the-module.ts";
import type { FoldStrategy } from "./fold-strategy.ts";
import { refuseMembers } from "./refuse-members.ts";

/** Members that are a function which the tree has already: they go, or call it. */
export const existingHelper: FoldStrategy = {
  id: "existing-helper",
  price: 0,
  design(loaded, context) {
    const { existingHelper: known } = loaded.family;
    if (known === undefined) return [];
    const file = context.sources.open(known.file);
    const spans = file?.functions.filter(({ name }) => name === known.function) ?? [];
    if (!file || spans.length !== 1)
      return refuse("stale-family", `${known.file} does not define ${known.function}() once.`);
    const [span] = spans;
    const place = { file: known.file, startLine: span.startLine, endLine: span.endLine, function: span.name };
    const helper = parseMember(place, file, span, context);
    if (isRefusal(helper)) return helper;
    const members = loaded.members.filter(
      ({ file: each, span: own }) => each !== file || own.start !== span.start,
    );
    for (const member of members) {
      const refusal = refuseDifference(member, helper, loaded, context);
      if (refusal) return refusal;
    }
    return members.length === 0 ? [] : [designUse(loaded, members, helper)];
  },
};

/** Why a member is not the helper once more, as far as its text and the files around it tell. */
function refuseDifference(
  member: FoldMember,
  helper: FoldMember,
  { family }: LoadedFamily,
  context: LoadContext,
): Refusal | undefined {
  const pair = familyOf({ ...family, members: [member.member, helper.member] }, [member, helper], context);
  const unsafe = refuseMembers(pair);
  if (unsafe) return unsafe;
  const name = helper.span.name;
  if (pair.places.length > 0)
    return refuse("definitions-differ", `${member.member.function}() is not ${name}() word for word.`);
  if (member.file !== helper.file && member.file.functions.some((each) => each.name === name))
    return refuse("no-free-name", `${member.file.path} has a function ${name}() of its own.`);
  const { unifier, places } = pair;
  const names = freeNames({
    members: [helper],
    unifier,
    places,
    parameters: [],
    body: 0,
    inserted: [],
    moved: [],
  });
  const ofModule = [...names].find((each) => OF_THE_MODULE.test(each));
  if (ofModule !== undefined && !helper.file.path.endsWith(".h"))
    return refuse("definitions-differ", `${ofModule} means another module in ${name}().`);
  const foreign = new Set([...names].filter((each) => !isGlobalOf(helper, each)));
  const files = [member.file, helper.file];
  return member.file === helper.file
    ? undefined
    : (refuseLocalMeaning(foreign, files, context.sources) ??
        refuseHeaderMeaning(foreign, files, context.sources));
}

/** Whether a name is a function that the helper's file gives to the whole kernel: there is only one of these. */
function isGlobalOf({ file }: FoldMember, name: string): boolean {
  return file.functions.some(
    (each) => each.name === name && !/\bstatic\b/.test(file.text.slice(each.start, each.nameStart)),
  );
}

function designUse({ family }: LoadedFamily, members: readonly FoldMember[], helper: FoldMember): FoldDesign {
  return {
    family,
    strategy: existingHelper.id,
    sites: members.map(useSite),
    helper: {
      kind: "existing",
      existing: helper,
      freeNames: new Set(),
      suggestNames: () => [helper.span.name],
      define: () => "",
      document: () => "",
      documentBriefly: () => "",
      inheritComment: () => "",
    },
    prose: existingProse(members, helper),
  };
}

function useSite(member: FoldMember): MemberSite {
  return memberSite(member, [], (name) => wrapperText(member, name, parameterNames(member)!));
}
