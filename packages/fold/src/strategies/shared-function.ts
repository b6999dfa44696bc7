import { designFunction } from "./design-function.ts";
import type { FoldStrategy } from "./fold-strategy.ts";
import { refuseMembers } from "./refuse-members.ts";

/** Members that are the same but for layout and the names of locals: one function is left of them. */
export const sharedFunction: FoldStrategy = {
  id: "shared-function",
  price: 0,
  design(loaded) {
    const unsafe = refuseMembers(loaded);
    if (unsafe) return unsafe;
    return loaded.places.length > 0
      ? []
      : designFunction(sharedFunction.id, { loaded, parameters: [], flagged: undefined });
  },
};
