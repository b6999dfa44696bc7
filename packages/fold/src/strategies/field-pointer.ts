import { planFieldFunction } from "../fields/plan-field-function.ts";
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
    return isRefusal(plan) ? plan : designFunction(fieldPointer.id, plan);
  },
};
