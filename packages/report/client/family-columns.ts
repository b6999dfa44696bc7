import { formatCount, formatSimilarity } from "../src/format/format-number.ts";
import type { FamilyRecord, PatchRecord } from "../src/html/payload.ts";
import { element } from "./element.ts";
import type { SortKey } from "./filter-families.ts";
import { levelChip } from "./level-chip.ts";

export const FAMILY_HEADERS: readonly { readonly label: string; readonly key: SortKey | undefined }[] = [
  { label: "Removes", key: "removableLines" },
  { label: "Family", key: undefined },
  { label: "Type", key: "type" },
  { label: "Members", key: "members" },
  { label: "Lines", key: "lines" },
  { label: "Alike", key: "similarity" },
  { label: "Where", key: "where" },
  { label: "Fold", key: "strategy" },
  { label: "Patch", key: undefined },
];

/** The cells of a family's row, in the order of the headers. */
export function familyCells(family: FamilyRecord, patch: PatchRecord | undefined): HTMLElement[] {
  const first = family.members[0];
  const others = family.members.length - 1;
  return [
    element("span", { class: "num strong" }, formatCount(family.removableLines)),
    element("span", { class: "mono" }, family.id),
    element("span", {}, family.grain === "fragment" ? `${family.type} part` : family.type),
    element("span", { class: "num" }, formatCount(family.members.length)),
    element("span", { class: "num" }, formatCount(family.lines)),
    element("span", { class: "num" }, formatSimilarity(family.similarity)),
    element(
      "span",
      { class: "where mono", title: first === undefined ? "" : `${first.file}:${first.startLine}` },
      element("span", { class: "function" }, first?.function ?? ""),
      element("span", { class: "file" }, first?.file ?? ""),
      ...(others > 0 ? [element("span", { class: "more" }, `+${others}`)] : []),
    ),
    element("span", {}, family.strategy),
    element("span", {}, ...(patch === undefined ? [] : [levelChip(patch.level)])),
  ];
}
