import { planParameters } from "../holes/hole-parameters.ts";
import { isRefusal } from "../refusal.ts";
import { designFunction } from "./design-function.ts";
import type { FoldStrategy } from "./fold-strategy.ts";
import { refuseMembers } from "./refuse-members.ts";

/** Members that differ in constants: a function with a typed parameter for each. */
export const parameterisedFunction: FoldStrategy = {
  id: "parameterised-function",
  price: 0,
  design(loaded, context) {
    const unsafe = refuseMembers(loaded);
    if (unsafe) return unsafe;
    const { unifier, places, members, scopes } = loaded;
    if (places.length === 0) return [];
    const parameters = planParameters(unifier, places, members, scopes, context.tree);
    if (isRefusal(parameters)) return parameters;
    return designFunction(parameterisedFunction.id, loaded, parameters);
  },
};
