import type { Family } from "@kindred/clones";
import { countWord } from "../message/count-word.ts";
import { distinct, joinNames, listNames } from "../message/list-names.ts";
import type { FoldProse } from "../place/fold-design.ts";
import type { GroupDesign } from "./design-group.ts";

/** The mail of a fold of families over the same chips. */
export function groupProse(
  { parts, names, fields, helpers }: GroupDesign,
  families: readonly Family[],
): FoldProse {
  const chips = parts[0].sites.map((_, chip) =>
    parts.map(({ sites }) => `${sites[chip].member.span.name}()`),
  );
  const shown = joinNames(chips.slice(0, 3).map((functions) => listNames(distinct(functions))));
  const isMore = chips.length > 3 ? ` (and ${chips.length - 3} more such sets)` : "";
  const values = countWord(fields.length, "value");
  const ids = joinNames(families.map(({ id }) => id));
  return {
    action: () => `Describe what differs by struct ${names.type}`,
    shortAction: "Share code through constant data",
    paragraphs: () => [
      `${shown}${isMore} are the same code${fields.length === 0 ? "" : `, with ${values} of their own`}.`,
      `Put what differs into struct ${names.type}, one for each set of functions, and move the code to ` +
        `${joinNames(distinct(helpers.map((name) => `${name}()`)))}, which are given it.`,
      `This takes the families ${ids} together.`,
    ],
  };
}
