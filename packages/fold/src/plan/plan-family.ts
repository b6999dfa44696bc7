import type { Family } from "@kindred/clones";
import { loadFamily, splitFamily } from "../families/loaded-family.ts";
import { isRefusal, type Refusal } from "../refusal.ts";
import { isWorthMore } from "./best-fold.ts";
import type { Planning } from "./planning.ts";
import { isStillFree, type PreparedFold, takeFold } from "./prepare-fold.ts";
import { tryStrategies } from "./try-strategies.ts";

/** One fold of the whole family, or one for each part of it that can be folded by itself, whichever saves more. */
export function planFamily(family: Family, planning: Planning): PreparedFold[] | Refusal {
  const loaded = loadFamily(family, planning);
  if (isRefusal(loaded)) return loaded;
  const whole = tryStrategies(loaded, planning);
  const split = splitFamily(loaded, planning);
  const parts = split.map((part) => tryStrategies(part, planning));
  const folded = parts.filter((part): part is PreparedFold => !isRefusal(part));
  if (folded.length === 0) return isRefusal(whole) ? whole : [takeFold(whole, planning)];
  if (!isRefusal(whole) && isWorthMore([whole], folded, planning.strategies))
    return [takeFold(whole, planning)];
  // Parts were laid out without knowledge of each other: one that another has got in the way of is laid out anew.
  const taken: PreparedFold[] = [];
  for (const [i, part] of parts.entries()) {
    const fold = isRefusal(part) || isStillFree(part, planning) ? part : tryStrategies(split[i], planning);
    if (!isRefusal(fold)) taken.push(takeFold(fold, planning));
  }
  return taken;
}
