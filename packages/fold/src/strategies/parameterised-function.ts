import { type FunctionPlan, planFunction } from "../function/plan-function.ts";
import { spentParameters } from "../holes/entry-value.ts";
import { placesOf } from "../holes/hole-parameters.ts";
import { isRefusal } from "../refusal.ts";
import { designFunction } from "./design-function.ts";
import type { FoldStrategy } from "./fold-strategy.ts";
import { refuseMembers } from "./refuse-members.ts";

/** Members that differ in constants, or in a few statements: a function with a typed parameter or a flag for each. */
export const parameterisedFunction: FoldStrategy = {
  id: "parameterised-function",
  price: 0,
  design(loaded, context) {
    const unsafe = refuseMembers(loaded);
    if (unsafe) return unsafe;
    if (loaded.places.length === 0) return [];
    const plan = planFunction(loaded, context.tree, { entryValues: true });
    return isRefusal(plan) ? plan : designFunction(parameterisedFunction.id, withoutSpent(plan));
  },
};

/** The plan without the parameters that only make up values which the members work out themselves. */
function withoutSpent(plan: FunctionPlan): FunctionPlan {
  const { loaded, parameters } = plan;
  const values = parameters.filter(({ isEntryValue }) => isEntryValue);
  if (values.length === 0) return plan;
  const places = values.flatMap((value) => placesOf(value, loaded.places));
  return { ...plan, dropped: spentParameters(loaded.members, places) };
}
