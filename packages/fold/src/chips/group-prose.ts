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
  const functions = distinct(parts.map(({ sites }) => `${sites[0].member.span.name}()`));
  const others = names.chips.slice(1);
  const shown = others.length > 3 ? `${others.length} others` : joinNames(others);
  const values = countWord(fields.length, "value");
  const ids = joinNames(families.map(({ id }) => id));
  return {
    action: () => `Describe what differs by struct ${names.type}`,
    shortAction: "Share code through constant data",
    paragraphs: () => [
      `${listNames(functions)} have counterparts for ${shown}, which are the same code with other values ` +
        `(${values} in all).`,
      `Put what differs into struct ${names.type}, one for each of them, and move the code to ` +
        `${joinNames(distinct(helpers.map((name) => `${name}()`)))}, which are given it.`,
      `This takes the families ${ids} together.`,
    ],
  };
}
