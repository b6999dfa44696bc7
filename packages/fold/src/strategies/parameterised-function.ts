import { planFunction } from "../function/plan-function.ts";
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
    const plan = planFunction(loaded, context.tree);
    return isRefusal(plan) ? plan : designFunction(parameterisedFunction.id, plan);
  },
};
