import { isCallee } from "../callbacks/plan-callback.ts";
import { planFunction } from "../function/plan-function.ts";
import { isRefusal, refuse } from "../refusal.ts";
import { designFunction } from "./design-function.ts";
import type { FoldStrategy } from "./fold-strategy.ts";
import { refuseMembers } from "./refuse-members.ts";

/** More pointers than this are an ops structure, which is another design. */
const MOST_CALLBACKS = 2;

/** Members that call different functions of one type: a function that takes the function to call. */
export const callback: FoldStrategy = {
  id: "callback",
  price: 1,
  design(loaded, context) {
    const unsafe = refuseMembers(loaded);
    if (unsafe) return unsafe;
    if (!loaded.places.some(isCallee)) return [];
    const plan = planFunction(loaded, context.tree, { callbacks: true });
    if (isRefusal(plan)) return plan;
    const count = plan.parameters.filter(({ type }) => type.includes("(*)")).length;
    // Without a callback it is what parameterised-function does.
    if (count === 0) return [];
    if (count > MOST_CALLBACKS)
      return refuse(
        "too-many-parameters",
        `${count} functions called differ; more than ${MOST_CALLBACKS} are too many.`,
      );
    return designFunction(callback.id, plan);
  },
};
