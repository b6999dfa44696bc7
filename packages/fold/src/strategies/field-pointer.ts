import { planFieldFunction } from "../fields/plan-field-function.ts";
import { rewriteCall } from "../fields/rewrite-call.ts";
import type { FunctionPlan } from "../function/plan-function.ts";
import type { LoadContext } from "../members/fold-member.ts";
import type { FoldDesign, MemberSite } from "../place/fold-design.ts";
import { isRefusal } from "../refusal.ts";
import { designFunction } from "./design-function.ts";
import type { FoldStrategy } from "./fold-strategy.ts";
import { refuseMembers } from "./refuse-members.ts";

/** Members that do the same with other fields, or with structures of other types: a function that takes the fields. */
export const fieldPointer: FoldStrategy = {
  id: "field-pointer",
  price: 1,
  design(loaded, context) {
    const unsafe = refuseMembers(loaded);
    if (unsafe) return unsafe;
    if (loaded.places.length === 0) return [];
    const plan = planFieldFunction(loaded, context.tree);
    if (!plan) return [];
    if (isRefusal(plan)) return plan;
    const designs = designFunction(fieldPointer.id, plan);
    return isRefusal(designs) ? designs : designs.map((design) => withCalls(design, plan, context));
  },
};

/** Direct calls of the members may go to the helper, when what they pass names the fields. */
function withCalls(
  design: FoldDesign,
  { parameters, ...plan }: FunctionPlan,
  context: LoadContext,
): FoldDesign {
  const takes = { parameters, dropped: plan.dropped };
  const sites = design.sites.map((site, i): MemberSite => {
    const values = parameters.map((parameter) => parameter.values[i]);
    return {
      ...site,
      extraArguments: values.filter((_, at) => !parameters[at].field),
      rewriteArguments: (call) => rewriteCall(call, site.member, values, takes, context),
    };
  });
  return { ...design, sites };
}
