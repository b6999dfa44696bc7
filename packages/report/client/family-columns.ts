import { formatCount, formatSimilarity } from "../src/format/format-number.ts";
import type { FamilyRecord, PatchRecord } from "../src/html/payload.ts";
import { element } from "./element.ts";
import type { SortKey } from "./filter-families.ts";
import { levelChip } from "./level-chip.ts";

export interface FamilyColumn {
  readonly label: string;
  /** Columns without a key are not sorted by. */
  readonly key?: SortKey;
  /** What the label leaves open. */
  readonly title?: string;
  readonly cell: (family: FamilyRow) => HTMLElement;
}

export interface FamilyRow {
  readonly family: FamilyRecord;
  /** Place in payoff order, from 1. */
  readonly rank: number;
  readonly patch: PatchRecord | undefined;
}

const COLUMNS: readonly FamilyColumn[] = [
  {
    label: "#",
    key: "payoff",
    title: "Order of payoff: lines removed, discounted for what makes a fold hard to accept",
    cell: ({ rank }) => element("span", { class: "num muted" }, formatCount(rank)),
  },
  {
    label: "Removes",
    key: "removableLines",
    cell: ({ family }) => element("span", { class: "num strong" }, formatCount(family.removableLines)),
  },
  { label: "Family", cell: ({ family }) => element("span", { class: "mono" }, family.id) },
  {
    label: "Type",
    key: "type",
    cell: ({ family }) =>
      element("span", {}, family.grain === "fragment" ? `${family.type} part` : family.type),
  },
  { label: "Members", key: "members", cell: ({ family }) => numberCell(formatCount(family.members.length)) },
  { label: "Lines", key: "lines", cell: ({ family }) => numberCell(formatCount(family.lines)) },
  {
    label: "Alike",
    key: "similarity",
    cell: ({ family }) => numberCell(formatSimilarity(family.similarity)),
  },
  { label: "Where", key: "where", cell: ({ family }) => whereCell(family) },
  { label: "Fold", key: "strategy", cell: ({ family }) => element("span", {}, family.strategy) },
];

const PATCH_COLUMN: FamilyColumn = {
  label: "Patch",
  cell: ({ patch }) => element("span", {}, ...(patch === undefined ? [] : [levelChip(patch.level)])),
};

/** The columns of the list of families; the patch has one only where there are patches. */
export function familyColumns(hasPatches: boolean): readonly FamilyColumn[] {
  return hasPatches ? [...COLUMNS, PATCH_COLUMN] : COLUMNS;
}

/** The heads of the columns: buttons where they sort. */
export function columnHeads(columns: readonly FamilyColumn[], onSort: (key: SortKey) => void): HTMLElement[] {
  return columns.map(({ label, key, title }) => {
    if (key === undefined) return element("span", {}, label);
    const button = element("button", { type: "button", "data-key": key, title }, label);
    button.addEventListener("click", () => onSort(key));
    return button;
  });
}

function numberCell(text: string): HTMLElement {
  return element("span", { class: "num" }, text);
}

function whereCell({ members }: FamilyRecord): HTMLElement {
  const first = members[0];
  const others = members.length - 1;
  return element(
    "span",
    { class: "where mono", title: first === undefined ? "" : `${first.file}:${first.startLine}` },
    element("span", { class: "function" }, first?.function ?? ""),
    element("span", { class: "file" }, first?.file ?? ""),
    ...(others > 0 ? [element("span", { class: "more" }, `+${others}`)] : []),
  );
}
