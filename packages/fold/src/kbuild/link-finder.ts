import type { TreeReader } from "@kindred/c-source";
import { createConfigReader } from "./config-implications.ts";
import { createSymbolFinder } from "./config-symbols.ts";

/** Whether one file of the kernel is built and there whenever another one is. */
export type IsSurelyBuilt = (file: string, user: string) => boolean;

/**
 * Reads off Makefiles and Kconfig whether `file` is built, and a symbol that it exports there to link with, whenever
 * `user` is. No where that is not certain.
 */
export function createLinkFinder(tree: TreeReader): IsSurelyBuilt {
  const symbolsOf = createSymbolFinder(tree);
  const configs = createConfigReader(tree);
  return (file, user) => {
    const [theirs, own] = [symbolsOf(file), symbolsOf(user)];
    if (!theirs || !own) return false;
    return theirs.all.every(
      (needed) =>
        own.all.includes(needed) || own.all.some((symbol) => configs.implies(symbol, needed, own.folder)),
    );
  };
}
