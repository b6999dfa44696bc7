import type { ExistingHelper, Family } from "@kindred/clones";
import { cleanLine } from "../format/clean-text.ts";
import { STRATEGY_WORDS } from "../words/strategies.ts";

/** `same as crc8_populate_lsb() in lib/crc8.c` */
export function sameAs(helper: Pick<ExistingHelper, "function" | "file">): string {
  return cleanLine(`same as ${helper.function}() in ${helper.file}`);
}

/** The strategy and what it means for this family, in a few words. */
export function strategyOf({ strategy, existingHelper }: Family): string {
  return `${strategy}: ${existingHelper === undefined ? (STRATEGY_WORDS[strategy]?.short ?? "") : sameAs(existingHelper)}`;
}
