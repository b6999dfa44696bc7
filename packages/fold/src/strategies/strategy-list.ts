import type { Strategy } from "@kindred/clones";
import { callback } from "./callback.ts";
import { existingHelper } from "./existing-helper.ts";
import { fieldPointer } from "./field-pointer.ts";
import type { FoldStrategy } from "./fold-strategy.ts";
import { generatorMacro } from "./generator-macro.ts";
import { parameterisedFunction } from "./parameterised-function.ts";
import { sharedFunction } from "./shared-function.ts";
import { tableDriven } from "./table-driven.ts";

/** The strategies in the order of design section 6: what is cheapest for a reader comes first. */
export const STRATEGIES: readonly FoldStrategy[] = [
  existingHelper,
  sharedFunction,
  parameterisedFunction,
  callback,
  fieldPointer,
  tableDriven,
  generatorMacro,
];

/** Their ids, and that of folds over groups of families: what `FoldRequest.strategies` may name. */
export const STRATEGY_IDS: readonly Strategy[] = [...STRATEGIES.map(({ id }) => id), "chip-info"];
